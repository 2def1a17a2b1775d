package org.kairan.presence.entity;

import java.time.Instant;
import org.kairan.core.people.PersonId;

/** Somebody who wants to be told when another is back. */
public record Waiting(PersonId person, PersonId waiter, Instant since) {}
