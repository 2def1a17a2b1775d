package org.kairan.board;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Permission;

/** Adds the bulletin board to the product. */
@ApplicationScoped
public class BoardModule implements Module {

    public static final ModuleId ID = new ModuleId("board");

    /** Whoever holds it sees the readers of every bulletin that they may see. */
    public static final Permission SEE_READERS = new Permission("board.see-readers");

    /** The kind of thing that the board holds. */
    public static final String BULLETIN = "bulletin";

    public static Ref bulletin(long id) {
        return new Ref(ID, BULLETIN, id);
    }

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.board", "/board", 100, Optional.empty()));
    }

    @Override
    public Set<Permission> permissions() {
        return Set.of(SEE_READERS);
    }
}
