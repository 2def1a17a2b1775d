package org.kairan.webapp.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import org.kairan.core.Module;

/** Knows the modules this product consists of, in the order of their ids. */
@ApplicationScoped
public class Modules {

    @Inject
    @Any
    Instance<Module> found;

    public List<Module> all() {
        return found.stream()
                .sorted(Comparator.comparing(module -> module.id().value()))
                .toList();
    }
}
