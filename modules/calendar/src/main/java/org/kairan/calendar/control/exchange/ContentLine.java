package org.kairan.calendar.control.exchange;

import com.github.mangstadt.vinnie.SyntaxStyle;
import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A property as a program wrote it.
 *
 * @param raw with its folds and line ends, as it stood in the file
 * @param property what it says, its name in capitals; empty if it is of no such form
 */
record ContentLine(String raw, Optional<VObjectProperty> property) {

    private static final SyntaxRules RULES = new SyntaxRules(SyntaxStyle.NEW);

    static ContentLine of(String raw) {
        var found = new VObjectProperty[1];
        try (var reader = new VObjectReader(new StringReader(raw), RULES)) {
            reader.parse(new VObjectDataAdapter() {
                @Override
                public void onProperty(VObjectProperty property, Context context) {
                    if (found[0] == null) {
                        found[0] = property;
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory", e);
        }
        return new ContentLine(raw, Optional.ofNullable(found[0]).map(ContentLine::named));
    }

    private static VObjectProperty named(VObjectProperty property) {
        property.setName(property.getName().toUpperCase(Locale.ROOT));
        return property;
    }

    String name() {
        return property.map(VObjectProperty::getName).orElse("");
    }

    String value() {
        return property.map(VObjectProperty::getValue).orElse("");
    }

    /** The value of a text property: line breaks and signs as they are meant. */
    String text() {
        return VObjectPropertyValues.unescape(value()).replace("\r\n", "\n");
    }

    Optional<String> parameter(String name) {
        return property.map(p -> p.getParameters().first(name));
    }
}
