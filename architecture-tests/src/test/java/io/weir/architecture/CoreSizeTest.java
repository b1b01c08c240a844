package io.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user must have, the API and the engine, stays small. */
final class CoreSizeTest {

    private static final long BYTES_MAX = 3_000_000;

    private static final List<String> CORE = List.of("weir-api", "weir-engine");

    @TempDir
    private Path folder;

    @Test
    void theJarsOfTheCoreTogetherHaveAtMostThreeMegabytes() throws IOException {
        long total = 0;
        for (String module : CORE) {
            long size = jarSize(Weir.ROOT.resolve(module).resolve("target/classes"));
            // So much at least has each: nothing was measured if it is less.
            assertThat(size).as("jar of " + module).isGreaterThan(50_000);
            total += size;
        }
        assertThat(total).as("bytes of the jars of " + CORE).isLessThanOrEqualTo(BYTES_MAX);
    }

    @Test
    void aJarThatIsTooLargeIsSeen() throws IOException {
        byte[] incompressible = new byte[(int) BYTES_MAX];
        new Random(1).nextBytes(incompressible);
        Files.write(folder.resolve("Large.class"), incompressible);
        assertThat(jarSize(folder)).isGreaterThan(BYTES_MAX);
    }

    /** Packs the classes as the build does: when tests run, it may not have done so yet. */
    private static long jarSize(Path classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return bytes.size();
    }
}
