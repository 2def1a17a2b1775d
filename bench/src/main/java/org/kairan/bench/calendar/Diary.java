package org.kairan.bench.calendar;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Fills the calendars of all people evenly over so many years back and twelve weeks ahead: each week two instances of series, one or two single events and two meetings of eight people in a room, each an hour.
 *
 * <p>A week looks the same whatever lies before it.
 */
final class Diary {

    /** How many rooms there are at least. */
    private static final int ROOMS = 58;

    private final Connection db;

    Diary(Connection db) {
        this.db = db;
    }

    /** @param monday of the week that is shown */
    void fill(int years, LocalDate monday) throws SQLException {
        var first = monday.minusWeeks(52L * years);
        var until = monday.plusWeeks(12);
        execute("truncate calendar.event restart identity cascade");
        execute(
                "insert into calendar.room (kind, name, building, equipment, setup, active) select 'room', '測定室' || n, '別館', '{}', 0, true from generate_series(1, "
                        + ROOMS + ") as numbers(n) on conflict do nothing");
        execute("drop table if exists people, planned, held");
        execute(
                "create temporary table people as select id, (row_number() over (order by id))::int - 1 as n from organization.person");
        // Single events on every fourth working day, meetings on Tuesdays and Thursdays, and each year two new weekly
        // series for everybody.
        execute("""
        create temporary table planned as select (row_number() over (order by start, n, kind))::bigint as id, * from (
          select 'single' as kind, n, d + interval '9 hours' + n %% 4 * interval '1 hour' as start, null as rrule, false as meeting
          from people, generate_series(timestamp '%1$s', timestamp '%2$s' - interval '1 day', interval '1 day') as days(d)
          where extract(isodow from d) < 6 and (n + extract(epoch from d)::bigint / 86400) %% 4 = 0
          union all
          select 'meeting', n, d + interval '13 hours' + n / 8 %% 3 * interval '1 hour', null, true
          from people, generate_series(timestamp '%1$s', timestamp '%2$s' - interval '1 day', interval '1 day') as days(d)
          where extract(isodow from d) in (2, 4) and n %% 8 = 0
          union all
          select 'series' || which, n, y + (n + 2 * which) %% 5 * interval '1 day' + (case which when 0 then interval '8 hours 30 minutes' else interval '16 hours' end), 'FREQ=WEEKLY;COUNT=52;WKST=MO', false
          from people, generate_series(0, 1) as w(which), generate_series(timestamp '%1$s', timestamp '%2$s' - interval '1 day', interval '52 weeks') as years(y)) p""".formatted(first, until));
        execute("""
        insert into calendar.event (id, owner, title, place, notes, kind, visibility, start_local, end_local, zone, all_day, undecided, rrule, shift, travel_before, travel_after, rooms, expanded_until, created_by, created_at)
        select p.id, 'person:' || o.id, case when meeting then '連絡調整会議 第' || p.id || '回' else '窓口対応の打合せ' end, case when meeting then '' else '本庁舎3階' end, '', case when meeting then 'meeting' else 'other' end,
          case p.n % 10 when 0 then 'private' when 1 then 'busy' when 2 then 'busy' else 'public' end, start, start + interval '1 hour', 'Asia/Tokyo', false, false, rrule, 'none', 0, 0,
          case when meeting and p.n / 8 < 174 then array[(select array_agg(id order by id) from calendar.room)[1 + p.n / 8 % %s]] else '{}'::bigint[] end, date '9999-12-31', o.id, now()
        from planned p join people o on o.n = p.n order by p.id""".replace("%s", Integer.toString(ROOMS)));
        execute("""
        insert into calendar.attendee (event_id, person_id, optional, absent, answer)
        select p.id, o.id, false, false, 'accepted' from planned p, generate_series(1, 7) as guests(g), people o where o.n = p.n + g and p.meeting""");
        execute("""
        create temporary table held as select id as event_id, n, meeting, start + week * interval '1 week' as start
        from planned, generate_series(0, case when rrule is null then 0 else 51 end) as weeks(week)""");
        execute("""
        insert into calendar.occurrence (principal, event_id, recurrence_id, starts, ends, busy_from, busy_until, day, busy, answer, long)
        select 'person:' || o.id, event_id, held.start, at, at + interval '1 hour', at, at + interval '1 hour', held.start::date, true, case when o.n = held.n then 'none' else 'accepted' end, false
        from held, generate_series(0, 7) as guests(g), people o, lateral (select held.start at time zone 'Asia/Tokyo') as t(at)
        where (g = 0 or meeting) and o.n = held.n + g order by held.start""");
        execute("""
        insert into calendar.booking (room_id, event_id, recurrence_id, starts, ends, during)
        select rooms[1], id, start_local, at, at + interval '1 hour', tstzrange(at, at + interval '1 hour')
        from calendar.event, lateral (select start_local at time zone 'Asia/Tokyo') as t(at) where rooms <> '{}'""");
        execute("select setval(pg_get_serial_sequence('calendar.event', 'id'), (select max(id) from calendar.event))");
        execute("vacuum analyze calendar.event, calendar.attendee, calendar.occurrence, calendar.booking");
    }

    /** Adds so many weekly, monthly and yearly series that began in the last months and are written down up to a day (exclusive). */
    void series(int count, LocalDate monday, LocalDate until) throws SQLException {
        execute("""
        insert into calendar.event (owner, title, place, notes, kind, visibility, start_local, end_local, zone, all_day, undecided, rrule, shift, travel_before, travel_after, rooms, expanded_until, created_by, created_at)
        select 'person:' || o.id, '定例 ' || i, '', '', 'meeting', 'public', start, start + interval '1 hour', 'Asia/Tokyo', false, false,
          case i %% 10 when 0 then 'FREQ=DAILY;WKST=MO' when 1 then 'FREQ=MONTHLY;BYDAY=1MO;WKST=MO' when 2 then 'FREQ=MONTHLY;BYMONTHDAY=-1;WKST=MO' when 3 then 'FREQ=YEARLY;WKST=MO' else 'FREQ=WEEKLY;BYDAY=MO,TH;WKST=MO' end,
          case when i %% 3 = 0 then 'before' else 'none' end, 0, 0, '{}', date '%2$s', o.id, now()
        from generate_series(1, %1$d) as numbers(i) join people o on o.n = i %% (select count(*) from people), lateral (select timestamp '%3$s' - i %% 52 * interval '1 week' + interval '10 hours') as t(start)""".formatted(count, until, monday));
        execute("analyze calendar.event");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(sql);
        }
    }
}
