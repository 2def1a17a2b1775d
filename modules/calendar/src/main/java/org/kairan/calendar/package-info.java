/**
 * The calendar: what people and sections do when, and which rooms, cars and equipment they hold meanwhile.
 *
 * <p>Everybody has a calendar from the day of the account, and so has every section: a calendar is a <em>principal</em>, {@code person:12} or {@code section:3}, and needs no row. An <em>event</em> belongs to one
 * principal and has <em>attendees</em>. If it recurs it is a <em>series</em>, whose <em>instances</em> follow from the rule (RFC 5545); what is different about one of them is an <em>override</em>.
 *
 * <p>What is true stands in {@code event} as wall time and zone. When it takes place for whom stands in {@code occurrence}, and which room is held in {@code booking}; both are written in the transaction that
 * writes the event. Why it is kept so: docs/decisions/0022-calendar.md.
 */
package org.kairan.calendar;
