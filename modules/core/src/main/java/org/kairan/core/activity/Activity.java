package org.kairan.core.activity;

import java.util.Map;
import org.kairan.core.Ref;
import org.kairan.core.people.Audience;
import org.kairan.core.people.PersonId;

/**
 * Tells, in the transaction in which it happens, what somebody did and whom it concerns; the actor is not notified.
 *
 * @param type the name of an {@link org.kairan.core.ActivityType}
 * @param actor {@link #NOBODY} for what comes by itself, a reminder say
 * @param args plain texts for the notice; rendered in each reader's language when it is shown. One named {@link #FORM} picks another text of the same kind, {@code notice.<word>_<form>}
 */
public record Activity(String type, Ref subject, PersonId actor, Audience audience, Map<String, String> args) {

    public static final PersonId NOBODY = new PersonId(0);

    public static final String FORM = "form";
}
