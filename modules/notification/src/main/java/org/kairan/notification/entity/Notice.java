package org.kairan.notification.entity;

import java.time.Instant;
import java.util.Map;
import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;

/** An activity as one person knows it. */
public record Notice(
        long id,
        String type,
        Ref subject,
        PersonId actor,
        Map<String, String> args,
        Instant happenedAt,
        boolean unread) {}
