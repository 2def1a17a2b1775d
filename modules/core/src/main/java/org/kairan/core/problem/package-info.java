/** The only exceptions that cross a module's boundary; the edge turns them into RFC 9457 problems. */
package org.kairan.core.problem;
