package org.kairan.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Frees a type from one architecture rule; the only way to do so. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Exempt {

    /** The rule's name, which is the name of the failing test. */
    String rule();

    /** Why the rule would do harm here. */
    String because();
}
