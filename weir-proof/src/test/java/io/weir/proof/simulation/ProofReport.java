package io.weir.proof.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the tests leave their figures: {@code target/proof}, and the log of the build. */
final class ProofReport {

    private static final Path FOLDER = Path.of("target", "proof");

    private ProofReport() {}

    static void tell(String line) {
        System.out.println(line);
    }

    static void write(String file, List<String> lines) {
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
