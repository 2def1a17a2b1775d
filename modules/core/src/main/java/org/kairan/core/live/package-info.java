/** What is pushed to browsers. */
package org.kairan.core.live;
