package org.kairan.webapp.live;

import java.security.Principal;
import org.kairan.core.access.Caller;

/** Brings the caller from the handshake's request to the socket: the principal is the one thing that every container hands over. */
record LiveCaller(Caller caller) implements Principal {

    @Override
    public String getName() {
        return Long.toString(caller.person().value());
    }
}
