package org.kairan.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Permission;

/** Adds chat to the product. */
@ApplicationScoped
public class ChatModule implements Module {

    public static final ModuleId ID = new ModuleId("chat");

    /** Sees what is reported, hides it, and says who may make which rooms and how long they are kept. */
    public static final Permission ADMINISTER = new Permission("chat.administer");

    /** Takes a whole room out of the product, for a request for disclosure. */
    public static final Permission EXPORT = new Permission("chat.export");

    /** Makes rooms in which only a few write and many read. */
    public static final Permission ANNOUNCE = new Permission("chat.announce");

    /** The kinds of things that chat holds. */
    public static final String ROOM = "room";

    public static final String MESSAGE = "message";

    /** Families of streams. */
    public static final String ROOM_STREAM = "chat.room";

    public static final String RECEIPT_STREAM = "chat.receipts";

    /** Somebody has written in a room of two. */
    public static final ActivityType WRITTEN = new ActivityType("chat.written", Channel.PRODUCT, false, true);

    public static final ActivityType MENTIONED = new ActivityType("chat.mentioned", Channel.PRODUCT, false, true);

    /** Somebody waits for those who have not read or acknowledged. */
    public static final ActivityType REMINDED = new ActivityType("chat.reminded", Channel.BOTH, true, true);

    public static final ActivityType ACK_ASKED = new ActivityType("chat.ack-asked", Channel.PRODUCT, true, true);

    public static final ActivityType MEETING_OPENED =
            new ActivityType("chat.meeting-opened", Channel.PRODUCT, false, true);

    public static Ref room(long id) {
        return new Ref(ID, ROOM, id);
    }

    /** Points at a message by its number among all, not by that within its room. */
    public static Ref message(long id) {
        return new Ref(ID, MESSAGE, id);
    }

    public static String stream(long room) {
        return ROOM_STREAM + ":" + room;
    }

    public static String receipts(long room) {
        return RECEIPT_STREAM + ":" + room;
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                new MenuEntry("menu.chat", "/chat", 50, Optional.empty()),
                new MenuEntry("menu.chatAdministration", "/chat-administration", 940, Optional.of(ADMINISTER)),
                new MenuEntry("menu.chatExports", "/chat-exports", 941, Optional.of(EXPORT)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(ADMINISTER, EXPORT, ANNOUNCE);
    }

    @Override
    public Set<ActivityType> activityTypes() {
        return Set.of(WRITTEN, MENTIONED, REMINDED, ACK_ASKED, MEETING_OPENED);
    }
}
