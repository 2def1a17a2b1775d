/** Rules that span entities or time: recurrence, what an edit does to a series, free time, and who may see what. */
package org.kairan.calendar.control;
