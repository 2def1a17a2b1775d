package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.entity.Attachment;
import org.kairan.chat.entity.Attachments;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.storage.FileOwner;
import org.kairan.core.storage.StoredFile;

/** Gives out the files of messages: to whoever may see the message now, and nobody else. */
@ApplicationScoped
public class ChatFiles implements FileOwner {

    @Inject
    Attachments attachments;

    @Inject
    Messages messages;

    @Inject
    Rooms rooms;

    @Override
    public ModuleId module() {
        return ChatModule.ID;
    }

    @Override
    public Optional<StoredFile> file(Ref file, Caller caller) {
        if (!file.kind().equals(Shown.ATTACHMENT)) {
            return Optional.empty();
        }
        return attachments
                .find(file.id())
                .filter(attachment -> rooms.place(attachment.room(), caller)
                        .filter(place -> messages.find(attachment.room(), attachment.seq())
                                .filter(message -> !message.isDeleted() && RoomPolicy.maySee(place, message))
                                .isPresent())
                        .isPresent())
                .map(Attachment::file);
    }
}
