package org.kairan.core.access;

import org.kairan.core.people.GroupId;

/** Answers who administers whom, where a module leaves something to the administrators of a section. */
public interface Administration {

    /**
     * Whether the caller administers a section or a person today; somebody who has left, by the section in which they last worked.
     *
     * @param whose {@code section:3} or {@code person:5}; nobody administers others
     */
    boolean administers(Caller caller, GroupId whose);
}
