package org.kairan.organization.entity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sections, titles and people with their whole history and future, as one value that an import is planned against.
 *
 * <p>Days are the city's. {@code from} is inclusive, {@code until} exclusive, {@code null} means open. A section or a person without
 * any period or assignment is known, but is nowhere.
 */
public record Organization(List<Section> sections, List<Title> titles, List<Person> people) {

    public static final Organization EMPTY = new Organization(List.of(), List.of(), List.of());

    public Organization {
        sections = List.copyOf(sections);
        titles = List.copyOf(titles);
        people = List.copyOf(people);
    }

    /** A section by its code; what changes in time is in its periods. */
    public record Section(String code, List<Period> periods) {
        public Section {
            periods = List.copyOf(periods);
        }

        /** The period in force on a day, or null. */
        public Period on(LocalDate day) {
            return periods.stream()
                    .filter(period -> covers(period.from, period.until, day))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Name and place of a section for a time; a section at the top has no parent. */
    public record Period(String parentCode, String name, int order, LocalDate from, LocalDate until) {}

    /** A title (役職); titles have no history. */
    public record Title(String code, String name, int order) {}

    /** One of the staff; kana may be empty, mail and extension null. */
    public record Person(
            String staffNumber, String name, String kana, String mail, String extension, List<Assignment> assignments) {
        public Person {
            assignments = List.copyOf(assignments);
        }

        /** The assignments in force on a day. */
        public List<Assignment> on(LocalDate day) {
            return assignments.stream()
                    .filter(assignment -> covers(assignment.from, assignment.until, day))
                    .toList();
        }
    }

    /** Whether an assignment is the person's main one (本務) or one beside it (兼務). */
    public enum AssignmentKind {
        PRIMARY,
        CONCURRENT
    }

    /** Work of a person in a section, with or without a title, for a time. */
    public record Assignment(
            String sectionCode, String titleCode, AssignmentKind kind, LocalDate from, LocalDate until) {

        /** Whether both hold on some day. */
        public boolean overlaps(Assignment other) {
            return (until == null || other.from.isBefore(until)) && (other.until == null || from.isBefore(other.until));
        }
    }

    public static boolean covers(LocalDate from, LocalDate until, LocalDate day) {
        return !from.isAfter(day) && (until == null || day.isBefore(until));
    }

    /**
     * This organization after the operations, which are applied in their order.
     *
     * <p>The meaning of every operation is defined here; the tables are changed in the same way.
     *
     * @throws IllegalArgumentException when an operation does not fit, e.g. makes a code that exists
     */
    public Organization after(List<Operation> operations) {
        if (operations.isEmpty()) {
            return this;
        }
        Map<String, List<Period>> periods = new LinkedHashMap<>();
        sections.forEach(section -> periods.put(section.code, new ArrayList<>(section.periods)));
        Map<String, Title> byCode = new LinkedHashMap<>();
        titles.forEach(title -> byCode.put(title.code, title));
        Map<String, Person> persons = new LinkedHashMap<>();
        Map<String, List<Assignment>> assignments = new LinkedHashMap<>();
        people.forEach(person -> {
            persons.put(person.staffNumber, person);
            assignments.put(person.staffNumber, new ArrayList<>(person.assignments));
        });
        for (Operation operation : operations) {
            if (operation instanceof Operation.CreateTitle it) {
                fits(byCode.putIfAbsent(it.code(), new Title(it.code(), it.name(), it.order())) == null, it);
            } else if (operation instanceof Operation.EditTitle it) {
                fits(byCode.remove(it.code()) != null, it);
                fits(byCode.putIfAbsent(it.newCode(), new Title(it.newCode(), it.name(), it.order())) == null, it);
                if (!it.code().equals(it.newCode())) {
                    assignments
                            .values()
                            .forEach(list -> list.replaceAll(a -> it.code().equals(a.titleCode)
                                    ? new Assignment(a.sectionCode, it.newCode(), a.kind, a.from, a.until)
                                    : a));
                }
            } else if (operation instanceof Operation.CreateSection it) {
                fits(periods.putIfAbsent(it.code(), new ArrayList<>()) == null, it);
            } else if (operation instanceof Operation.RecodeSection it) {
                List<Period> moved = periods.remove(it.code());
                fits(moved != null && periods.putIfAbsent(it.newCode(), moved) == null, it);
                periods.values()
                        .forEach(list -> list.replaceAll(p -> it.code().equals(p.parentCode)
                                ? new Period(it.newCode(), p.name, p.order, p.from, p.until)
                                : p));
                assignments
                        .values()
                        .forEach(list -> list.replaceAll(a -> it.code().equals(a.sectionCode)
                                ? new Assignment(it.newCode(), a.titleCode, a.kind, a.from, a.until)
                                : a));
            } else if (operation instanceof Operation.PlaceSection it) {
                List<Period> list = periods.get(it.code());
                fits(list != null, it);
                list.removeIf(period -> period.from.equals(it.from()));
                list.replaceAll(p -> covers(p.from, p.until, it.from())
                        ? new Period(p.parentCode, p.name, p.order, p.from, it.from())
                        : p);
                list.add(new Period(it.parentCode(), it.name(), it.order(), it.from(), it.until()));
            } else if (operation instanceof Operation.EndSection it) {
                List<Period> list = periods.get(it.code());
                fits(list != null && list.stream().anyMatch(period -> period.from.equals(it.from())), it);
                list.replaceAll(p ->
                        p.from.equals(it.from()) ? new Period(p.parentCode, p.name, p.order, p.from, it.until()) : p);
                list.removeIf(period -> period.until != null && !period.from.isBefore(period.until));
            } else if (operation instanceof Operation.CreatePerson it) {
                Person person =
                        new Person(it.staffNumber(), it.name(), it.kana(), it.mail(), it.extension(), List.of());
                fits(persons.putIfAbsent(it.staffNumber(), person) == null, it);
                assignments.put(it.staffNumber(), new ArrayList<>());
            } else if (operation instanceof Operation.EditPerson it) {
                Person known = persons.get(it.staffNumber());
                fits(known != null, it);
                persons.put(
                        it.staffNumber(),
                        new Person(
                                it.staffNumber(),
                                it.name() == null ? known.name : it.name(),
                                it.kana() == null ? known.kana : it.kana(),
                                edited(known.mail, it.mail()),
                                edited(known.extension, it.extension()),
                                List.of()));
            } else if (operation instanceof Operation.Assign it) {
                Assignment assignment =
                        new Assignment(it.sectionCode(), it.titleCode(), it.kind(), it.from(), it.until());
                List<Assignment> list = assignments.get(it.staffNumber());
                fits(
                        list != null
                                && periods.containsKey(it.sectionCode())
                                && (it.titleCode() == null || byCode.containsKey(it.titleCode()))
                                && list.stream().noneMatch(other -> conflict(assignment, other)),
                        it);
                list.add(assignment);
            } else if (operation instanceof Operation.EndAssignment it) {
                List<Assignment> list = assignments.get(it.staffNumber());
                fits(list != null, it);
                boolean found = false;
                for (int i = 0; i < list.size(); i++) {
                    Assignment a = list.get(i);
                    if (a.sectionCode.equals(it.sectionCode()) && a.from.equals(it.from())) {
                        list.set(i, new Assignment(a.sectionCode, a.titleCode, a.kind, a.from, it.until()));
                        found = true;
                    }
                }
                fits(found, it);
                list.removeIf(assignment -> assignment.until != null && !assignment.from.isBefore(assignment.until));
            }
        }
        return new Organization(
                periods.entrySet().stream()
                        .map(entry -> new Section(entry.getKey(), entry.getValue()))
                        .toList(),
                List.copyOf(byCode.values()),
                persons.values().stream()
                        .map(p -> new Person(
                                p.staffNumber, p.name, p.kana, p.mail, p.extension, assignments.get(p.staffNumber)))
                        .toList());
    }

    private static String edited(String known, String next) {
        return next == null ? known : next.isEmpty() ? null : next;
    }

    /** Whether the tables refuse both for one person: twice the same section, or two primary ones, on one day. */
    public static boolean conflict(Assignment one, Assignment other) {
        boolean alike = one.sectionCode.equals(other.sectionCode)
                || one.kind == AssignmentKind.PRIMARY && other.kind == AssignmentKind.PRIMARY;
        return alike && one.overlaps(other);
    }

    private static void fits(boolean condition, Operation operation) {
        if (!condition) {
            throw new IllegalArgumentException("does not fit: " + operation);
        }
    }
}
