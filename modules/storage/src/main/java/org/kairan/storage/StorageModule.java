package org.kairan.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.access.Permission;

/** Adds the keeping of files to the product. */
@ApplicationScoped
public class StorageModule implements Module {

    public static final ModuleId ID = new ModuleId("storage");

    /** Whoever holds it sees how much is kept and whether it is checked for viruses. */
    public static final Permission ADMINISTER = new Permission("storage.administer");

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.storage", "/storage", 930, Optional.of(ADMINISTER)));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(ADMINISTER);
    }
}
