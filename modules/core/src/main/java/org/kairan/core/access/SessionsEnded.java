package org.kairan.core.access;

import java.util.Set;
import java.util.UUID;

/** Tells that sessions were ended by signing out, by revocation or because their people left; their sockets close. */
public record SessionsEnded(Set<UUID> sessions) {}
