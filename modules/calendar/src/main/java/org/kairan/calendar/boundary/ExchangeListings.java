package org.kairan.calendar.boundary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.calendar.boundary.Listings.OwnerRef;

/** The forms in which what goes out and comes in is shown to clients. */
public final class ExchangeListings {

    private ExchangeListings() {}

    /**
     * A calendar of which something can be taken out or into which something can be brought.
     *
     * @param mine whether the caller may export it, subscribe to it and bring calendar files into it
     * @param rows whether they may bring in tables of events, of a section for all its people
     */
    public record ExchangeCalendar(OwnerRef calendar, boolean mine, boolean rows) {}

    public record ExchangeCalendars(List<ExchangeCalendar> items) {}

    // ---- coming in

    /**
     * An event of a file, and what becomes of it.
     *
     * @param line of the file, or row of a table, from 1
     * @param owner in whose calendar, of a table; missing otherwise
     * @param code why it is refused; missing otherwise
     * @param warnings what cannot be taken over as it is meant, by codes
     */
    public record CalendarImportItem(
            int line,
            String title,
            String start,
            Optional<String> owner,
            boolean recurring,

            @Schema(enumeration = {"added", "changed", "unchanged", "refused"})
            String act,

            Optional<String> code,
            Map<String, Object> args,
            List<String> warnings) {}

    public record CalendarImportCounts(int added, int changed, int unchanged, int refused) {}

    /**
     * What a file would do, or has done.
     *
     * @param state {@code ready}, {@code running} if a part of it is done, or {@code applied}
     * @param total how many events are in the file
     * @param done how many of them are carried out or refused
     * @param encoding what the file is written in; empty once all of it is done
     * @param others how many tasks, journals and the like were left aside
     * @param counts of what it would do while it is ready, else of what was done so far
     * @param items what is refused first, at most 500; when all is done only what was refused
     */
    public record CalendarImportDetail(
            long id,

            @Schema(enumeration = {"ics", "csv"}) String kind,

            String name,
            OwnerRef calendar,

            @Schema(enumeration = {"ready", "running", "applied"})
            String state,

            int total,
            int done,
            String encoding,
            int others,
            CalendarImportCounts counts,
            List<CalendarImportItem> items) {}

    // ---- going out

    public record FeedListing(
            long id, String label, OwnerRef calendar, boolean busyOnly, Instant createdAt, Optional<Instant> usedAt) {}

    public record FeedList(List<FeedListing> items) {}

    /** {@code calendar} is {@code section:3}, nothing for the caller's own. */
    public record NewFeed(Optional<String> calendar, String label, boolean busyOnly) {

        public NewFeed {
            calendar = calendar == null ? Optional.empty() : calendar;
        }
    }

    /** {@code path} holds the secret and is never told again. */
    public record MadeFeed(FeedListing feed, String path) {}
}
