/** How fast, how late and how dear it is to tell every open browser something. */
package org.kairan.bench.live;
