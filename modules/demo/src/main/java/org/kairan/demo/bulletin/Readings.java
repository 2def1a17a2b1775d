package org.kairan.demo.bulletin;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kairan.demo.bulletin.Groups.Group;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.source.Draw;

/**
 * Who reads which bulletin when. Whoever sits at a desk reads most within a day or three, many first thing in the morning;
 * the kitchens, the waste crews and the nurseries read less (a city's own survey: office 83 %, technical 60 %, manual
 * workers 31 %); a few hardly ever look. Nothing is kept between bulletins, so any number can be gone through.
 */
public final class Readings {
    private static final Set<String> MANUAL = Set.of("調理員", "技能員", "用務員");
    private static final Set<String> WITH_CHILDREN = Set.of("保育士", "主任保育士", "放課後児童支援員", "園長", "校長", "教頭");
    private static final Set<String> FEW_PCS = Set.of("学校", "保育園", "児童クラブ", "給食", "清掃");
    private static final int CITY_ZONE_SECONDS = 9 * 3600;

    private final long seed;
    private final City city;
    private final Groups groups;
    private final WorkingDays days;
    private final long end;
    private final double[] willing;
    private final double[] slow;

    /** Readings until the beginning of the city's today. */
    public Readings(long seed, City city, Groups groups, WorkingDays days) {
        this.seed = seed;
        this.city = city;
        this.groups = groups;
        this.days = days;
        this.end = city.today().toEpochDay() * 86_400 - CITY_ZONE_SECONDS;
        this.willing = new double[city.people().size() + 1];
        this.slow = new double[willing.length];
        Map<Integer, List<Assignment>> byPerson = city.assignmentsByPerson();
        byPerson.forEach(this::habits);
    }

    private void habits(int person, List<Assignment> assignments) {
        Assignment latest = assignments.get(assignments.size() - 1);
        String title = city.title(latest.titleId()).name();
        boolean fewPcs = FEW_PCS.contains(city.section(latest.sectionId()).kind());
        double u = Draw.fraction(seed, 2, person);
        double will;
        if (MANUAL.contains(title)) {
            will = 0.05 + 0.5 * u * u;
        } else if (WITH_CHILDREN.contains(title)) {
            will = 0.45 + 0.45 * u;
        } else if (fewPcs) {
            will = 0.25 + 0.5 * u;
        } else if (title.equals("会計年度任用職員")) {
            will = 0.6 + 0.35 * u;
        } else {
            will = 0.78 + 0.21 * u;
        }
        // About one in twenty-five hardly ever looks, whatever the work.
        if (Draw.fraction(seed, 3, person) < 0.04) {
            will *= 0.12;
        }
        willing[person] = will;
        slow[person] = 0.5 + 1.6 * Draw.fraction(seed, 4, person) + (fewPcs || MANUAL.contains(title) ? 0.8 : 0);
    }

    /** Tells of the readings of one bulletin, by person id. */
    public <X extends Exception> void readings(Bulletin bulletin, Reader<X> reader) throws X {
        int day = (int) bulletin.on().toEpochDay();
        Group[] addressed = addressed(bulletin);
        for (int person = 1; person < willing.length; person++) {
            long at = readAt(bulletin, addressed, person, day);
            if (at != 0) {
                reader.accept(person, bulletin.id(), at);
            }
        }
    }

    /**
     * Tells of who has the bulletin in the backlog: whoever holds one of its groups today, held it on the day of publishing or
     * before, is not its author and has not read it. Nobody, when it is withdrawn.
     */
    public <X extends Exception> void backlog(Bulletin bulletin, Reader<X> reader) throws X {
        if (bulletin.withdrawn()) {
            return;
        }
        int day = (int) bulletin.on().toEpochDay();
        Group[] addressed = addressed(bulletin);
        for (int person = 1; person < willing.length; person++) {
            if (person != bulletin.authorId()
                    && owed(addressed, person, day)
                    && readAt(bulletin, addressed, person, day) == 0) {
                reader.accept(person, bulletin.id(), 0);
            }
        }
    }

    private Group[] addressed(Bulletin bulletin) {
        return bulletin.groups().stream().map(groups::group).toArray(Group[]::new);
    }

    private static boolean owed(Group[] addressed, int person, int day) {
        for (Group group : addressed) {
            if (group.today[person] && group.firstHeld[person] <= day) {
                return true;
            }
        }
        return false;
    }

    /** Microseconds since 1970, or 0. */
    private long readAt(Bulletin bulletin, Group[] addressed, int person, int day) {
        int until = 0;
        for (Group group : addressed) {
            until = Math.max(until, group.until(person, day));
        }
        if (until == 0 || person == bulletin.authorId()) {
            return 0;
        }
        Draw draw = Draw.of(seed, 5, bulletin.id(), person);
        double will = willing[person]
                * (bulletin.important() ? 1.06 : addressed[0] == groups.group("everyone") ? 0.96 : 1.04);
        if (draw.fraction() >= Math.min(0.995, will)) {
            return 0;
        }
        long at = after(bulletin, slow[person] * (bulletin.important() ? 0.6 : 1), draw);
        long last = Math.min(end, until == Groups.OPEN ? Long.MAX_VALUE : until * 86_400L - CITY_ZONE_SECONDS);
        if (bulletin.withdrawn()) {
            last = Math.min(last, bulletin.withdrawnAt());
        }
        return at < last ? at * 1_000_000 + draw.below(1_000_000) : 0;
    }

    /** A moment in working hours, later than the publishing. */
    private long after(Bulletin bulletin, double slowness, Draw draw) {
        double kind = draw.fraction();
        double exponential = -StrictMath.log(1 - draw.fraction());
        double wait;
        if (kind < 0.34) {
            wait = 3 + 70 * exponential * slowness;
        } else if (kind < 0.80) {
            wait = 120 + 0.8 * WorkingDays.MINUTES * exponential * slowness;
        } else if (kind < 0.94) {
            wait = 2 * WorkingDays.MINUTES + 2.5 * WorkingDays.MINUTES * exponential * slowness;
        } else {
            wait = 6 * WorkingDays.MINUTES + 14.0 * WorkingDays.MINUTES * exponential * slowness;
        }
        int published = days.index(bulletin.on());
        double minutes = bulletin.minute() - WorkingDays.OPENS + wait;
        int later = (int) (minutes / WorkingDays.MINUTES);
        double minute = minutes - (double) later * WorkingDays.MINUTES;
        if (later > 0) {
            // Most look when they come in or after lunch.
            double habit = draw.fraction();
            if (habit < 0.42) {
                minute = -8 + 55 * draw.fraction() * draw.fraction();
            } else if (habit < 0.54) {
                minute = 4.4 * 60 + 40 * draw.fraction();
            } else if (habit < 0.60) {
                minute = WorkingDays.MINUTES + 75 * draw.fraction() * draw.fraction();
            }
        } else if (minute > 210 && minute < 268 && draw.chance(0.7)) {
            minute = 268 + 30 * draw.fraction();
        }
        LocalDate day = days.at(published + later);
        long seconds = (long) ((WorkingDays.OPENS + minute) * 60);
        return Math.max(day.toEpochDay() * 86_400 + seconds - CITY_ZONE_SECONDS, bulletin.publishedAt() + 40);
    }
}
