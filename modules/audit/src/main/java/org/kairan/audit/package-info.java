/** The record of what must be accounted for: appended to, chained by hashes, searched and exported by those allowed, and kept for a set time. */
package org.kairan.audit;
