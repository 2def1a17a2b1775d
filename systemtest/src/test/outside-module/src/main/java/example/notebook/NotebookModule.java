package example.notebook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.kairan.core.MenuEntry;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;

/** Adds the notebook to the product. */
@ApplicationScoped
public class NotebookModule implements Module {

    public static final ModuleId ID = new ModuleId("notebook");

    @Override
    public ModuleId id() {
        return ID;
    }

    @Override
    public List<MenuEntry> menu() {
        return List.of(new MenuEntry("menu.notebook", "/x/notebook", 900, Optional.empty()));
    }
}
