package example.notebook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.kairan.core.people.PersonId;

/** Keeps the notes of each person. */
@ApplicationScoped
public class Notes {

    public record Note(long id, String text, Instant at) {}

    @Inject
    Jdbi jdbi;

    public List<Note> of(PersonId person) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, text, at from notebook.note where person_id = :person order by id desc limit 100")
                .bind("person", person.value())
                .map((row, context) -> new Note(
                        row.getLong("id"),
                        row.getString("text"),
                        row.getTimestamp("at").toInstant()))
                .list());
    }

    public Optional<Note> find(PersonId person, long id) {
        return of(person).stream().filter(note -> note.id() == id).findFirst();
    }

    public long add(PersonId person, String text) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "insert into notebook.note (person_id, text) values (:person, :text) returning id")
                .bind("person", person.value())
                .bind("text", text)
                .mapTo(Long.class)
                .one());
    }
}
