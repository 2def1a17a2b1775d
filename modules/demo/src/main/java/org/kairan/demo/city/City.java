package org.kairan.demo.city;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The example city as of a day. Ids count from 1 in the order of each list.
 *
 * @param today the day as of which assignments are current, past or to come
 * @param administrator id of the person who runs Kairan
 */
public record City(
        LocalDate today,
        List<Section> sections,
        List<SectionPeriod> periods,
        List<Title> titles,
        List<Person> people,
        List<Assignment> assignments,
        int administrator) {

    /** The mail domain by which the example city's people are known; .example is reserved for such use (RFC 2606). */
    public static final String MAIL_DOMAIN = "city.miozawa.example";

    public City {
        sections = List.copyOf(sections);
        periods = List.copyOf(periods);
        titles = List.copyOf(titles);
        people = List.copyOf(people);
        assignments = List.copyOf(assignments);
    }

    public Section section(int id) {
        return sections.get(id - 1);
    }

    public Title title(int id) {
        return titles.get(id - 1);
    }

    public Person person(int id) {
        return people.get(id - 1);
    }

    /** The section of this name today. */
    public Section sectionNamed(String name) {
        return sections.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no section " + name));
    }

    /** Today's sections whose name ends so; the general branch offices only when asked for by their full word. */
    public List<Section> sectionsEnding(String ending) {
        List<Section> found = sections.stream()
                .filter(s -> !s.abolished() && s.name().endsWith(ending))
                .filter(s -> ending.equals("総合支所") || !s.kind().equals("総合支所"))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no section ends in " + ending);
        }
        return found;
    }

    public Title titleNamed(String name) {
        return titles.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no title " + name));
    }

    /** The part of the city just below the root to which a section belongs: itself, a department or a branch office. */
    public Section department(Section section) {
        Section at = section;
        while (at.parentId() != 0 && at.parentId() != 1) {
            at = section(at.parentId());
        }
        return at;
    }

    /** Assignments by section id. */
    public Map<Integer, List<Assignment>> assignmentsBySection() {
        Map<Integer, List<Assignment>> bySection = new TreeMap<>();
        for (Assignment assignment : assignments) {
            bySection
                    .computeIfAbsent(assignment.sectionId(), id -> new ArrayList<>())
                    .add(assignment);
        }
        return bySection;
    }

    /** Assignments by person id. */
    public Map<Integer, List<Assignment>> assignmentsByPerson() {
        Map<Integer, List<Assignment>> byPerson = new HashMap<>();
        for (Assignment assignment : assignments) {
            byPerson.computeIfAbsent(assignment.personId(), id -> new ArrayList<>())
                    .add(assignment);
        }
        return byPerson;
    }
}
