package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Below the packages {@code worker} and {@code local}, the engine is a function of what it is given: one seed replays one
 * run. Clocks, chance, threads, files and sockets come in as parameters and ports.
 */
final class DeterminismTest {

    /** Matches an access whose target is a member of {@code owner} or of a type below it; {@code "*"} is any member. */
    private record Member(String owner, String name) {

        boolean matches(AccessTarget target) {
            // An EnumSet is walked in the order of its constants, on every JVM.
            if (!target.getOwner().isAssignableTo(owner) || target.getOwner().isAssignableTo(EnumSet.class)) {
                return false;
            }
            return name.equals("*")
                    || name.equals(target.getName())
                    || (name.startsWith("*") && target.getName().endsWith(name.substring(1)));
        }
    }

    private static final List<Member> CLOCKS = List.of(
            new Member("java.lang.System", "currentTimeMillis"),
            new Member("java.lang.System", "nanoTime"),
            new Member("java.time.Instant", "now"),
            new Member("java.time.LocalDate", "now"),
            new Member("java.time.LocalTime", "now"),
            new Member("java.time.LocalDateTime", "now"),
            new Member("java.time.OffsetTime", "now"),
            new Member("java.time.OffsetDateTime", "now"),
            new Member("java.time.ZonedDateTime", "now"),
            new Member("java.time.Year", "now"),
            new Member("java.time.YearMonth", "now"),
            new Member("java.time.Clock", "*"),
            new Member("java.time.ZoneId", "systemDefault"),
            new Member("java.util.Date", "*"),
            new Member("java.util.Calendar", "*"),
            new Member("java.util.TimeZone", "getDefault"));

    private static final List<Member> CHANCE = List.of(
            new Member("java.lang.Math", "random"),
            new Member("java.lang.StrictMath", "random"),
            new Member("java.util.UUID", "randomUUID"),
            new Member("java.util.Collections", "shuffle"),
            new Member("java.lang.System", "identityHashCode"));

    private static final List<Member> THREADS = List.of(
            new Member("java.lang.Thread", "<init>"),
            new Member("java.lang.Thread", "start"),
            new Member("java.lang.Thread", "startVirtualThread"),
            new Member("java.lang.Thread", "ofPlatform"),
            new Member("java.lang.Thread", "ofVirtual"),
            new Member("java.lang.Thread", "sleep"),
            new Member("java.lang.Thread", "yield"),
            new Member("java.lang.Thread", "join"),
            new Member("java.lang.Thread", "onSpinWait"),
            new Member("java.util.concurrent.CompletableFuture", "*Async"),
            new Member("java.util.concurrent.CompletableFuture", "orTimeout"),
            new Member("java.util.concurrent.CompletableFuture", "completeOnTimeout"),
            new Member("java.util.concurrent.CompletableFuture", "delayedExecutor"),
            new Member("java.util.Collection", "parallelStream"),
            new Member("java.util.stream.BaseStream", "parallel"),
            new Member("java.util.Arrays", "parallelSort"),
            new Member("java.util.Arrays", "parallelPrefix"),
            new Member("java.util.Arrays", "parallelSetAll"));

    private static final List<Member> FILES = List.of(
            new Member("java.nio.file.Files", "*"),
            new Member("java.nio.file.Path", "toRealPath"),
            new Member("java.nio.file.Path", "toAbsolutePath"),
            new Member("java.nio.file.Path", "register"));

    /** Types that may not even be named. */
    private static final List<String> TYPES = List.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.net.DatagramSocket",
            "java.net.ServerSocket",
            "java.net.Socket",
            "java.net.URLConnection",
            "java.net.http.HttpClient",
            "java.nio.channels.Channel",
            "java.nio.channels.Selector",
            "java.security.SecureRandom",
            "java.util.Timer",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ThreadFactory",
            "java.util.concurrent.ThreadLocalRandom");

    /**
     * The order in which these are walked differs from one JVM to the next: the immutable sets and maps of the JDK are
     * salted, the others go by address. Use {@code List.of}, {@code LinkedHashMap} or {@code TreeMap}. An empty
     * {@code Map.of()} is the same method: {@code Collections.emptyMap()} instead.
     */
    private static final List<Member> UNORDERED = List.of(
            new Member("java.util.Set", "of"),
            new Member("java.util.Set", "copyOf"),
            new Member("java.util.Map", "of"),
            new Member("java.util.Map", "ofEntries"),
            new Member("java.util.Map", "copyOf"),
            new Member("java.util.stream.Collectors", "toUnmodifiableSet"),
            new Member("java.util.stream.Collectors", "toUnmodifiableMap"),
            new Member("java.util.IdentityHashMap", "*"));

    @Test
    void engineReadsNoClock() {
        checkDrivenPackages("clock", calls(CLOCKS));
    }

    @Test
    void engineTakesNoChances() {
        checkDrivenPackages("chance", calls(CHANCE));
    }

    @Test
    void engineMakesNoRandomSourceWithoutASeed() {
        checkDrivenPackages(
                "random source without a seed",
                javaClass -> accesses(javaClass)
                        .filter(access -> access.getTarget() instanceof AccessTarget.ConstructorCallTarget target
                                && (target.getOwner().isEquivalentTo(Random.class)
                                        || target.getOwner().isEquivalentTo(SplittableRandom.class))
                                && target.getRawParameterTypes().isEmpty())
                        .map(JavaAccess::getDescription));
    }

    @Test
    void engineStartsNoThreadAndNeverWaits() {
        checkDrivenPackages("thread", calls(THREADS));
    }

    @Test
    void engineOpensNoFileAndNoSocket() {
        checkDrivenPackages("file", calls(FILES));
    }

    @Test
    void engineNamesNoTypeOfTheOutsideWorld() {
        Predicate<JavaClass> banned = type -> TYPES.stream().anyMatch(type::isAssignableTo);
        checkDrivenPackages(
                "type of the outside world",
                javaClass -> javaClass.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                banned.test(dependency.getTargetClass().getBaseComponentType()))
                        .map(Dependency::getDescription));
    }

    @Test
    void engineWalksNothingInAnOrderThatDiffersBetweenRuns() {
        classes()
                .that()
                .resideInAPackage("io.weir.engine..")
                .should(Weir.haveNone("collection of unstable order", calls(UNORDERED)))
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }

    private static void checkDrivenPackages(String description, Function<JavaClass, Stream<String>> complaints) {
        classes()
                .that()
                .resideInAPackage("io.weir.engine..")
                .and()
                .resideOutsideOfPackages("io.weir.engine.worker..", "io.weir.engine.local..")
                .should(Weir.haveNone(description, complaints))
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }

    /** Calls and method references to any of {@code members}. */
    private static Function<JavaClass, Stream<String>> calls(List<Member> members) {
        return javaClass -> accesses(javaClass)
                .filter(access -> members.stream().anyMatch(member -> member.matches(access.getTarget())))
                .map(JavaAccess::getDescription);
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass javaClass) {
        return javaClass.getAccessesFromSelf().stream();
    }
}
