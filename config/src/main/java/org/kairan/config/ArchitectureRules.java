package org.kairan.config;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The architecture's rules, one test each, for the module that a subclass stands in: {@code class ArchitectureTest extends ArchitectureRules {}}.
 *
 * <p>A rule's name is the test's name; docs/faq.md says under that name what to do. Fixtures in this module's own tests break each of them. A type is freed from a rule only by {@code @Exempt(rule, because)}.
 */
public abstract class ArchitectureRules {

    private static final String HOWTO = "docs/howto/add-a-module.md#";
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final Set<String> DOORS = Set.of(
            "jakarta.websocket.server.ServerEndpoint",
            "jakarta.servlet.annotation.WebFilter",
            "jakarta.servlet.annotation.WebServlet",
            "jakarta.servlet.annotation.WebListener",
            "jakarta.ws.rs.ApplicationPath");
    private static final Set<String> OBSERVES =
            Set.of("jakarta.enterprise.event.Observes", "jakarta.enterprise.event.ObservesAsync");
    private static final Set<String> LIFE_CYCLE = Set.of(
            "jakarta.enterprise.context.Initialized",
            "jakarta.enterprise.context.BeforeDestroyed",
            "jakarta.enterprise.context.Destroyed");
    private static final List<String> SQL = List.of("org.jdbi.", "java.sql.", "javax.sql.");
    private static final Pattern NAME_NOT_USED =
            Pattern.compile(".*(Impl|Utils?|Helper|Manager|Service|DTO|Dto|VO)|(Base|Abstract)[A-Z].*");
    private static final Set<String> PACKAGE_NOT_USED = Set.of("util", "utils", "common", "misc");

    private final Product product;

    protected ArchitectureRules() {
        product = Product.beside(getClass());
    }

    ArchitectureRules(Product product) {
        this.product = product;
    }

    @Test
    void aModuleKnowsOnlyCoreAndItself() {
        check(
                "star",
                types("aModuleKnowsOnlyCoreAndItself")
                        .flatMap(type -> targets(type)
                                .filter(target -> !product.module(target).equals(product.module(type))
                                        && !product.module(target).equals("core"))
                                .map(target -> type.getName() + " knows " + target.getName())));
    }

    @Test
    void packagesAreFreeOfCycles() {
        var rule = SlicesRuleDefinition.slices()
                .matching(product.root() + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
        check("inside", rule.evaluate(classes("packagesAreFreeOfCycles")).getFailureReport().getDetails().stream());
    }

    @Test
    void dependenciesPointInwards() {
        var outside = Map.of("control", Set.of("boundary"), "entity", Set.of("boundary", "control"));
        check(
                "inside",
                types("dependenciesPointInwards")
                        .flatMap(type -> targets(type)
                                .filter(target -> product.module(target).equals(product.module(type))
                                        && outside.getOrDefault(product.layer(type), Set.of())
                                                .contains(product.layer(target)))
                                .map(target -> type.getName() + " points outwards to " + target.getName())));
    }

    @Test
    void pathsAndTransactionsStandInBoundary() {
        check(
                "inside",
                types("pathsAndTransactionsStandInBoundary")
                        .filter(type -> !product.layer(type).equals("boundary"))
                        .flatMap(type -> Stream.of(PATH, TRANSACTIONAL)
                                .filter(annotation -> !(annotation.equals(PATH) && isIn(type, "webapp", "edge")))
                                .filter(annotation -> carries(type, annotation))
                                .map(annotation ->
                                        type.getName() + " has " + simple(annotation) + " outside of boundary")));
    }

    @Test
    void sqlStandsInEntity() {
        check(
                "database",
                types("sqlStandsInEntity")
                        .flatMap(type -> targets(type, target -> true)
                                .filter(target -> {
                                    var start = isIn(type, "webapp", "start");
                                    var sql = SQL.stream().anyMatch(target.getName()::startsWith);
                                    return (sql
                                                    && !start
                                                    && !product.layer(type).equals("entity"))
                                            || (target.getName().startsWith("org.flywaydb.") && !start)
                                            || target.getName().startsWith("jakarta.persistence.");
                                })
                                .map(target -> type.getName() + " uses " + target.getName())));
    }

    @Test
    void doorsStandInWebapp() {
        check(
                "edge",
                types("doorsStandInWebapp")
                        .filter(type -> !product.module(type).equals("webapp"))
                        .flatMap(type -> DOORS.stream()
                                .filter(type::isAnnotatedWith)
                                .map(door -> type.getName() + " has " + simple(door))));
    }

    @Test
    void resourcesShowNoEntities() {
        check(
                "resource",
                types("resourcesShowNoEntities")
                        .filter(type -> type.isAnnotatedWith(PATH))
                        .flatMap(type -> type.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                                .flatMap(method -> shown(method)
                                        .filter(shown -> product.layer(shown).equals("entity"))
                                        .map(shown -> type.getName() + "." + method.getName() + " shows "
                                                + shown.getName()))));
    }

    @Test
    void pathsBeginWithTheModulesId() {
        check(
                "resource",
                types("pathsBeginWithTheModulesId")
                        .filter(type -> type.isAnnotatedWith(PATH)
                                && !product.module(type).equals("webapp"))
                        .flatMap(type -> paths(type)
                                .filter(path -> !path.startsWith("/" + product.module(type) + "/"))
                                .map(path -> type.getName() + " answers at " + path)));
    }

    @Test
    void anInterfaceHasTwoImplementationsOrIsAnSpi() {
        check(
                "names",
                types("anInterfaceHasTwoImplementationsOrIsAnSpi")
                        .filter(type -> type.isInterface()
                                && !type.isAnnotation()
                                && !product.module(type).equals("core")
                                && !type.reflect().isSealed())
                        .flatMap(type -> {
                            var implementations = type.getAllSubclasses().stream()
                                    .filter(sub -> !sub.isInterface())
                                    .count();
                            var function = type.getAllMethods().stream()
                                            .filter(method ->
                                                    method.getModifiers().contains(JavaModifier.ABSTRACT))
                                            .count()
                                    == 1;
                            // One that no class implements and that has one method is a function's form: lambdas are
                            // its implementations.
                            return implementations >= 2 || (implementations == 0 && function)
                                    ? Stream.empty()
                                    : Stream.of(type.getName() + " has " + implementations + " implementations");
                        }));
    }

    @Test
    void observersTakeEventsOfCore() {
        check(
                "events",
                types("observersTakeEventsOfCore")
                        .flatMap(type -> type.getMethods().stream()
                                .flatMap(method -> method.getParameters().stream())
                                .filter(parameter -> OBSERVES.stream().anyMatch(parameter::isAnnotatedWith))
                                .filter(parameter -> !isEventOfCore(parameter.getRawType())
                                        && !(product.module(type).equals("webapp") && isLifeCycle(parameter)))
                                .map(parameter -> type.getName() + "."
                                        + parameter.getOwner().getName() + " observes "
                                        + parameter.getRawType().getName())));
    }

    @Test
    void timeComesFromTheClock() {
        check(
                "time",
                types("timeComesFromTheClock")
                        .filter(type -> !isIn(type, "webapp", "start"))
                        .flatMap(type -> accesses(type)
                                .filter(ArchitectureRules::tellsTheTime)
                                .map(access -> access.getDescription())));
    }

    @Test
    void nothingIsPrinted() {
        check(
                "errors",
                types("nothingIsPrinted")
                        .flatMap(type -> accesses(type)
                                .filter(access -> (access.getTargetOwner().isEquivalentTo(System.class)
                                                && Set.of("out", "err")
                                                        .contains(access.getTarget()
                                                                .getName()))
                                        || (access.getTargetOwner().isAssignableTo(Throwable.class)
                                                && access.getTarget().getName().equals("printStackTrace")))
                                .map(access -> access.getDescription())));
    }

    @Test
    void noCatchAllSwallows() {
        var checked = types("noCatchAllSwallows").map(JavaClass::getName).collect(Collectors.toSet());
        check(
                "errors",
                Product.files(product.classFolder(), ".class").stream()
                        .flatMap(file -> Catches.swallowed(file).stream())
                        .filter(line -> checked.contains(line.substring(0, line.lastIndexOf('.', line.indexOf(' '))))));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        check("names", Sources.silentPackages(product).stream());
    }

    @Test
    void publicTypesSayTheirDuty() {
        check("names", Sources.silentTypes(product).stream());
    }

    @Test
    void namesSayWhatAThingIs() {
        check(
                "names",
                types("namesSayWhatAThingIs")
                        .flatMap(type -> Stream.concat(
                                        Stream.of(type.getSimpleName())
                                                .filter(name -> NAME_NOT_USED
                                                        .matcher(name)
                                                        .matches()),
                                        Arrays.stream(type.getPackageName().split("\\."))
                                                .filter(PACKAGE_NOT_USED::contains)
                                                .map(name -> "package " + name))
                                .map(name -> type.getName() + ": " + name + " is not used as a name")));
    }

    @Test
    void coreKnowsOnlyTheJdk() {
        check(
                "star",
                types("coreKnowsOnlyTheJdk")
                        .filter(type -> product.module(type).equals("core"))
                        .flatMap(type -> targets(type, target -> true)
                                .filter(target -> !target.getPackageName().isEmpty()
                                        && !target.getPackageName().equals("java")
                                        && !target.getPackageName().startsWith("java.")
                                        && !(product.holds(target)
                                                && product.module(target).equals("core")))
                                .map(target -> type.getName() + " knows " + target.getName())));
    }

    @Test
    void coreHoldsOnlyPortsValuesAndEvents() {
        check(
                "star",
                types("coreHoldsOnlyPortsValuesAndEvents")
                        .filter(type -> product.module(type).equals("core"))
                        .flatMap(type -> Stream.concat(
                                        type.getAnnotations().stream(),
                                        type.getMembers().stream().flatMap(member -> member.getAnnotations().stream()))
                                .map(annotation -> annotation.getRawType().getName())
                                .filter(name -> name.startsWith("jakarta."))
                                .distinct()
                                .map(name -> type.getName() + " has " + simple(name))));
    }

    @Test
    void coreStaysSmall() {
        check(
                "star",
                types("coreStaysSmall")
                        .filter(type -> product.module(type).equals("core") && type.isTopLevelClass())
                        .sorted(Comparator.comparing(JavaClass::getSimpleName))
                        .skip(product.coreBudget())
                        .map(type -> type.getName() + " is one type more than the " + product.coreBudget()
                                + " that core may have"));
    }

    @Test
    void exemptionsNameARuleAndAReason() {
        check(
                "exempt",
                product.classes().stream()
                        .flatMap(type -> exemption(type)
                                .filter(exempt -> !rules().contains(text(exempt, "rule"))
                                        || text(exempt, "because").length() < 10)
                                .stream()
                                .map(exempt -> type.getName() + " is exempt from '" + text(exempt, "rule")
                                        + "' because '" + text(exempt, "because") + "'")));
    }

    /** Gives the names of all rules. */
    static Set<String> rules() {
        return Arrays.stream(ArchitectureRules.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(java.lang.reflect.Method::getName)
                .collect(Collectors.toSet());
    }

    private static void check(String section, Stream<String> violations) {
        var found = violations.distinct().sorted().toList();
        if (!found.isEmpty()) {
            throw new AssertionError("see " + HOWTO + section + " and, under this test's name, docs/faq.md\n"
                    + found.stream().map(line -> line.replace("\n", "\n    ")).collect(joining("\n  ", "  ", "")));
        }
    }

    private JavaClasses classes(String rule) {
        return product.classes()
                .that(DescribedPredicate.describe(
                        "of the product and not exempt", type -> product.holds(type) && !isExempt(type, rule)));
    }

    private Stream<JavaClass> types(String rule) {
        return classes(rule).stream().filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private boolean isExempt(JavaClass type, String rule) {
        return exemption(type)
                        .filter(exempt -> text(exempt, "rule").equals(rule))
                        .isPresent()
                || type.getEnclosingClass()
                        .filter(outer -> isExempt(outer, rule))
                        .isPresent();
    }

    private Optional<JavaAnnotation<JavaClass>> exemption(JavaClass type) {
        return type.tryGetAnnotationOfType(product.root() + ".core.Exempt");
    }

    private static String text(JavaAnnotation<?> annotation, String property) {
        return annotation.get(property).map(Object::toString).orElse("");
    }

    private boolean isIn(JavaClass type, String module, String layer) {
        return product.module(type).equals(module) && product.layer(type).equals(layer);
    }

    private Stream<JavaClass> targets(JavaClass type) {
        return targets(type, product::holds);
    }

    private static Stream<JavaClass> targets(JavaClass type, Predicate<JavaClass> wanted) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(wanted)
                .distinct();
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return type.getAccessesFromSelf().stream();
    }

    private static boolean carries(JavaClass type, String annotation) {
        return type.isAnnotatedWith(annotation)
                || type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(annotation));
    }

    private static String simple(String annotation) {
        return "@" + annotation.substring(annotation.lastIndexOf('.') + 1);
    }

    private boolean isEventOfCore(JavaClass event) {
        return product.holds(event) && product.module(event).equals("core");
    }

    private static boolean isLifeCycle(JavaParameter parameter) {
        return parameter.getRawType().getName().startsWith("jakarta.")
                || LIFE_CYCLE.stream().anyMatch(parameter::isAnnotatedWith);
    }

    private static boolean tellsTheTime(JavaAccess<?> access) {
        var owner = access.getTargetOwner().getName();
        var name = access.getTarget().getName();
        var parameters = access.getTarget()
                        instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.<String>of();
        return (owner.startsWith("java.time.") && name.equals("now") && !parameters.contains("java.time.Clock"))
                || (owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick")))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                || (owner.equals("java.util.Date") && name.equals("<init>") && parameters.isEmpty())
                || (owner.equals("java.util.Calendar") && name.equals("getInstance"));
    }

    /** Gives the product's types that a method shows to clients: in its signature, in its declared answers, and within what these consist of. */
    private Stream<JavaClass> shown(JavaMethod method) {
        var open = new ArrayDeque<JavaClass>();
        Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .map(JavaType::getAllInvolvedRawTypes)
                .forEach(open::addAll);
        method.getAnnotations()
                .forEach(annotation -> annotation.getProperties().values().stream()
                        .filter(JavaClass.class::isInstance)
                        .map(JavaClass.class::cast)
                        .forEach(open::add));
        var seen = new HashSet<JavaClass>();
        while (!open.isEmpty()) {
            var type = open.pop().getBaseComponentType();
            if (product.holds(type) && seen.add(type) && product.layer(type).equals("boundary")) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .map(JavaField::getType)
                        .map(JavaType::getAllInvolvedRawTypes)
                        .forEach(open::addAll);
            }
        }
        return seen.stream();
    }

    private static Stream<String> paths(JavaClass resource) {
        Function<JavaAnnotation<?>, String> value = annotation -> text(annotation, "value");
        var head = "/"
                + resource.getAnnotations().stream()
                        .filter(a -> a.getRawType().getName().equals(PATH))
                        .map(value)
                        .findFirst()
                        .orElse("");
        var paths = new ArrayList<String>();
        for (var method : resource.getMethods()) {
            if (method.getAnnotations().stream()
                    .anyMatch(a -> a.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod"))) {
                paths.add((head + "/"
                                + method.getAnnotations().stream()
                                        .filter(a -> a.getRawType().getName().equals(PATH))
                                        .map(value)
                                        .findFirst()
                                        .orElse(""))
                        .replaceAll("/+", "/"));
            }
        }
        return paths.stream();
    }
}
