package org.kairan.audit.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.kairan.audit.AuditModule;
import org.kairan.audit.entity.Entries;
import org.kairan.audit.entity.Entries.Filter;
import org.kairan.core.access.Caller;
import org.kairan.core.audit.Audited;
import org.kairan.core.problem.NotFound;
import org.kairan.core.problem.Refused;
import org.kairan.core.rest.Keyset;
import org.kairan.core.time.CityTime;

/** Searches, exports and verifies the record, for those who hold {@code audit.read}; each of these is itself recorded. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/audit")
public class EntriesResource {

    private static final int EXPORTED_AT_ONCE = 1_000;
    private static final Jsonb JSON = JsonbBuilder.create();
    private static final DateTimeFormatter CSV_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CityTime.ZONE);

    /** {@code person} is the id, {@code who} staff number and name on that day; {@code request} is the X-Request-Id of the answer. */
    public record EntryListing(
            long id,
            Instant at,
            String act,
            Optional<Long> person,
            String who,
            Optional<Long> onBehalfOf,
            Optional<String> subject,
            Map<String, String> details,
            String address,
            String request,
            String hash) {

        static EntryListing of(Entries.Linked linked) {
            var e = linked.entry();
            @SuppressWarnings("unchecked")
            var details = (Map<String, String>) JSON.fromJson(e.details(), TreeMap.class);
            return new EntryListing(
                    e.id(),
                    e.at(),
                    e.act(),
                    e.person(),
                    e.who(),
                    e.onBehalfOf(),
                    e.subject(),
                    details,
                    e.address(),
                    e.request(),
                    linked.hash());
        }
    }

    public record EntryPage(List<EntryListing> items, Optional<String> next) {}

    public record ActList(List<String> items) {}

    /**
     * What computing the chain anew has found.
     *
     * @param entries how many are kept
     * @param anchor the last entry whose time of keeping is over; 0 if there is none
     * @param head hash of the last entry, to be noted elsewhere
     * @param broken the first entry that is not as it was recorded
     */
    public record VerificationDetail(
            boolean sound, long entries, long anchor, long last, String head, Optional<Long> broken) {}

    @Inject
    Entries entries;

    @Inject
    Event<Audited> audited;

    @Inject
    Caller caller;

    /**
     * Lists the newest first; of several pages the first is recorded.
     *
     * @param from first day, in the city's zone
     * @param until last day, inclusive
     */
    @GET
    @Path("entries")
    @Transactional
    public EntryPage list(
            @QueryParam("person") Long person,
            @QueryParam("act") String act,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("q") String q,
            @QueryParam("after") Long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        entitled();
        var size = Math.max(1, Math.min(limit, Keyset.MOST));
        var filter = filter(person, act, from, until, q);
        var page = Keyset.page(
                entries.find(filter, after == null ? Long.MAX_VALUE : after, size + 1).stream()
                        .map(EntryListing::of)
                        .toList(),
                size,
                e -> Long.toString(e.id()));
        if (after == null) {
            tell("audit.looked-at", said(person, act, from, until, q));
        }
        return new EntryPage(page.items(), page.next());
    }

    /** Gives all that the filter finds for a spreadsheet: UTF-8 with a byte order mark, times in the city's zone. */
    @GET
    @Path("entries/csv")
    @Produces("text/csv;charset=UTF-8")
    @Transactional
    @APIResponseSchema(value = String.class, responseCode = "200")
    public Response csv(
            @QueryParam("person") Long person,
            @QueryParam("act") String act,
            @QueryParam("from") String from,
            @QueryParam("until") String until,
            @QueryParam("q") String q) {
        entitled();
        var filter = filter(person, act, from, until, q);
        tell("audit.exported", said(person, act, from, until, q));
        StreamingOutput body = out -> {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write("\uFEFF番号,日時,操作,職員,対象,詳細,接続元,要求番号,ハッシュ\r\n");
            var before = Long.MAX_VALUE;
            for (var rows = entries.find(filter, before, EXPORTED_AT_ONCE);
                    !rows.isEmpty();
                    rows = entries.find(filter, before, EXPORTED_AT_ONCE)) {
                for (var row : rows) {
                    var e = row.entry();
                    text.write(String.join(
                                    ",",
                                    Long.toString(e.id()),
                                    CSV_TIME.format(e.at()),
                                    cell(e.act()),
                                    cell(e.who()),
                                    cell(e.subject().orElse("")),
                                    cell(e.details()),
                                    cell(e.address()),
                                    cell(e.request()),
                                    row.hash())
                            + "\r\n");
                    before = e.id();
                }
            }
            text.flush();
        };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }

    /** Lists the acts that were ever recorded. */
    @GET
    @Path("acts")
    public ActList acts() {
        entitled();
        return new ActList(entries.acts());
    }

    /** Computes the whole chain anew. */
    @GET
    @Path("verification")
    @Transactional
    public VerificationDetail verify() {
        entitled();
        var found = entries.verify();
        tell("audit.verified", Map.of("sound", Boolean.toString(found.broken().isEmpty()), "head", found.head()));
        return new VerificationDetail(
                found.broken().isEmpty(), found.entries(), found.anchor(), found.last(), found.head(), found.broken());
    }

    private void entitled() {
        if (!caller.may(AuditModule.READ)) {
            throw new NotFound();
        }
    }

    private void tell(String act, Map<String, String> details) {
        audited.fire(new Audited(act, Optional.of(caller.person()), Optional.empty(), details));
    }

    private static Map<String, String> said(Long person, String act, String from, String until, String q) {
        var said = new TreeMap<String, String>();
        Map<String, Object> given = new TreeMap<>();
        given.put("person", Optional.ofNullable(person).map(Object::toString).orElse(""));
        given.put("act", Optional.ofNullable(act).orElse(""));
        given.put("from", Optional.ofNullable(from).orElse(""));
        given.put("until", Optional.ofNullable(until).orElse(""));
        given.put("q", Optional.ofNullable(q).orElse(""));
        given.forEach((name, value) -> {
            if (!value.toString().isBlank()) {
                said.put(name, value.toString());
            }
        });
        return said;
    }

    private static Filter filter(Long person, String act, String from, String until, String q) {
        return new Filter(
                Optional.ofNullable(person),
                Optional.ofNullable(act).filter(a -> !a.isBlank()),
                day(from).map(d -> d.atStartOfDay(CityTime.ZONE).toInstant()),
                day(until).map(d -> d.plusDays(1).atStartOfDay(CityTime.ZONE).toInstant()),
                Optional.ofNullable(q).map(String::strip).filter(text -> !text.isEmpty()));
    }

    private static Optional<LocalDate> day(String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < 1900 || day.getYear() > 2999) {
                throw Refused.invalid("core.date-invalid", Map.of("value", text));
            }
            return Optional.of(day);
        } catch (DateTimeParseException e) {
            throw new Refused(Refused.Kind.INVALID, "core.date-invalid", Map.of("value", text), List.of());
        }
    }

    /** Quotes a cell; what a spreadsheet would take for a formula gets an apostrophe in front (OWASP CSV Injection). */
    private static String cell(String value) {
        var safe = value.isEmpty() || "=+-@\t\r".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
