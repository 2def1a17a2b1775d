package org.kairan.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;

/** Adds the search over everything to the product. */
@ApplicationScoped
public class SearchModule implements Module {

    public static final ModuleId ID = new ModuleId("search");

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.search", "/search", 150, Optional.empty()));
    }
}
