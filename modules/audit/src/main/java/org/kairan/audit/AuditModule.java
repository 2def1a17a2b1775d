package org.kairan.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.access.Permission;

/** Adds the audit to the product. */
@ApplicationScoped
public class AuditModule implements Module {

    public static final ModuleId ID = new ModuleId("audit");

    /** Whoever holds it searches and exports the record; doing so is recorded. */
    public static final Permission READ = new Permission("audit.read");

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.audit", "/audit", 950, Optional.of(READ)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(READ);
    }
}
