package org.kairan.board.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kairan.board.BoardModule;
import org.kairan.board.boundary.Listings.AttachmentListing;
import org.kairan.board.boundary.Listings.NewAttachment;
import org.kairan.board.control.BulletinPolicy;
import org.kairan.board.entity.Attachment;
import org.kairan.board.entity.Attachments;
import org.kairan.board.entity.Bulletins;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.FileOwner;
import org.kairan.core.storage.StoredFile;

/** Joins bulletins and the files they carry; whoever may see a bulletin gets its files, and nobody else. */
@ApplicationScoped
public class AttachedFiles implements FileOwner {

    static final int MOST = 50;
    private static final String KIND = "attachment";

    @Inject
    Attachments attachments;

    @Inject
    Bulletins bulletins;

    @Inject
    Blobs blobs;

    @Override
    public ModuleId module() {
        return BoardModule.ID;
    }

    @Override
    public Optional<StoredFile> file(Ref file, Caller caller) {
        if (!file.kind().equals(KIND)) {
            return Optional.empty();
        }
        return attachments
                .find(file.id())
                .filter(attachment -> bulletins
                        .find(attachment.bulletin(), caller.person())
                        .filter(bulletin -> BulletinPolicy.maySee(caller, bulletin))
                        .isPresent())
                .map(Attachment::file);
    }

    List<AttachmentListing> of(long bulletin) {
        var found = attachments.of(bulletin);
        var states = blobs.states(found.stream().map(a -> a.file().blob()).toList());
        return found.stream()
                .map(a -> new AttachmentListing(
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

    /** Gives a bulletin exactly these files, in this order: those it has stay by their number, uploads become new ones, what is not named is let go. */
    void set(Caller caller, long bulletin, List<NewAttachment> wanted) {
        var before = new HashMap<Long, Attachment>();
        attachments.of(bulletin).forEach(attachment -> before.put(attachment.id(), attachment));
        var position = 0;
        for (var one : wanted) {
            if (one.upload().isPresent()) {
                var id = attachments.next();
                var file = blobs.claim(one.upload().get(), caller.person(), ref(id));
                attachments.add(new Attachment(id, bulletin, file), position++);
            } else if (one.id().map(before::remove).isPresent()) {
                attachments.move(one.id().get(), position++);
            } else {
                throw unknown();
            }
        }
        for (var gone : before.values()) {
            attachments.remove(gone.id());
            blobs.release(gone.file().blob(), ref(gone.id()));
        }
    }

    /** Finds what is wrong with the list as such. */
    static Optional<Fault> fault(List<NewAttachment> wanted) {
        if (wanted.size() > MOST) {
            return Optional.of(new Fault("attachments", "board.too-many-attachments", Map.of("max", MOST)));
        }
        var named = new ArrayList<Object>();
        for (var one : wanted) {
            one.upload().ifPresent(named::add);
            one.id().ifPresent(named::add);
        }
        return named.size() != wanted.size() || named.stream().distinct().count() != wanted.size()
                ? Optional.of(new Fault("attachments", "core.invalid", Map.of()))
                : Optional.empty();
    }

    private static Refused unknown() {
        var fault = new Fault("attachments", "board.attachment-unknown", Map.of());
        return new Refused(Refused.Kind.INVALID, fault.code(), Map.of(), List.of(fault));
    }

    private static Ref ref(long id) {
        return new Ref(BoardModule.ID, KIND, id);
    }
}
