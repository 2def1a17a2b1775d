package org.kairan.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Permission;

/** Adds notices and mails to the product. */
@ApplicationScoped
public class NotificationModule implements Module {

    public static final ModuleId ID = new ModuleId("notification");

    /** Whoever holds it sees which mails could not be delivered, and why. */
    public static final Permission SEE_MAILS = new Permission("notification.see-mails");

    public static Ref activity(long id) {
        return new Ref(ID, "activity", id);
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.mails", "/notification/mails", 930, Optional.of(SEE_MAILS)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(SEE_MAILS);
    }
}
