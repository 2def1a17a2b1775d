package example.days;

import jakarta.enterprise.context.ApplicationScoped;
import org.kairan.core.Module;
import org.kairan.core.ModuleId;

/** Adds the clock that can be put forward. */
@ApplicationScoped
public class DaysModule implements Module {

    @Override
    public ModuleId id() {
        return new ModuleId("days");
    }
}
