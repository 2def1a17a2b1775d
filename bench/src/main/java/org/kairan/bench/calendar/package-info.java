/** What the calendar costs with ten times the history, beside the same rows over plain JDBC and the same bytes from memory; how rooms are fought for; and how series are written down as the days go by. */
package org.kairan.bench.calendar;
