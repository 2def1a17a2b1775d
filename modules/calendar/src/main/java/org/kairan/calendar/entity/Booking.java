package org.kairan.calendar.entity;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * A room that an instance of an event holds.
 *
 * @param from when it is made ready; inclusive
 * @param starts when the event begins
 * @param ends exclusive
 */
public record Booking(long room, long event, LocalDateTime recurrence, Instant from, Instant starts, Instant ends) {}
