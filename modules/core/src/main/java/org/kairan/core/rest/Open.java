package org.kairan.core.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens a resource method wider than the rule, by which whoever is not entitled gets 404 and whoever is signed out gets 401; the API document and the walk of strangers read it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Open {

    enum To {
        /** Everybody who is signed in gets an answer of their own or the same as all others. */
        SIGNED_IN,
        /** No session is needed. */
        ANYONE
    }

    To value();

    /** Why this may be so. */
    String because();
}
