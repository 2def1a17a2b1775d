package org.kairan.chat.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kairan.chat.ChatModule;
import org.kairan.chat.entity.Member;
import org.kairan.chat.entity.Members;
import org.kairan.chat.entity.Room;
import org.kairan.chat.entity.RoomChange;
import org.kairan.chat.entity.RoomChanges;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.access.Caller;
import org.kairan.core.live.Stream.Entry;
import org.kairan.core.people.GroupId;
import org.kairan.core.people.PersonId;
import org.kairan.core.problem.NotFound;

/**
 * Keeps the end of each busy room's log and who is in it, so that a thousand who follow a room do not ask the database a thousand times for one message.
 *
 * <p>It is filled from the database only, and knows from {@link #announce} that there is more: a writer says which number it has committed before anybody is woken for it, so that whoever is woken never takes what is
 * kept for the newest when it is not. What the announced number brings is looked for until it is there.
 */
@ApplicationScoped
public class Tails {

    /** Entries read at the beginning, and kept of one room; who follows a busy one falls behind by more than the first. */
    private static final int ENTRIES = 128;

    private static final int KEPT = 512;

    /** Characters kept of all rooms. */
    private static final long CHARACTERS = 6_000_000;

    /** After so long the head is looked up again, in case another node has written. */
    private static final long VERIFIED = 10_000;

    private static final Set<String> OF_MEMBERS = Set.of("member-joined", "member-left", "role-changed");

    private static final Set<String> REWRITES = Set.of("message-deleted", "messages-removed");

    private record Period(long visibleFrom, long joinedRev, boolean byRule) {}

    private static final class Tail {
        private final long room;
        private Set<GroupId> groups = Set.of();
        private Map<PersonId, Period> present = Map.of();
        private final List<Kept> entries = new ArrayList<>();
        /** Entries after this one are all here. */
        private long after;

        private long rev = -1;
        private long verifiedAt;
        private long characters;

        private Tail(long room) {
            this.room = room;
        }
    }

    private record Kept(Entry entry, long seq) {}

    @Inject
    Rooms rooms;

    @Inject
    Members members;

    @Inject
    RoomChanges changes;

    @Inject
    Clock clock;

    private final Map<Long, Long> announced = new ConcurrentHashMap<>();
    private final Map<Long, Tail> tails = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** Says, after the commit and before who follows is woken, that a room has this revision. While a writer is still at it nobody looks for what cannot be there. */
    public void announce(long room, long rev) {
        announced.merge(room, rev, Math::max);
    }

    /** Forgets what is kept of a room, because something in its log is said anew. */
    public void forget(long room) {
        synchronized (tails) {
            var gone = tails.remove(room);
            if (gone != null) {
                characters -= gone.characters;
            }
        }
    }

    /**
     * Gives what this caller may see of a room's log after a revision.
     *
     * @throws NotFound if they are not in the room
     */
    public List<Entry> since(long room, long rev, Caller caller, int limit) {
        var tail = tail(room);
        synchronized (tail) {
            refresh(tail);
            var period = period(tail, caller);
            var from = Math.max(rev, period.joinedRev() - 1);
            if (from >= tail.rev) {
                return List.of();
            }
            if (from >= tail.after) {
                var first = tail.entries.size();
                while (first > 0 && tail.entries.get(first - 1).entry().cursor() > from) {
                    first--;
                }
                var page = new ArrayList<Entry>(Math.min(limit, tail.entries.size() - first));
                for (var i = first; i < tail.entries.size() && page.size() < limit; i++) {
                    var kept = tail.entries.get(i);
                    if (kept.seq() == 0 || kept.seq() > period.visibleFrom()) {
                        page.add(kept.entry());
                    }
                }
                return page;
            }
            return changes.since(room, from, period.visibleFrom(), limit).stream()
                    .map(Tails::entry)
                    .toList();
        }
    }

    /** Gives the message after which this caller sees what is in the room. */
    public long visibleFrom(long room, Caller caller) {
        var tail = tail(room);
        synchronized (tail) {
            refresh(tail);
            return period(tail, caller).visibleFrom();
        }
    }

    private static Period period(Tail tail, Caller caller) {
        return Optional.ofNullable(tail.present.get(caller.person()))
                .filter(period -> !period.byRule() || tail.groups.stream().anyMatch(caller::holds))
                .orElseThrow(NotFound::new);
    }

    private Tail tail(long room) {
        synchronized (tails) {
            return tails.computeIfAbsent(room, Tail::new);
        }
    }

    /** Brings a tail up to what is committed, if more may be; under its lock. */
    private void refresh(Tail tail) {
        var now = clock.millis();
        if (tail.rev < 0) {
            load(tail, now);
        } else if (tail.rev < announced.getOrDefault(tail.room, 0L)) {
            extend(tail, now);
        } else if (Math.abs(now - tail.verifiedAt) > VERIFIED) {
            extend(tail, now);
        }
    }

    private void load(Tail tail, long now) {
        var room = rooms.find(tail.room);
        if (room.isEmpty()) {
            forget(tail.room);
            throw new NotFound();
        }
        var last = changes.last(tail.room, ENTRIES);
        tail.groups = new HashSet<>(rooms.groups(tail.room));
        people(tail, room.get());
        tail.after = last.size() < ENTRIES ? 0 : last.get(0).rev() - 1;
        tail.rev = last.isEmpty() ? 0 : last.get(last.size() - 1).rev();
        tail.verifiedAt = now;
        keep(tail, last);
    }

    private void extend(Tail tail, long now) {
        var more = changes.since(tail.room, tail.rev, 0, ENTRIES);
        if (more.stream().anyMatch(change -> REWRITES.contains(change.kind()))) {
            // What a deleted message said stands in no entry any more.
            tail.entries.clear();
            characters(tail, -tail.characters);
            load(tail, now);
            return;
        }
        if (more.stream().anyMatch(change -> OF_MEMBERS.contains(change.kind()))) {
            people(tail, rooms.find(tail.room).orElseThrow(NotFound::new));
        }
        if (!more.isEmpty()) {
            tail.rev = more.get(more.size() - 1).rev();
            keep(tail, more);
        }
        tail.verifiedAt = now;
        if (more.size() == ENTRIES) {
            extend(tail, now);
        }
    }

    private void people(Tail tail, Room room) {
        var present = new HashMap<PersonId, Period>();
        for (Member member : members.present(tail.room)) {
            var group = room.kind() == Room.Kind.GROUP;
            present.put(
                    member.person(),
                    new Period(RoomPolicy.visibleFrom(room, member), group ? member.joinedRev() : 0, member.byRule()));
        }
        tail.present = present;
    }

    private void keep(Tail tail, List<RoomChange> more) {
        var grown = 0L;
        for (var change : more) {
            tail.entries.add(new Kept(entry(change), change.seq().orElse(0)));
            grown += change.body().length();
        }
        var over = tail.entries.subList(0, Math.max(0, tail.entries.size() - KEPT));
        for (var gone : over) {
            tail.after = gone.entry().cursor();
            grown -= gone.entry().body().length();
        }
        over.clear();
        characters(tail, grown);
    }

    /** Accounts for what a tail holds more or less, and lets the eldest go when all hold too much. */
    private void characters(Tail tail, long more) {
        synchronized (tails) {
            tail.characters += more;
            if (tails.get(tail.room) == tail) {
                characters += more;
            }
            var eldest = tails.values().iterator();
            while (characters > CHARACTERS && eldest.hasNext()) {
                var old = eldest.next();
                if (old != tail) {
                    eldest.remove();
                    characters -= old.characters;
                }
            }
        }
    }

    private static Entry entry(RoomChange change) {
        return new Entry(change.rev(), ChatModule.ID + "." + change.kind(), change.body());
    }
}
