package org.kairan.calendar.control;

import java.time.LocalDateTime;
import org.kairan.calendar.entity.Content;

/**
 * One time at which an event takes place.
 *
 * @param recurrence the start that the rule gives; of a single event its start
 */
public record Instance(LocalDateTime recurrence, Content content) {}
