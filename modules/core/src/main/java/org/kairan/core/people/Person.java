package org.kairan.core.people;

import java.util.Optional;

/**
 * Shows a person to others: the name always stands with the section, kana is for sorting and searching.
 *
 * @param section primary section as of the day asked for; empty for somebody who has left or not begun
 */
public record Person(
        PersonId id,
        String staffNumber,
        String name,
        String kana,
        Optional<Long> sectionId,
        Optional<String> section,
        Optional<String> title) {}
