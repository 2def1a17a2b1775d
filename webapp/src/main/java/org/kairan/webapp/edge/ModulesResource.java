package org.kairan.webapp.edge;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.kairan.core.access.Caller;
import org.kairan.core.rest.Open;
import org.kairan.webapp.start.Modules;

/** Tells the browser which modules are part of this product and which of their pages the caller may open. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/modules")
public class ModulesResource {

    public record MenuItem(String key, String path, int order, Optional<String> permission) {}

    public record ModuleListing(String id, List<MenuItem> menu) {}

    @Inject
    Modules modules;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "the menu shows what the caller may open")
    public List<ModuleListing> list() {
        return modules.all().stream()
                .map(module -> new ModuleListing(
                        module.id().value(),
                        module.menu().stream()
                                .filter(entry ->
                                        entry.permission().map(caller::may).orElse(true))
                                .map(entry -> new MenuItem(
                                        entry.key(),
                                        entry.path(),
                                        entry.order(),
                                        entry.permission().map(Object::toString)))
                                .toList()))
                .toList();
    }
}
