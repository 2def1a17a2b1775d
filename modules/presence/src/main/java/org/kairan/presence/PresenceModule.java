package org.kairan.presence;

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
import org.kairan.core.people.PersonId;

/** Adds who is in, and where the others are, to the product. */
@ApplicationScoped
public class PresenceModule implements Module {

    public static final ModuleId ID = new ModuleId("presence");

    /** The kind of thing that presence is told of. */
    public static final String PERSON = "person";

    /** Somebody is back for whom the reader has waited. */
    public static final ActivityType BACK = new ActivityType("presence.back", Channel.PRODUCT, false, false);

    public static Ref person(PersonId person) {
        return new Ref(ID, PERSON, person.value());
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.presence", "/presence", 160, Optional.empty()));
    }

    @Override
    public Set<ActivityType> activityTypes() {
        return Set.of(BACK);
    }
}
