package org.kairan.calendar.control.exchange;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.kairan.calendar.entity.Content;
import org.kairan.calendar.entity.Variant;
import org.kairan.core.people.GroupId;

/**
 * An event as a file would have it.
 *
 * @param uid its name, by which it is found again in the same calendar
 * @param sequence how often its maker has changed it
 * @param owner the calendar it goes into
 * @param content without rooms
 * @param cancelled whether it was called off
 * @param fixed whether all of it is in the name, so that one of this name is never changed: a row of a table
 * @param raw as it stood in the file; empty for a row of a table
 * @param warnings the codes of what could not be taken over as it was meant
 */
public record Draft(
        int line,
        String uid,
        int sequence,
        GroupId owner,
        Content content,
        String visibility,
        Optional<String> rule,
        String shift,
        List<Variant> variants,
        boolean cancelled,
        boolean fixed,
        String raw,
        List<String> warnings)
        implements Item {

    /** The zone in which times are kept. */
    static final ZoneId ZONE = org.kairan.core.time.CityTime.ZONE;

    public Draft {
        variants = List.copyOf(variants);
        warnings = warnings.stream().distinct().toList();
    }

    @Override
    public String title() {
        return content.title();
    }

    @Override
    public String start() {
        return content.allDay() || content.undecided()
                ? content.start().toLocalDate().toString()
                : content.start().toString();
    }
}
