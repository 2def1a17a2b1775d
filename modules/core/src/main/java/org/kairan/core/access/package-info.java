/** Who is asking, and what they may do. */
package org.kairan.core.access;
