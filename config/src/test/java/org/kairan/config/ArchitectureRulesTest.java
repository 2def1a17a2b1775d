package org.kairan.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kairan.config.fixture.core.Breaks;

class ArchitectureRulesTest {

    private static final String ROOT = "org.kairan.config.fixture";
    private static final Path HOME = Product.home(ArchitectureRulesTest.class);
    private static final Path CLASSES = HOME.resolve("target/test-classes/" + ROOT.replace('.', '/'));

    /** The rules applied to the fixture, whose core may have four types. Its TalksResource breaks one too, and is exempt. */
    private static final ArchitectureRules FIXTURE = new ArchitectureRules(
            new Product(ROOT, CLASSES, HOME.resolve("src/test/java"), Product.read(CLASSES), 4)) {};

    static Set<String> rules() {
        return new TreeSet<>(ArchitectureRules.rules());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_turns_red_on_its_fixtures_and_on_nothing_else(String rule) {
        var broken = breaking(rule);
        assertFalse(broken.isEmpty(), "no fixture breaks " + rule);
        var violations = violations(rule);
        for (var type : broken) {
            assertTrue(
                    violations.stream().anyMatch(line -> names(line, type)),
                    type + " does not break " + rule + ": " + violations);
        }
        for (var line : violations) {
            assertTrue(
                    broken.stream().anyMatch(type -> names(line, type)),
                    rule + " finds fault with something that obeys: " + line);
        }
    }

    @Test
    void fixtures_name_rules_that_exist() {
        fixtures()
                .forEach(type -> assertTrue(
                        rules().containsAll(
                                        List.of(type.getAnnotation(Breaks.class).value())),
                        type.getName()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_faq_has_an_answer_for_each_rule_and_its_link_leads_somewhere(String rule) throws IOException {
        var faq = Files.readString(HOME.resolve("../docs/faq.md"));
        assertTrue(faq.contains("`" + rule + "`"), "docs/faq.md says nothing of " + rule);
        var link = Pattern.compile("docs/(\\S+\\.md)#([a-z-]+)").matcher(message(rule));
        assertTrue(link.find(), "no link");
        var howto = Files.readString(HOME.resolve("../docs").resolve(link.group(1)));
        var anchors = howto.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
        assertTrue(anchors.contains(link.group(2)), link.group() + " leads nowhere; there are " + anchors);
    }

    private static boolean names(String line, Class<?> type) {
        return line.matches("(?s).*" + Pattern.quote(type.getName()) + "\\b.*")
                || line.startsWith("package " + type.getPackageName() + " ");
    }

    private static List<String> violations(String rule) {
        return Arrays.stream(message(rule).split("\n  (?=\\S)")).skip(1).toList();
    }

    private static String message(String rule) {
        try {
            var test = ArchitectureRules.class.getDeclaredMethod(rule);
            return assertThrows(
                            AssertionError.class,
                            () -> {
                                try {
                                    test.invoke(FIXTURE);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            },
                            rule)
                    .getMessage();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> breaking(String rule) {
        return fixtures()
                .filter(type -> Set.of(type.getAnnotation(Breaks.class).value()).contains(rule))
                .collect(Collectors.toList());
    }

    private static Stream<Class<?>> fixtures() {
        return Product.read(CLASSES).stream()
                .filter(type -> type.isAnnotatedWith(Breaks.class))
                .map(type -> type.reflect());
    }
}
