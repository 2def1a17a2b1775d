package org.kairan.calendar.control.exchange;

import java.util.List;
import java.util.Optional;

/**
 * A VEVENT or a VTIMEZONE as it stood in a file.
 *
 * @param line where it begins, counted from 1
 * @param raw from BEGIN to END, byte for byte
 * @param lines its own properties, in their order
 * @param nested what stands within it, an alarm say, each from BEGIN to END
 * @param fault the code of what is wrong with its form; empty if nothing is
 */
record Component(
        String name, int line, String raw, List<ContentLine> lines, List<String> nested, Optional<String> fault) {

    Optional<ContentLine> first(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).findFirst();
    }

    List<ContentLine> all(String property) {
        return lines.stream().filter(line -> line.name().equals(property)).toList();
    }

    /** The value of a property of which there is one. */
    Optional<String> value(String property) {
        return first(property).map(ContentLine::value).map(String::strip).filter(value -> !value.isEmpty());
    }
}
