/** The only way in: resources, the transactions, and the forms in which events and rooms are shown. */
package org.kairan.calendar.boundary;
