package org.kairan.organization.entity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.Person;
import org.kairan.core.people.PersonId;
import org.kairan.core.time.WorkingWeek;

/**
 * Holds the whole organization as of one day, immutable: every question about who belongs where is answered from memory.
 *
 * <p>A few thousand people and their history fit in some megabytes; asking the database for trees and groups at every request would cost more than the request itself.
 */
public final class Roster {

    /** Name and place of a section for a time; {@code until} is exclusive. */
    public record Period(
            long sectionId,
            String code,
            Optional<Long> parentId,
            String name,
            int order,
            LocalDate from,
            Optional<LocalDate> until) {

        boolean covers(LocalDate day) {
            return !from.isAfter(day) && until.map(day::isBefore).orElse(true);
        }
    }

    /** A group that somebody has put together; {@code shared} ones are everybody's to use. */
    public record CustomGroup(
            long id, PersonId owner, String name, boolean shared, int version, Map<PersonId, LocalDate> members) {

        public boolean isOpenTo(PersonId reader) {
            return shared || owner.equals(reader);
        }
    }

    /**
     * What whoever holds the target may do.
     *
     * @param what a role or a permission's name
     * @param section which a section administrator administers, with all below
     */
    public record Grant(
            long id, String what, GroupId target, Optional<Long> section, Optional<PersonId> by, Instant at) {}

    /**
     * Says that others may act for a person.
     *
     * @param delegate a person, or a title: whoever holds it in one of the person's sections or below
     * @param from inclusive
     * @param until exclusive
     */
    public record Delegation(
            long id,
            PersonId person,
            GroupId delegate,
            LocalDate from,
            Optional<LocalDate> until,
            PersonId by,
            Instant at) {

        public boolean covers(LocalDate day) {
            return !from.isAfter(day) && until.map(day::isBefore).orElse(true);
        }
    }

    /** A section that exists on the day. */
    public record Section(long id, String code, Optional<Long> parentId, String name, int order) {}

    public record Title(long id, String code, String name, int order) {}

    /** One row of who works where; {@code until} is exclusive. */
    public record Assignment(
            long personId,
            long sectionId,
            Optional<Long> titleId,
            boolean primary,
            LocalDate from,
            Optional<LocalDate> until) {

        boolean covers(LocalDate day) {
            return !from.isAfter(day) && until.map(day::isBefore).orElse(true);
        }
    }

    /** What is known of a person apart from where they work. */
    public record Details(
            long id, String staffNumber, String name, String kana, Optional<String> mail, Optional<String> extension) {}

    /**
     * A person on the day.
     *
     * @param current assignments of the day, primary first
     * @param groups groups held on the day, each with the first day on which the person held it
     */
    public record Member(
            Details details,
            Person person,
            List<Assignment> current,
            List<Assignment> all,
            Map<GroupId, LocalDate> groups) {

        /** Somebody may sign in until their last assignment has ended; an administrator who never had one (the first) may too. Others without any left on the day they came. */
        public boolean maySignIn(boolean administrator) {
            return !current.isEmpty() || (administrator && all.isEmpty());
        }
    }

    private static final Comparator<Assignment> PRIMARY_FIRST = Comparator.comparing((Assignment a) -> !a.primary())
            .thenComparing(Assignment::from)
            .thenComparing(Assignment::sectionId);

    private final LocalDate day;
    private final long version;
    private final Map<Long, Section> sections;
    private final Map<Long, List<Long>> ancestors = new HashMap<>();
    private final Map<Long, Title> titles;
    private final Map<Long, Member> members = new HashMap<>();
    private final List<Member> ordered;
    private final Map<Long, int[]> counts = new HashMap<>();
    private final Map<Long, CustomGroup> groups = new LinkedHashMap<>();
    private final Map<PersonId, Map<GroupId, LocalDate>> groupsByPerson = new HashMap<>();
    private final List<Grant> grants;
    private final List<Delegation> delegations;
    private final Map<PersonId, WorkingWeek> weeks;
    private final Map<Long, Map<PersonId, LocalDate>> principals = new HashMap<>();
    private final Lineage lineage;
    private final Map<Long, List<Period>> periods = new HashMap<>();

    Roster(
            LocalDate day,
            long version,
            Collection<Period> periods,
            Collection<Title> titles,
            Collection<Details> people,
            Collection<Assignment> assignments,
            Collection<CustomGroup> groups,
            Collection<Grant> grants,
            Collection<Delegation> delegations,
            Map<PersonId, WorkingWeek> weeks) {
        this.day = day;
        this.version = version;
        this.grants = List.copyOf(grants);
        this.delegations = List.copyOf(delegations);
        this.weeks = Map.copyOf(weeks);
        groups.forEach(group -> {
            this.groups.put(group.id(), group);
            group.members()
                    .forEach((person, since) -> groupsByPerson
                            .computeIfAbsent(person, id -> new HashMap<>())
                            .put(GroupId.group(group.id()), since));
        });
        lineage = new Lineage(periods);
        periods.forEach(period -> this.periods
                .computeIfAbsent(period.sectionId(), id -> new ArrayList<>())
                .add(period));
        this.sections = inTreeOrder(periods.stream()
                .filter(period -> period.covers(day))
                .map(p -> new Section(p.sectionId(), p.code(), p.parentId(), p.name(), p.order()))
                .toList());
        this.titles = new LinkedHashMap<>();
        titles.stream()
                .sorted(Comparator.comparingInt(Title::order).thenComparing(Title::code))
                .forEach(title -> this.titles.put(title.id(), title));
        this.sections.keySet().forEach(id -> ancestors.put(id, pathUp(id)));
        var byPerson = new HashMap<Long, List<Assignment>>();
        assignments.forEach(a ->
                byPerson.computeIfAbsent(a.personId(), id -> new ArrayList<>()).add(a));
        represented(byPerson);
        people.forEach(p -> members.put(p.id(), member(p, byPerson.getOrDefault(p.id(), List.of()))));
        this.ordered = members.values().stream()
                .filter(m -> !m.current().isEmpty())
                .sorted(order())
                .toList();
        ordered.forEach(this::count);
    }

    public long version() {
        return version;
    }

    public LocalDate day() {
        return day;
    }

    /** The sections of the day, a parent before its children and siblings in their order. */
    public Collection<Section> sections() {
        return Collections.unmodifiableCollection(sections.values());
    }

    public Optional<Section> section(long id) {
        return Optional.ofNullable(sections.get(id));
    }

    public Collection<Title> titles() {
        return Collections.unmodifiableCollection(titles.values());
    }

    public Optional<Member> member(PersonId id) {
        return Optional.ofNullable(members.get(id.value()));
    }

    /** A person as they stood on another day, with the section and title that they had then. */
    public Optional<Person> person(PersonId id, LocalDate on) {
        return member(id).map(member -> {
            var first = member.all().stream().filter(a -> a.covers(on)).min(PRIMARY_FIRST);
            var section = first.flatMap(a -> periods.getOrDefault(a.sectionId(), List.of()).stream()
                    .filter(period -> period.covers(on))
                    .findFirst());
            return new Person(
                    id,
                    member.details().staffNumber(),
                    member.details().name(),
                    member.details().kana(),
                    section.map(Period::sectionId),
                    section.map(Period::name),
                    titleName(first.flatMap(Assignment::titleId)));
        });
    }

    /** Everybody who works for the city on the day, in the order of sections, titles and kana. */
    public List<Member> ordered() {
        return ordered;
    }

    /** Everybody who is known, those included who have left or not begun. */
    public Stream<Member> everybody() {
        return members.values().stream();
    }

    /** The members of an audience who had come into one of its groups on or before {@code heldOn}, in order. */
    public List<Member> members(Audience audience, LocalDate heldOn) {
        return ordered.stream()
                .filter(member -> holds(member, audience, heldOn))
                .toList();
    }

    /** The people whose current assignments lie in the section, as {direct, with all below}; each person counts once. */
    public int[] count(long sectionId) {
        return counts.getOrDefault(sectionId, new int[2]);
    }

    public long holders(long titleId) {
        var group = GroupId.title(titleId);
        return ordered.stream().filter(m -> m.groups().containsKey(group)).count();
    }

    /** The names from the uppermost section down to this one, joined by slashes, the root left out unless it is the section itself. */
    public String path(long sectionId) {
        var up = new ArrayDeque<String>();
        for (var id : ancestors.getOrDefault(sectionId, List.of())) {
            if (sections.get(id).parentId().isPresent() || id == sectionId) {
                up.addFirst(sections.get(id).name());
            }
        }
        return String.join("/", up);
    }

    public Optional<String> titleName(Optional<Long> titleId) {
        return titleId.map(titles::get).map(Title::name);
    }

    public Collection<CustomGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    public Optional<CustomGroup> group(long id) {
        return Optional.ofNullable(groups.get(id));
    }

    public List<Grant> grants() {
        return grants;
    }

    /** When somebody works who does not work as most do. */
    public Optional<WorkingWeek> week(PersonId person) {
        return Optional.ofNullable(weeks.get(person));
    }

    public List<Delegation> delegations() {
        return delegations;
    }

    /** Those for whom somebody acts on the day. */
    public Set<PersonId> principals(PersonId delegate) {
        return member(delegate)
                .filter(member -> !member.current().isEmpty())
                .map(member -> Set.copyOf(
                        principals.getOrDefault(delegate.value(), Map.of()).keySet()))
                .orElse(Set.of());
    }

    /** Whether the section is the other one or lies below it. */
    public boolean isBelow(long sectionId, long otherId) {
        return ancestors.getOrDefault(sectionId, List.of()).contains(otherId);
    }

    /** Whether the group exists for this reader: others' private ones do not. */
    public boolean exists(GroupId group, PersonId reader) {
        return exists(group)
                && (group.kind() != GroupId.Kind.GROUP
                        || groups.get(group.targetId()).isOpenTo(reader));
    }

    public boolean exists(GroupId group) {
        return switch (group.kind()) {
            case EVERYONE -> true;
            case GROUP -> groups.containsKey(group.targetId());
            case SECTION, TREE -> sections.containsKey(group.targetId());
            case TITLE -> titles.containsKey(group.targetId());
            case PERSON ->
                member(new PersonId(group.targetId()))
                        .filter(m -> !m.current().isEmpty())
                        .isPresent();
            case PERMISSION, CIRCLE, DELEGATES -> false;
        };
    }

    private static boolean holds(Member member, Audience audience, LocalDate heldOn) {
        for (var group : audience.groups()) {
            var since = member.groups().get(group);
            if (since != null && !since.isAfter(heldOn)) {
                return true;
            }
        }
        return false;
    }

    private static Map<Long, Section> inTreeOrder(Collection<Section> all) {
        var known = new HashMap<Long, Section>();
        all.forEach(s -> known.put(s.id(), s));
        var children = new HashMap<Optional<Long>, List<Section>>();
        // A section whose parent does not exist on the day stands at the top rather than nowhere.
        all.forEach(s -> children.computeIfAbsent(s.parentId().filter(known::containsKey), id -> new ArrayList<>())
                .add(s));
        children.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(Section::order).thenComparing(Section::code)));
        var result = new LinkedHashMap<Long, Section>();
        var stack = new ArrayDeque<>(children.getOrDefault(Optional.<Long>empty(), List.of()));
        while (!stack.isEmpty()) {
            var section = stack.pop();
            result.put(section.id(), section);
            var below = children.getOrDefault(Optional.of(section.id()), List.of());
            for (int i = below.size() - 1; i >= 0; i--) {
                stack.push(below.get(i));
            }
        }
        return result;
    }

    private List<Long> pathUp(long id) {
        var path = new ArrayList<Long>();
        for (Optional<Long> at = Optional.of(id);
                at.isPresent() && sections.containsKey(at.get()) && !path.contains(at.get());
                at = sections.get(at.get()).parentId()) {
            path.add(at.get());
        }
        return List.copyOf(path);
    }

    private Member member(Details details, List<Assignment> all) {
        var current =
                all.stream().filter(a -> a.covers(day)).sorted(PRIMARY_FIRST).toList();
        var first = current.stream().findFirst();
        var section = first.map(Assignment::sectionId).map(sections::get);
        var person = new Person(
                new PersonId(details.id()),
                details.staffNumber(),
                details.name(),
                details.kana(),
                section.map(Section::id),
                section.map(Section::name),
                titleName(first.flatMap(Assignment::titleId)));
        return new Member(details, person, current, List.copyOf(all), groups(details.id(), current, all));
    }

    private Map<GroupId, LocalDate> groups(long person, List<Assignment> current, List<Assignment> all) {
        if (all.isEmpty()) {
            // The first administrator sees what is for everyone, but nothing was ever addressed to somebody who works
            // nowhere.
            return Map.of(GroupId.EVERYONE, LocalDate.MAX, GroupId.person(new PersonId(person)), LocalDate.MAX);
        }
        if (current.isEmpty()) {
            return Map.of();
        }
        var held = new HashMap<GroupId, LocalDate>();
        current.forEach(a -> groupsOf(a).forEach(group -> held.put(group, a.from())));
        var begun = all.stream().filter(a -> !a.from().isAfter(day)).toList();
        // Held is a department from the day on which the section lay below it, not from the day on which somebody came
        // into the section: what was addressed to it before was not addressed to them.
        held.replaceAll((group, any) -> begun.stream()
                .flatMap(a -> since(group, a).stream())
                .min(Comparator.naturalOrder())
                .orElse(any));
        var joined = begun.stream()
                .map(Assignment::from)
                .min(Comparator.naturalOrder())
                .orElse(day);
        held.put(GroupId.EVERYONE, joined);
        held.put(GroupId.person(new PersonId(person)), joined);
        held.putAll(groupsByPerson.getOrDefault(new PersonId(person), Map.of()));
        principals
                .getOrDefault(person, Map.of())
                .forEach((principal, since) -> held.put(GroupId.delegates(principal), since));
        return Map.copyOf(held);
    }

    /** Notes who acts for whom on the day, as far as both work for the city on it. */
    private void represented(Map<Long, List<Assignment>> work) {
        var named = delegations.stream()
                .filter(delegation -> delegation.covers(day))
                .filter(delegation -> work.getOrDefault(delegation.person().value(), List.of()).stream()
                        .anyMatch(a -> a.covers(day)))
                .toList();
        for (var delegation : named) {
            if (delegation.delegate().kind() == GroupId.Kind.PERSON) {
                represented(delegation.delegate().targetId(), delegation);
            }
        }
        var titled = named.stream()
                .filter(delegation -> delegation.delegate().kind() == GroupId.Kind.TITLE)
                .toList();
        if (titled.isEmpty()) {
            return;
        }
        work.forEach((person, assignments) -> assignments.stream()
                .filter(a -> a.covers(day) && a.titleId().isPresent())
                .forEach(a -> titled.stream()
                        .filter(delegation ->
                                delegation.delegate().targetId() == a.titleId().get())
                        .filter(delegation -> work.get(delegation.person().value()).stream()
                                .anyMatch(own -> own.covers(day) && isBelow(a.sectionId(), own.sectionId())))
                        .forEach(delegation -> represented(person, delegation))));
    }

    private void represented(long delegate, Delegation delegation) {
        if (delegation.person().value() != delegate) {
            principals
                    .computeIfAbsent(delegate, id -> new HashMap<>())
                    .merge(delegation.person(), delegation.from(), (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    /** The groups that an assignment gives on the day, whether or not it has begun. */
    public Set<GroupId> groupsOf(Assignment assignment) {
        var groups = new java.util.HashSet<GroupId>();
        groups.add(GroupId.section(assignment.sectionId()));
        ancestors.getOrDefault(assignment.sectionId(), List.of()).forEach(id -> groups.add(GroupId.tree(id)));
        assignment.titleId().ifPresent(id -> groups.add(GroupId.title(id)));
        return groups;
    }

    /** The first day on which the assignment gave the group; empty if it never did. */
    private Optional<LocalDate> since(GroupId group, Assignment a) {
        return switch (group.kind()) {
            case SECTION -> Optional.of(a.from()).filter(from -> group.targetId() == a.sectionId());
            case TITLE -> a.titleId().filter(title -> title == group.targetId()).map(title -> a.from());
            case TREE -> lineage.since(a.sectionId(), group.targetId(), a.from(), a.until());
            default -> Optional.empty();
        };
    }

    private Comparator<Member> order() {
        var places = new HashMap<Long, Integer>();
        sections.keySet().forEach(id -> places.put(id, places.size()));
        var ranks = new HashMap<Long, Integer>();
        titles.keySet().forEach(id -> ranks.put(id, ranks.size()));
        return Comparator.comparingInt(
                        (Member m) -> places.getOrDefault(m.current().get(0).sectionId(), Integer.MAX_VALUE))
                .thenComparingInt(m -> m.current()
                        .get(0)
                        .titleId()
                        .map(id -> ranks.getOrDefault(id, Integer.MAX_VALUE))
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(m -> m.details().kana())
                .thenComparing(m -> m.details().staffNumber());
    }

    private void count(Member member) {
        var direct = new java.util.HashSet<Long>();
        var below = new java.util.HashSet<Long>();
        member.current().forEach(a -> {
            direct.add(a.sectionId());
            below.addAll(ancestors.getOrDefault(a.sectionId(), List.of()));
        });
        direct.forEach(id -> counts.computeIfAbsent(id, s -> new int[2])[0]++);
        below.forEach(id -> counts.computeIfAbsent(id, s -> new int[2])[1]++);
    }
}
