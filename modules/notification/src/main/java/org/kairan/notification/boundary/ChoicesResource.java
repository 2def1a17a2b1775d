package org.kairan.notification.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;
import org.kairan.core.access.Caller;
import org.kairan.core.people.Contacts;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Open;
import org.kairan.notification.control.ChannelPolicy;
import org.kairan.notification.control.MailSettings;
import org.kairan.notification.entity.Choices;
import org.kairan.notification.entity.Choices.Quiet;

/** Shows and takes where the caller wants which kind of notice. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/notification/choices")
public class ChoicesResource {

    /**
     * A kind of notice; its text is {@code kind.<word>} of the module that the type begins with.
     *
     * @param channel none, product, mail or both
     * @param mandatory whether product or both are the only choices
     */
    public record ChoiceListing(String type, String channel, boolean mandatory) {}

    /**
     * All that the caller can choose.
     *
     * @param quietFrom wall time of the city, HH:mm, from which no mail comes; with {@code quietUntil} or neither
     * @param mail {@code on}, {@code not-configured} if this product sends none, or {@code no-address} if none is known of the caller
     * @param address to which mails go
     */
    public record ChoiceList(
            List<ChoiceListing> items,
            Optional<String> quietFrom,
            Optional<String> quietUntil,
            String mail,
            Optional<String> address) {}

    public record NewChoice(String type, String channel) {}

    /** What the caller wants; kinds that are not named keep their preset. */
    public record NewChoices(List<NewChoice> items, Optional<String> quietFrom, Optional<String> quietUntil) {

        public NewChoices {
            items = items == null ? List.of() : items;
            quietFrom = quietFrom == null ? Optional.empty() : quietFrom;
            quietUntil = quietUntil == null ? Optional.empty() : quietUntil;
        }
    }

    @Inject
    Choices choices;

    @Inject
    Kinds kinds;

    @Inject
    Contacts contacts;

    @Inject
    MailSettings settings;

    @Inject
    Caller caller;

    @GET
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public ChoiceList show() {
        var chosen = choices.of(caller.person());
        var quiet = choices.quiet(caller.person());
        var address = Optional.ofNullable(
                        contacts.contacts(List.of(caller.person())).get(caller.person()))
                .flatMap(Contacts.Contact::mail);
        return new ChoiceList(
                kinds.all().values().stream()
                        .map(type -> listing(type, Optional.ofNullable(chosen.get(type.name()))))
                        .toList(),
                quiet.map(q -> q.from().toString()),
                quiet.map(q -> q.until().toString()),
                !settings.on() ? "not-configured" : address.isEmpty() ? "no-address" : "on",
                address);
    }

    @PUT
    @Transactional
    @Open(value = SIGNED_IN, because = "they are the caller's own")
    public ChoiceList put(NewChoices in) {
        if (in == null) {
            throw Refused.invalid("core.invalid");
        }
        var known = kinds.all();
        var wanted = new TreeMap<String, Channel>();
        for (var choice : in.items()) {
            var type = Optional.ofNullable(choice.type()).map(known::get);
            var channel = channel(choice.channel());
            if (type.isEmpty() || channel.isEmpty()) {
                throw Refused.invalid("core.invalid", Map.of("field", "items"));
            }
            if (!ChannelPolicy.mayChoose(type.get(), channel.get())) {
                throw Refused.invalid("notification.mandatory", Map.of("type", choice.type()));
            }
            wanted.put(type.get().name(), channel.get());
        }
        if (in.quietFrom().isPresent() != in.quietUntil().isPresent()) {
            throw Refused.invalid("notification.quiet-incomplete");
        }
        var quiet = in.quietFrom()
                .map(from -> new Quiet(time(from), time(in.quietUntil().orElseThrow())));
        if (quiet.isPresent() && quiet.get().from().equals(quiet.get().until())) {
            throw Refused.invalid("notification.quiet-always");
        }
        choices.put(caller.person(), wanted, quiet);
        return show();
    }

    private static ChoiceListing listing(ActivityType type, Optional<Channel> chosen) {
        return new ChoiceListing(
                type.name(), ChannelPolicy.channel(type, chosen).name().toLowerCase(Locale.ROOT), type.mandatory());
    }

    private static Optional<Channel> channel(String text) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text).withSecond(0).withNano(0);
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "notification.time-invalid", Map.of("value", text), List.of());
        }
    }
}
