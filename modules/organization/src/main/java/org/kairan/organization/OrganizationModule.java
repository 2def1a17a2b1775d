package org.kairan.organization;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.access.Permission;

/** Adds people and their administration to the product. */
@ApplicationScoped
public class OrganizationModule implements Module {

    public static final ModuleId ID = new ModuleId("organization");
    public static final Permission ADMINISTER = new Permission("organization.administer");

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(
                new MenuEntry("menu.people", "/people", 200, Optional.empty()),
                new MenuEntry("menu.imports", "/organization/imports", 900, Optional.of(ADMINISTER)),
                new MenuEntry("menu.codes", "/organization/codes", 910, Optional.of(ADMINISTER)),
                new MenuEntry("menu.closedDays", "/organization/closed-days", 920, Optional.of(ADMINISTER)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(ADMINISTER);
    }
}
