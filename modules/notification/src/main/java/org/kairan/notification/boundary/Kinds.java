package org.kairan.notification.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;
import org.kairan.core.Module;
import org.kairan.notification.control.ChannelPolicy;

/** Knows the kinds of activity that the modules of this product declare, by name. */
@ApplicationScoped
public class Kinds {

    @Inject
    @Any
    Instance<Module> modules;

    public Map<String, ActivityType> all() {
        var kinds = new TreeMap<String, ActivityType>();
        modules.forEach(module -> module.activityTypes().forEach(type -> kinds.put(type.name(), type)));
        return kinds;
    }

    /** The kinds that somebody who has chosen so sees in the product. */
    Set<String> listed(Map<String, Channel> chosen) {
        var listed = new HashSet<String>();
        all().forEach((name, type) -> {
            if (ChannelPolicy.inProduct(ChannelPolicy.channel(type, Optional.ofNullable(chosen.get(name))))) {
                listed.add(name);
            }
        });
        return listed;
    }
}
