package org.kairan.core.people;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers, as of today in the city's zone unless a day is given, who the people are and who belongs to which group. */
public interface Directory {

    /** Gives the people with these ids, those who have left included; ids that never existed are missing from the answer. */
    Map<PersonId, Person> people(Collection<PersonId> ids);

    /** Gives the people with these ids as they stood on a day, with the section and title of that day, for what is put on record; the name is the one known today. */
    Map<PersonId, Person> people(Collection<PersonId> ids, LocalDate day);

    /**
     * Gives today's members of an audience in the order of sections, titles and kana.
     *
     * @param heldOn only those who had come into one of the groups on or before this day, so that newcomers are not asked for what was addressed to others
     */
    List<Person> members(Audience audience, LocalDate heldOn);

    /** Gives the name a group has today for everybody; empty if there is no such group, or if it is one person's own. */
    Optional<String> label(GroupId group);

    /** Gives the name a group has today for this reader, who may address it; empty if there is no such group for them. */
    Optional<String> label(GroupId group, PersonId reader);

    /** Gives the sections' names by id, in the order of the organization's tree; only those that exist today. */
    Map<Long, String> sections();
}
