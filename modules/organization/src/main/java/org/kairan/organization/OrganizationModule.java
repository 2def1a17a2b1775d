package org.kairan.organization;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Permission;
import org.kairan.core.people.PersonId;

/** Adds people and their administration to the product. */
@ApplicationScoped
public class OrganizationModule implements Module {

    public static final ModuleId ID = new ModuleId("organization");
    public static final Permission ADMINISTER = new Permission("organization.administer");

    /** Held by administrators, and by section administrators for their sections. */
    public static final Permission ADMINISTER_SECTION = new Permission("organization.administer-section");

    /** The kinds of things that others may mention. */
    public static final String PERSON = "person";

    public static final String SECTION = "section";

    public static Ref person(PersonId id) {
        return person(id.value());
    }

    public static Ref person(long id) {
        return new Ref(ID, PERSON, id);
    }

    public static Ref section(long id) {
        return new Ref(ID, SECTION, id);
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                new MenuEntry("menu.people", "/people", 200, Optional.empty()),
                new MenuEntry("menu.imports", "/organization/imports", 900, Optional.of(ADMINISTER)),
                new MenuEntry("menu.groups", "/organization/groups", 210, Optional.empty()),
                new MenuEntry("menu.edits", "/organization/edits", 890, Optional.of(ADMINISTER_SECTION)),
                new MenuEntry("menu.codes", "/organization/codes", 910, Optional.of(ADMINISTER_SECTION)),
                new MenuEntry("menu.grants", "/organization/grants", 920, Optional.of(ADMINISTER)),
                new MenuEntry("menu.closedDays", "/organization/closed-days", 930, Optional.of(ADMINISTER)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(ADMINISTER, ADMINISTER_SECTION);
    }
}
