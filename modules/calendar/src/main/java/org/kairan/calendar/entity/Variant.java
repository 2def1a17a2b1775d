package org.kairan.calendar.entity;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What is different about one instance of a series.
 *
 * @param recurrence the start that the rule gives the instance, also after it was moved
 * @param content all of what is to be shown instead; empty for one that only was cancelled
 */
public record Variant(LocalDateTime recurrence, boolean cancelled, Optional<Content> content) {}
