package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.people.Contacts;
import org.kairan.core.people.PersonId;
import org.kairan.organization.entity.Preferences;
import org.kairan.organization.entity.Rosters;

/** Tells other modules the mail addresses of today's roster and the languages that people have chosen. */
@ApplicationScoped
public class RosterContacts implements Contacts {

    @Inject
    Rosters rosters;

    @Inject
    Preferences preferences;

    @Override
    public Map<PersonId, Contact> contacts(Collection<PersonId> people) {
        var roster = rosters.today();
        var languages = preferences.languages(people);
        var found = new HashMap<PersonId, Contact>();
        people.forEach(id -> roster.member(id)
                .ifPresent(member -> found.put(
                        id,
                        new Contact(
                                member.details().mail().filter(mail -> !mail.isBlank()),
                                member.details().extension().filter(extension -> !extension.isBlank()),
                                Optional.ofNullable(languages.get(id))
                                        .map(Locale::forLanguageTag)
                                        .orElse(Locale.JAPANESE)))));
        return found;
    }
}
