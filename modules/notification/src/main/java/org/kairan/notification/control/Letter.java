package org.kairan.notification.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.activity.Activity;

/** A mail as its reader gets it: one notice, or a digest of several. */
public record Letter(String subject, String text) {

    /**
     * One thing that a mail tells.
     *
     * @param sensitive whether neither subject nor arguments may leave the product
     * @param path of the page in the browser
     */
    public record Item(
            String type, boolean sensitive, Map<String, String> values, Optional<String> detail, String path) {}

    /** Words a text of a module, as {@link Texts#find} does. */
    @FunctionalInterface
    public interface Words {
        Optional<String> find(String module, String key, Locale locale, Map<String, String> values);
    }

    private static final String OWN = "notification";

    /**
     * Words a mail.
     *
     * @param items at least one
     * @param url of the product, without a slash at the end
     */
    public static Letter of(List<Item> items, Locale locale, String url, Words texts) {
        var text = new StringBuilder();
        var first = "";
        for (var item : items) {
            var said = item.sensitive() ? Optional.<String>empty() : words(item, locale, texts);
            var line = said.orElseGet(() -> own("mail.withoutContents", locale, Map.of(), texts));
            first = first.isEmpty() ? line : first;
            text.append("■ ").append(line).append('\n');
            if (said.isPresent()) {
                item.detail()
                        .ifPresent(detail ->
                                text.append("  ").append(oneLine(detail)).append('\n'));
            }
            text.append("  ")
                    .append(url)
                    .append(said.isPresent() ? item.path() : "/notification")
                    .append("\n\n");
        }
        var subject = items.size() == 1
                ? own("mail.subjectOne", locale, Map.of("notice", first), texts)
                : own("mail.subjectMany", locale, Map.of("n", Integer.toString(items.size())), texts);
        text.append("-- \n")
                .append(own("mail.foot", locale, Map.of("url", url + "/settings"), texts))
                .append('\n');
        return new Letter(oneLine(subject), text.toString());
    }

    /** The text of the module that a kind belongs to; empty if it has none. */
    private static Optional<String> words(Item item, Locale locale, Words texts) {
        var dot = item.type().indexOf('.');
        var module = item.type().substring(0, dot);
        var key = "notice." + item.type().substring(dot + 1);
        return Optional.ofNullable(item.values().get(Activity.FORM))
                .flatMap(form -> texts.find(module, key + "_" + form, locale, item.values()))
                .or(() -> texts.find(module, key, locale, item.values()))
                .map(Letter::oneLine);
    }

    private static String own(String key, Locale locale, Map<String, String> values, Words texts) {
        return texts.find(OWN, key, locale, values).orElseThrow(() -> new IllegalStateException("no text " + key));
    }

    /** What somebody has written must not begin a new header or pretend to be another notice. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
