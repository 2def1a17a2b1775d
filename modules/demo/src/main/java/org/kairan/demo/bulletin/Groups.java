package org.kairan.demo.bulletin;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kairan.demo.city.Assignment;
import org.kairan.demo.city.City;
import org.kairan.demo.city.Section;

/** Who belongs to a group (everyone, section:7, tree:7, title:3, person:9), and from when until when. */
public final class Groups {
    /** Nobody leaves later than this. */
    static final int OPEN = Integer.MAX_VALUE;

    private final City city;
    private final Map<String, Group> known = new HashMap<>();
    private final Map<Integer, List<Assignment>> bySection;
    private final Map<Integer, List<Assignment>> byPerson;

    /** The group's times in the city, by person id; days are counted from 1970. */
    static final class Group {
        /** The first day on which the person ever held it, or OPEN. */
        final int[] firstHeld;

        /** Whether the person holds it today. */
        final boolean[] today;

        private final int[][] spans;

        Group(int people) {
            firstHeld = new int[people + 1];
            Arrays.fill(firstHeld, OPEN);
            today = new boolean[people + 1];
            spans = new int[people + 1][];
        }

        /** The day (exclusive) until which the person who belongs to it on that day stays in it, or 0 for who does not belong. */
        int until(int person, int day) {
            int[] own = spans[person];
            int end = 0;
            if (own != null) {
                for (int i = 0; i < own.length; i += 2) {
                    int at = Math.max(day, end);
                    if (own[i] <= at && own[i + 1] > at) {
                        end = own[i + 1];
                        i = -2;
                    }
                    if (end == OPEN) {
                        return end;
                    }
                }
            }
            return end;
        }

        private void add(Assignment assignment, LocalDate today) {
            int person = assignment.personId();
            int from = (int) assignment.from().toEpochDay();
            int until =
                    assignment.until() == null ? OPEN : (int) assignment.until().toEpochDay();
            firstHeld[person] = Math.min(firstHeld[person], from);
            this.today[person] |= assignment.on(today);
            int[] own = spans[person];
            spans[person] = own == null ? new int[2] : Arrays.copyOf(own, own.length + 2);
            spans[person][spans[person].length - 2] = from;
            spans[person][spans[person].length - 1] = until;
        }
    }

    public Groups(City city) {
        this.city = city;
        this.bySection = city.assignmentsBySection();
        this.byPerson = city.assignmentsByPerson();
    }

    Group group(String key) {
        return known.computeIfAbsent(key, this::make);
    }

    private Group make(String key) {
        Group group = new Group(city.people().size());
        int colon = key.indexOf(':');
        int id = colon < 0 ? 0 : Integer.parseInt(key.substring(colon + 1));
        switch (colon < 0 ? key : key.substring(0, colon)) {
            case "everyone" -> city.assignments().forEach(a -> group.add(a, city.today()));
            case "section" -> inSection(group, id);
            case "tree" -> inTree(group, id);
            case "title" ->
                city.assignments().stream().filter(a -> a.titleId() == id).forEach(a -> group.add(a, city.today()));
            case "person" -> byPerson.getOrDefault(id, List.of()).forEach(a -> group.add(a, city.today()));
            default -> throw new IllegalArgumentException("no such group: " + key);
        }
        return group;
    }

    private void inSection(Group group, int section) {
        bySection.getOrDefault(section, List.of()).forEach(a -> group.add(a, city.today()));
    }

    private void inTree(Group group, int section) {
        inSection(group, section);
        for (Section child : city.sections()) {
            if (child.parentId() == section) {
                inTree(group, child.id());
            }
        }
    }
}
