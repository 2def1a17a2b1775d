package org.kairan.calendar.control.exchange;

import java.util.Map;

/**
 * Something that cannot be taken over, and why.
 *
 * @param code as a refusal's, which the screens have words for
 */
public record Rejected(int line, String title, String start, String code, Map<String, ?> args) implements Item {}
