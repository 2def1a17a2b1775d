package org.kairan.core.people;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says to whom a thing is addressed: everybody who is in at least one of the groups. */
public record Audience(Set<GroupId> groups) {

    public Audience {
        groups = Set.copyOf(groups);
    }

    public static Audience of(GroupId... groups) {
        return new Audience(Set.of(groups));
    }

    public static Audience of(Collection<GroupId> groups) {
        return new Audience(Set.copyOf(groups));
    }

    public boolean reaches(Set<GroupId> held) {
        return groups.stream().anyMatch(held::contains);
    }

    /** The groups as written outside, in a stable order. */
    public List<String> keys() {
        var keys = new TreeSet<String>();
        groups.forEach(group -> keys.add(group.toString()));
        return List.copyOf(keys);
    }
}
