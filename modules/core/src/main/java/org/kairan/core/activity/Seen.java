package org.kairan.core.activity;

import org.kairan.core.Ref;
import org.kairan.core.people.PersonId;

/** Tells that somebody has seen a thing itself, so that notices about it are old news to them. */
public record Seen(Ref subject, PersonId person) {}
