package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything else has one owner: what two threads share is in few classes, which the stress tests cover. */
final class SharedMemoryTest {

    private static final List<String> SHARING_PACKAGES =
            List.of("java.util.concurrent.atomic", "java.util.concurrent.locks");

    private static final DescribedPredicate<JavaClass> SINGLE_OWNER =
            new DescribedPredicate<>(
                    "are not in exchange, worker or local, nor a mailbox, nor the façade that users' threads call") {
                @Override
                public boolean test(JavaClass javaClass) {
                    boolean sharing = Stream.of("exchange", "worker", "local")
                            .map(name -> "io.weir.engine." + name)
                            .anyMatch(name -> javaClass.getPackageName().equals(name)
                                    || javaClass.getPackageName().startsWith(name + "."));
                    String outermost = outermost(javaClass).getName();
                    return !sharing && !outermost.endsWith("Mailbox") && !outermost.equals("io.weir.engine.job.Job");
                }
            };

    @Test
    void onlyTheSharingPackagesHaveVolatileFields() {
        check(
                "volatile field",
                javaClass -> javaClass.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                        .map(field -> field.getFullName() + " is volatile"));
    }

    @Test
    void onlyTheSharingPackagesHaveSynchronizedMethods() {
        check(
                "synchronized method",
                javaClass -> javaClass.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .map(method -> method.getFullName() + " is synchronized"));
    }

    @Test
    void onlyTheSharingPackagesUseAtomicsAndLocks() {
        check(
                "atomic, lock or VarHandle",
                javaClass -> javaClass.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> shares(dependency.getTargetClass().getBaseComponentType()))
                        .filter(dependency -> !viewsBytes(dependency))
                        .map(Dependency::getDescription));
    }

    private static boolean shares(JavaClass type) {
        return type.getFullName().equals("java.lang.invoke.VarHandle")
                || SHARING_PACKAGES.contains(type.getPackageName());
    }

    /** The codecs, and the hash of keys in a base, read and write the numbers in their own byte arrays through a VarHandle: nothing is shared. */
    private static boolean viewsBytes(Dependency dependency) {
        JavaClass origin = dependency.getOriginClass();
        return (origin.getPackageName().equals("io.weir.serde")
                        || origin.getFullName().equals("io.weir.engine.flat.FlatCodec")
                        || origin.getFullName().equals("io.weir.engine.journal.KeyHash"))
                && dependency.getTargetClass().getFullName().equals("java.lang.invoke.VarHandle");
    }

    private static JavaClass outermost(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(SharedMemoryTest::outermost).orElse(javaClass);
    }

    private static void check(String description, Function<JavaClass, Stream<String>> complaints) {
        classes()
                .that()
                .resideInAnyPackage(Stream.of(Weir.API, Weir.ENGINE)
                        .flatMap(module -> Stream.of(module.patterns()))
                        .toArray(String[]::new))
                .and(SINGLE_OWNER)
                .should(Weir.haveNone(description, complaints))
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }
}
