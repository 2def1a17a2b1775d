/** What is kept: events with their overrides and attendees, occurrences, rooms and their bookings, and the history. */
package org.kairan.calendar.entity;
