/** What the board's lists cost at ten times the content, beside the same rows over plain JDBC and the same bytes from memory. */
package org.kairan.bench.board;
