package org.kairan.systemtest;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;

/** Reads from chat's own code which kinds of events a room has: the records of its sealed type. */
final class RoomEvents {

    private static final String TYPE = "org.kairan.chat.boundary.RoomEvent";

    private RoomEvents() {}

    static Set<String> kinds() {
        var classes = new ClassFileImporter().importPath(Launch.HOME.resolve("modules/chat/target/classes"));
        var kinds = new TreeSet<String>();
        for (var type : classes) {
            if (!type.getName().equals(TYPE) && type.isAssignableTo(TYPE)) {
                kinds.add(type.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(java.util.Locale.ROOT));
            }
        }
        if (kinds.size() < 5) {
            throw new AssertionError("these are not all kinds of events: " + kinds);
        }
        return kinds;
    }
}
