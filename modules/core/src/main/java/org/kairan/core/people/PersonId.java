package org.kairan.core.people;

/** Identifies a person for ever, also after they left. */
public record PersonId(long value) {}
