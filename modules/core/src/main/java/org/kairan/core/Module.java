package org.kairan.core;

import java.util.List;
import java.util.Set;
import org.kairan.core.access.Permission;

/**
 * Makes a jar part of Kairan: one CDI bean of this type per module, found at start.
 *
 * <p>By convention the id also gives the REST prefix {@code /api/<id>/}, the schema and the migrations {@code db/migration/<id>/}, the persistence unit and the UI folder.
 */
public interface Module {

    ModuleId id();

    default List<MenuEntry> menu() {
        return List.of();
    }

    default Set<Permission> permissions() {
        return Set.of();
    }

    default Set<ActivityType> activityTypes() {
        return Set.of();
    }
}
