package io.weir.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Modules and packages are in an order: each uses only what lies below it. */
final class OrderTest {

    @TestFactory
    List<DynamicTest> modulesUseOnlyThoseBelowThem() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Weir.Module module : Weir.MODULES) {
            String[] foreign = Weir.MODULES.stream()
                    .filter(other -> !other.equals(module) && !module.uses().contains(other.folder()))
                    .flatMap(other -> List.of(other.patterns()).stream())
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    module.folder(),
                    () -> noClasses()
                            .that()
                            .resideInAnyPackage(module.patterns())
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(foreign)
                            .allowEmptyShould(true)
                            .check(Weir.CLASSES)));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> packagesOfTheApiUseOnlyThoseBelowThem() {
        return orderTests("io.weir.", Weir.API_PACKAGES);
    }

    @TestFactory
    List<DynamicTest> packagesOfTheEngineUseOnlyThoseBelowThem() {
        return orderTests("io.weir.engine.", Weir.ENGINE_PACKAGES);
    }

    @Test
    void everyClassIsInAModuleOfTheMap() {
        String[] known = Weir.MODULES.stream()
                .flatMap(module -> List.of(module.patterns()).stream())
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).allowEmptyShould(true).check(Weir.CLASSES);
    }

    @Test
    void everyPackageOfTheEngineIsInTheOrder() {
        String[] known = Weir.ENGINE_PACKAGES.stream()
                .map(name -> "io.weir.engine." + name + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("io.weir.engine..")
                .should()
                .resideInAnyPackage(known)
                .allowEmptyShould(true)
                .check(Weir.CLASSES);
    }

    @Test
    void everyPackageIsInTheModuleThatTheMapSays() {
        List<String> strays = new ArrayList<>();
        for (Path file : Weir.javaFilesOfTheMap()) {
            Path path = Weir.ROOT.relativize(file);
            String folder = path.getName(0).toString();
            String packageName = packageNameOf(file);
            boolean known = Weir.MODULES.stream()
                    .filter(module -> module.folder().equals(folder))
                    .flatMap(module -> module.packages().stream())
                    .map(name -> "io.weir." + name)
                    .anyMatch(name -> packageName.equals(name) || packageName.startsWith(name + "."));
            if (!known) {
                strays.add(path.toString());
            }
        }
        assertThat(strays).isEmpty();
    }

    /** Without this, a module that is missing from the class path would pass every rule. */
    @Test
    void everyPackageWithSourcesWasImported() {
        Set<String> imported =
                Weir.CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> inSources = Weir.javaFilesOfTheMap().stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .map(OrderTest::packageNameOf)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(imported).containsAll(inSources);
    }

    private static List<DynamicTest> orderTests(String prefix, List<String> bottomUp) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < bottomUp.size() - 1; i++) {
            String lower = bottomUp.get(i);
            String[] higher = bottomUp.subList(i + 1, bottomUp.size()).stream()
                    .map(name -> prefix + name + "..")
                    .toArray(String[]::new);
            tests.add(DynamicTest.dynamicTest(
                    lower,
                    () -> noClasses()
                            .that()
                            .resideInAPackage(prefix + lower + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(higher)
                            .allowEmptyShould(true)
                            .check(Weir.CLASSES)));
        }
        return tests;
    }

    private static String packageNameOf(Path file) {
        Path path = Weir.ROOT.relativize(file);
        // module/src/main/java/io/weir/.../File.java
        Path folder = path.subpath(4, path.getNameCount() - 1);
        return folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
    }
}
