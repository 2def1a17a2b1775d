package org.kairan.core.people;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers how people are reached outside of the product and by telephone in the house, and in which language. */
public interface Contacts {

    /**
     * How one person is reached.
     *
     * @param mail their address at work; empty if none is known
     * @param extension their telephone in the house; empty if none is known
     * @param locale the language they have chosen, else Japanese
     */
    record Contact(Optional<String> mail, Optional<String> extension, Locale locale) {}

    /** Gives the contacts of those among the people who are known. */
    Map<PersonId, Contact> contacts(Collection<PersonId> people);
}
