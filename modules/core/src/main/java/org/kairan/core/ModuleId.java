package org.kairan.core;

import java.util.regex.Pattern;

/**
 * Names a module: a singular noun in lower case from which its REST prefix, schema, persistence unit, text prefix and UI folder follow.
 *
 * @throws IllegalArgumentException if the value is not 2 to 30 lower-case letters
 */
public record ModuleId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z]{2,30}");

    public ModuleId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a module id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
