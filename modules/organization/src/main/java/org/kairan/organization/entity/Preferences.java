package org.kairan.organization.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps how each person wants the screens. */
@ApplicationScoped
public class Preferences {

    /** What a person has chosen; what is empty is left to their browser. */
    public record Preference(
            Optional<String> textSize,
            Optional<String> density,
            Optional<String> theme,
            Optional<String> language,
            Optional<String> era,
            Optional<Boolean> singleKeys) {

        static final Preference NONE = new Preference(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Inject
    Jdbi jdbi;

    public Preference of(PersonId person) {
        return jdbi.withHandle(h -> h.createQuery(
                        "select text_size, density, theme, language, era, single_keys from organization.preference where person_id = :person")
                .bind("person", person.value())
                .map((rs, c) -> new Preference(
                        Optional.ofNullable(rs.getString(1)),
                        Optional.ofNullable(rs.getString(2)),
                        Optional.ofNullable(rs.getString(3)),
                        Optional.ofNullable(rs.getString(4)),
                        Optional.ofNullable(rs.getString(5)),
                        Optional.ofNullable(rs.getObject(6, Boolean.class))))
                .findOne()
                .orElse(Preference.NONE));
    }

    public void put(PersonId person, Preference wanted) {
        jdbi.useHandle(h -> h.createUpdate("""
            insert into organization.preference (person_id, text_size, density, theme, language, era, single_keys)
            values (:person, :textSize, :density, :theme, :language, :era, :singleKeys)
            on conflict (person_id) do update set text_size = excluded.text_size, density = excluded.density, theme = excluded.theme,
              language = excluded.language, era = excluded.era, single_keys = excluded.single_keys""")
                .bind("person", person.value())
                .bind("textSize", wanted.textSize().orElse(null))
                .bind("density", wanted.density().orElse(null))
                .bind("theme", wanted.theme().orElse(null))
                .bind("language", wanted.language().orElse(null))
                .bind("era", wanted.era().orElse(null))
                .bind("singleKeys", wanted.singleKeys().orElse(null))
                .execute());
    }

    /** Gives the languages of those who have chosen one. */
    public Map<PersonId, String> languages(Collection<PersonId> people) {
        return jdbi.withHandle(h -> {
            var languages = new HashMap<PersonId, String>();
            h.createQuery(
                            "select person_id, language from organization.preference where person_id = any(:people) and language is not null")
                    .bindArray(
                            "people",
                            Long.class,
                            people.stream().map(PersonId::value).toArray())
                    .map((rs, c) -> languages.put(new PersonId(rs.getLong(1)), rs.getString(2)))
                    .list();
            return languages;
        });
    }
}
