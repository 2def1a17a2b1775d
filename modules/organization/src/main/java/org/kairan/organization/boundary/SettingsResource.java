package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Hint;
import org.kairan.core.people.Audience;
import org.kairan.core.people.GroupId;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Preferences;
import org.kairan.organization.entity.Preferences.Preference;

/** Keeps how the caller wants the screens, so that it is the same wherever they sign in. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/settings")
public class SettingsResource {

    private static final Map<String, Set<String>> VALUES = Map.of(
            "textSize", Set.of("normal", "large", "larger"),
            "density", Set.of("roomy", "normal", "compact"),
            "theme", Set.of("auto", "light", "dark", "contrast"),
            "language", Set.of("ja", "en"),
            "era", Set.of("western", "japanese"));

    /** What the caller has chosen; what is missing is left to the browser. */
    public record PersonalSettings(
            Optional<String> textSize,
            Optional<String> density,
            Optional<String> theme,
            Optional<String> language,
            Optional<String> era,
            Optional<Boolean> singleKeys) {

        public PersonalSettings {
            textSize = textSize == null ? Optional.empty() : textSize;
            density = density == null ? Optional.empty() : density;
            theme = theme == null ? Optional.empty() : theme;
            language = language == null ? Optional.empty() : language;
            era = era == null ? Optional.empty() : era;
            singleKeys = singleKeys == null ? Optional.empty() : singleKeys;
        }
    }

    @Inject
    Preferences preferences;

    @Inject
    Event<Hint> hints;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public PersonalSettings show() {
        var kept = preferences.of(caller.person());
        return new PersonalSettings(
                kept.textSize(), kept.density(), kept.theme(), kept.language(), kept.era(), kept.singleKeys());
    }

    /** Replaces all of it. */
    @PUT
    @Transactional
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public PersonalSettings put(PersonalSettings in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        check("textSize", in.textSize());
        check("density", in.density());
        check("theme", in.theme());
        check("language", in.language());
        check("era", in.era());
        preferences.put(
                caller.person(),
                new Preference(in.textSize(), in.density(), in.theme(), in.language(), in.era(), in.singleKeys()));
        hints.fire(new Hint(
                Audience.of(GroupId.person(caller.person())),
                "organization.settings-changed",
                new Ref(OrganizationModule.ID, "person", caller.person().value())));
        return in;
    }

    private static void check(String field, Optional<String> value) {
        if (value.isPresent() && !VALUES.get(field).contains(value.get())) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    "core.invalid",
                    Map.of("field", field),
                    List.of(new Fault(field, "core.invalid", Map.of())));
        }
    }
}
