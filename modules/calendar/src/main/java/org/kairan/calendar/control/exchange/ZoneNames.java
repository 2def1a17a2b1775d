package org.kairan.calendar.control.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds out which zone a program means: by the name of the IANA or of Windows, or else by the one offset that the file itself says (VTIMEZONE).
 *
 * <p>Rules that a file gives for summer time are never carried out: they can be nonsense, or without an end.
 */
final class ZoneNames {

    private static final Pattern OFFSET =
            Pattern.compile("(?im)^TZOFFSETTO[^:\\r\\n]*:\\s*([+-])(\\d{2})(\\d{2})(\\d{2})?\\s*$");
    private static final Pattern IN_NAME = Pattern.compile("(?i)(?:UTC|GMT) ?([+-])(\\d{1,2}):?(\\d{2})");

    /** The names of Windows, and what Japanese programs write; in each case the zone that Unicode's CLDR gives for the world. */
    private static final Map<String, String> WINDOWS = windows();

    private static final TreeSet<String> IANA = iana();

    private ZoneNames() {}

    /** Finds a zone; empty if neither its name nor what the file says of it tells. */
    static Optional<ZoneId> find(String id, Map<String, Component> described) {
        var name = id.strip();
        var component = Optional.ofNullable(described.get(id));
        return known(name)
                .or(() -> component.flatMap(c -> c.value("X-LIC-LOCATION")).flatMap(ZoneNames::known))
                .or(() -> component.flatMap(ZoneNames::offset))
                .or(() -> Optional.of(IN_NAME.matcher(name))
                        .filter(matcher -> matcher.find())
                        .flatMap(matcher -> offset(matcher.group(1), matcher.group(2), matcher.group(3))));
    }

    /** Some programs put their own name and a date before the zone's, between slashes. */
    private static Optional<ZoneId> known(String name) {
        var windows = WINDOWS.get(name);
        if (windows != null) {
            return Optional.of(ZoneId.of(windows));
        }
        for (var rest = name; !rest.isEmpty(); ) {
            if (IANA.contains(rest)) {
                return Optional.of(ZoneId.of(exact(rest)));
            }
            var slash = rest.indexOf('/');
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return Optional.empty();
    }

    private static String exact(String name) {
        return IANA.ceiling(name);
    }

    private static Optional<ZoneId> offset(Component zone) {
        var found = Optional.<ZoneId>empty();
        for (var nested : zone.nested()) {
            var matcher = OFFSET.matcher(nested);
            while (matcher.find()) {
                var one = offset(matcher.group(1), matcher.group(2), matcher.group(3));
                if (one.isEmpty() || found.isPresent() && !found.equals(one)) {
                    return Optional.empty();
                }
                found = one;
            }
        }
        return found;
    }

    private static Optional<ZoneId> offset(String sign, String hours, String minutes) {
        try {
            var factor = sign.equals("-") ? -1 : 1;
            return Optional.of(
                    ZoneOffset.ofHoursMinutes(factor * Integer.parseInt(hours), factor * Integer.parseInt(minutes)));
        } catch (DateTimeException nonsense) {
            // No clock differs by a hundred hours: what the file says of its zone is not used.
            return Optional.empty();
        }
    }

    private static TreeSet<String> iana() {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(ZoneId.getAvailableZoneIds());
        return names;
    }

    private static Map<String, String> windows() {
        var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        try (var in = new BufferedReader(new InputStreamReader(
                ZoneNames.class.getResourceAsStream("windows-zones.txt"), StandardCharsets.UTF_8))) {
            in.lines().map(line -> line.split("=", 2)).forEach(pair -> names.put(pair[0], pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("windows-zones.txt", e);
        }
        return names;
    }
}
