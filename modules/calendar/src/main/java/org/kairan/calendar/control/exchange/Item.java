package org.kairan.calendar.control.exchange;

/** What a file says in one place: an event that can be taken over, or one that cannot. */
public sealed interface Item permits Draft, Rejected {

    /** The line of the file on which it begins, or the row of a table; from 1. */
    int line();

    /** What it is called in the file; empty if it has no name. */
    String title();

    /** When it begins, as a wall time or a day; empty if that cannot be read. */
    String start();
}
