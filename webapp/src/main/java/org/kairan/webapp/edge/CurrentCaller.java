package org.kairan.webapp.edge;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import org.kairan.core.access.Caller;

/** Hands the caller of the present request to whoever injects one; null where nobody is signed in, which only {@code @Open(ANYONE)} methods ever see. */
@Dependent
class CurrentCaller {

    @Produces
    @Dependent
    Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(EdgeFilter.CALLER);
    }
}
