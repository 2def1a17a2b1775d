package org.kairan.webapp.edge;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Puts all resources of all modules below {@code /api}, and nothing beside them: the API is described by OpenAPI, not by Jersey's WADL. */
@ApplicationPath("/api")
public class ApiApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
