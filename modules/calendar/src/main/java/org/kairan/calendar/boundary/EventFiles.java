package org.kairan.calendar.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kairan.calendar.CalendarModule;
import org.kairan.calendar.boundary.Listings.EventFile;
import org.kairan.calendar.control.EventPolicy;
import org.kairan.calendar.entity.Attachment;
import org.kairan.calendar.entity.Attachments;
import org.kairan.calendar.entity.Events;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.Refused;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.FileOwner;
import org.kairan.core.storage.StoredFile;

/** Joins events and the files they carry; whoever may open an event gets its files, and nobody else. */
@ApplicationScoped
public class EventFiles implements FileOwner {

    static final int MOST = 20;
    private static final String KIND = "attachment";

    @Inject
    Attachments attachments;

    @Inject
    Events events;

    @Inject
    Blobs blobs;

    @Override
    public ModuleId module() {
        return CalendarModule.ID;
    }

    @Override
    public Optional<StoredFile> file(Ref file, Caller caller) {
        if (!file.kind().equals(KIND)) {
            return Optional.empty();
        }
        return attachments
                .find(file.id())
                .filter(attachment -> events.find(attachment.event())
                        .filter(series -> EventPolicy.mayOpen(caller, series))
                        .isPresent())
                .map(Attachment::file);
    }

    List<EventFile> of(long event) {
        return shown(attachments.of(event));
    }

    Optional<Attachment> find(long event, long id) {
        return attachments.find(id).filter(attachment -> attachment.event() == event);
    }

    Optional<EventFile> made(long event, UUID upload) {
        return shown(attachments.made(event, upload).stream().toList()).stream().findFirst();
    }

    /** Gives an event one more file; the event is locked. */
    EventFile add(long event, UUID upload, PersonId by) {
        if (attachments.of(event).size() >= MOST) {
            throw Refused.invalid("calendar.files-too-many", java.util.Map.of("max", MOST));
        }
        var id = attachments.next();
        var added = new Attachment(id, event, blobs.claim(upload, by, ref(id)));
        attachments.add(added, by, Optional.of(upload));
        return shown(List.of(added)).get(0);
    }

    void remove(Attachment attachment) {
        attachments.remove(attachment.id());
        blobs.release(attachment.file().blob(), ref(attachment.id()));
    }

    /** Gives a series that was cut from another the files of that one. */
    void copy(long from, long to, PersonId by) {
        for (var one : attachments.of(from)) {
            var id = attachments.next();
            blobs.hold(one.file().blob(), ref(id));
            attachments.add(new Attachment(id, to, one.file()), by, Optional.empty());
        }
    }

    private List<EventFile> shown(List<Attachment> found) {
        var states = blobs.states(found.stream().map(a -> a.file().blob()).toList());
        return found.stream()
                .map(a -> new EventFile(
                        a.id(),
                        ref(a.id()).toString(),
                        a.file().name(),
                        a.file().type(),
                        a.file().size(),
                        switch (states.getOrDefault(a.file().blob(), Blobs.State.READY)) {
                            case READY -> "ready";
                            case BEING_CHECKED -> "being-checked";
                            case INFECTED -> "infected";
                        }))
                .toList();
    }

    private static Ref ref(long id) {
        return new Ref(CalendarModule.ID, KIND, id);
    }
}
