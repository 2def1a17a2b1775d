/** What other programs write and read: iCalendar (RFC 5545) and tables of rows (CSV), bounded and without trust in what comes. */
package org.kairan.calendar.control.exchange;
