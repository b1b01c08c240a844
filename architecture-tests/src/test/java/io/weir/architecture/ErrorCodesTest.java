package io.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever looks up a code in an error finds it explained. */
final class ErrorCodesTest {

    /** A code is written as a literal argument at the end of a line, which is where the formatter puts it. */
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\",\\s*$", Pattern.MULTILINE);

    @Test
    void everyCodeIsExplainedInTheDocs() throws IOException {
        String explained = Files.readString(root().resolve("docs/errors.md"));
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> modules = Files.list(root())) {
            modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .forEach(sources -> codesIn(sources).stream()
                            .filter(code -> !explained.contains("| `" + code + "` |"))
                            .forEach(missing::add));
        }
        assertThat(missing).as("codes without an entry in docs/errors.md").isEmpty();
    }

    private static Set<String> codesIn(Path sources) {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Matcher matcher = CODE.matcher(text);
                while (text.contains("WeirException") && matcher.find()) {
                    codes.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return codes;
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
