package io.weir.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The map of Weir: its modules, the packages of each, and the order among them, with the classes and files they hold.
 *
 * <p>Threading: Immutable.
 */
final class Weir {

    /**
     * A Maven module.
     *
     * @param folder below the root of the repository
     * @param packages the names of its top packages below {@code io.weir}
     * @param uses the folders of the modules whose classes it may use
     */
    record Module(String folder, List<String> packages, List<String> uses) {

        /** The packages and all below them, as ArchUnit writes it. */
        String[] patterns() {
            return packages.stream().map(name -> "io.weir." + name + "..").toArray(String[]::new);
        }
    }

    /** Bottom up: each uses only those before it. */
    static final List<String> API_PACKAGES = List.of(
            "error",
            "time",
            "serde",
            "runtime",
            "async",
            "state",
            "aggregate",
            "window",
            "deadletter",
            "source",
            "sink",
            "graph",
            "join",
            "pipeline");

    /** Bottom up: each uses only those before it. */
    static final List<String> ENGINE_PACKAGES = List.of(
            "port",
            "inlining",
            "flat",
            "item",
            "time",
            "latency",
            "exchange",
            "journal",
            "state",
            "operator",
            "window",
            "async",
            "task",
            "checkpoint",
            "commit",
            "plan",
            "worker",
            "local",
            "inspect",
            "job");

    static final Module API = new Module("weir-api", API_PACKAGES, List.of());
    static final Module ENGINE = new Module("weir-engine", List.of("engine"), List.of("weir-api"));

    static final List<Module> MODULES = List.of(
            API,
            ENGINE,
            new Module("weir-serde-avro", List.of("avro"), List.of("weir-api")),
            new Module("weir-serde-json", List.of("json"), List.of("weir-api")),
            new Module("weir-serde-protobuf", List.of("protobuf"), List.of("weir-api")),
            new Module("weir-sketches", List.of("sketches"), List.of("weir-api")),
            new Module("weir-connector-basic", List.of("basic"), List.of("weir-api")),
            new Module("weir-connector-jdbc", List.of("jdbc"), List.of("weir-api")),
            new Module("weir-connector-kafka", List.of("kafka"), List.of("weir-api")),
            new Module("weir-connector-files", List.of("files"), List.of("weir-api")),
            new Module("weir-parquet", List.of("parquet"), List.of("weir-api", "weir-connector-files")),
            new Module("weir-state-rocksdb", List.of("rocksdb"), List.of("weir-api", "weir-engine")),
            new Module("weir-kafka-broker", List.of("broker"), List.of()),
            new Module("weir-database-server", List.of("database"), List.of()),
            new Module("weir-store-s3", List.of("s3"), List.of("weir-api", "weir-engine")),
            new Module("weir-s3-server", List.of("s3server"), List.of()),
            new Module("weir-testkit", List.of("testkit"), List.of("weir-api", "weir-engine")),
            new Module(
                    "weir-proof",
                    List.of("proof"),
                    List.of(
                            "weir-api",
                            "weir-engine",
                            "weir-connector-basic",
                            "weir-connector-files",
                            "weir-connector-jdbc",
                            "weir-connector-kafka",
                            "weir-testkit")),
            new Module("weir-siege", List.of("siege"), List.of()),
            new Module(
                    "weir-cli",
                    List.of("cli"),
                    List.of(
                            "weir-api",
                            "weir-engine",
                            "weir-connector-basic",
                            "weir-connector-kafka",
                            "weir-testkit",
                            "weir-proof",
                            "weir-store-s3",
                            "weir-kafka-broker")),
            new Module(
                    "weir-bench",
                    List.of("bench"),
                    List.of(
                            "weir-api",
                            "weir-engine",
                            "weir-connector-basic",
                            "weir-connector-jdbc",
                            "weir-connector-kafka",
                            "weir-connector-files",
                            "weir-parquet",
                            "weir-kafka-broker",
                            "weir-database-server")),
            new Module(
                    "examples",
                    List.of("examples"),
                    List.of(
                            "weir-api",
                            "weir-engine",
                            "weir-connector-basic",
                            "weir-connector-jdbc",
                            "weir-connector-kafka",
                            "weir-connector-files",
                            "weir-parquet",
                            "weir-kafka-broker",
                            "weir-database-server")));

    /** Built in a profile only, so that nothing else gets what they depend on: their classes are not among {@link #CLASSES}. */
    private static final Set<Path> PEERS =
            Set.of(Path.of("weir-bench-flink"), Path.of("weir-bench-jet"), Path.of("weir-bench-streams"));

    /** Every class of every module, without those of tests. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.weir");

    static final Path ROOT = root();

    private Weir() {}

    /** The Java files below {@code folder}, as in {@code src/main/java}, of every module. */
    static List<Path> javaFiles(String folder) {
        List<Path> files = new ArrayList<>();
        for (Path module : modulesOnDisk()) {
            Path start = module.resolve(folder);
            if (Files.isDirectory(start)) {
                try (Stream<Path> tree = Files.walk(start)) {
                    tree.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    /** The Java files below {@code src/main/java} of the modules that every build has. */
    static List<Path> javaFilesOfTheMap() {
        return javaFiles("src/main/java").stream()
                .filter(file -> !PEERS.contains(ROOT.relativize(file).getName(0)))
                .toList();
    }

    /** A condition that a class violates once for each text that {@code complaints} returns. */
    static ArchCondition<JavaClass> haveNone(String description, Function<JavaClass, Stream<String>> complaints) {
        return new ArchCondition<>("have no " + description) {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                complaints
                        .apply(javaClass)
                        .forEach(complaint -> events.add(SimpleConditionEvent.violated(javaClass, complaint)));
            }
        };
    }

    private static List<Path> modulesOnDisk() {
        try (Stream<Path> children = Files.list(ROOT)) {
            return children.filter(child -> Files.exists(child.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder .mvn above the working directory");
            }
        }
        return folder;
    }
}
