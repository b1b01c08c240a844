package io.weir.proof.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake that somebody could make in one place of the source. Seeds of the simulator find it, or, where the simulator does not come, a test class of the module that
 * it is in.
 *
 * @param name what the mistake is
 * @param origin the invariant, and whose bug it was; at its end, behind a {@code @}, what is to find it
 * @param file below the root of the repository
 * @param original what stands there, once; white space does not matter
 * @param replacement what stands there instead
 */
record Mutant(String name, String origin, String file, String original, String replacement) {

    private static final Pattern ENTRY =
            Pattern.compile("(?ms)^== (\\S+) \\| (.*?)\\n(\\S+)\\n(.*?)\\n=>\\n(.*?)(?=\\n*^== |\\n*\\z)");

    /** Reads the catalogue. */
    static List<Mutant> catalogue(Path file) throws IOException {
        String text = Files.readString(file);
        List<Mutant> mutants = new ArrayList<>();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            mutants.add(new Mutant(entry.group(1), entry.group(2), entry.group(3), entry.group(4), entry.group(5)));
        }
        long headers = text.lines().filter(line -> line.startsWith("== ")).count();
        if (headers != mutants.size()) {
            throw new IllegalStateException(headers + " entries begin, " + mutants.size() + " can be read in " + file);
        }
        return mutants;
    }

    private static final Pattern TEST = Pattern.compile(" @test (\\S+)$");

    /** Returns the test class that must fail with the mistake; empty if seeds must find it. */
    Optional<String> testClass() {
        Matcher test = TEST.matcher(origin);
        return test.find() ? Optional.of(test.group(1)) : Optional.empty();
    }

    /** Returns what the mistake is, without what is to find it. */
    String what() {
        return origin.replaceAll(" @[a-z]+( \\S+)?$", "");
    }

    /** Returns where the tests of the mistake's module are compiled to. */
    Path testClasses(Path root) {
        return root.resolve(file.substring(0, file.indexOf('/'))).resolve("target/test-classes");
    }

    /** Returns the name of the class that the file defines. */
    String className() {
        String path = file.substring(file.indexOf("src/main/java/") + "src/main/java/".length());
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }

    /** Returns the source with the mistake in it. */
    String mutate(Path root) throws IOException {
        String source = Files.readString(root.resolve(file));
        StringBuilder pattern = new StringBuilder();
        for (String word : original.strip().split("\\s+")) {
            pattern.append(pattern.length() == 0 ? "" : "\\s+").append(Pattern.quote(word));
        }
        Matcher place = Pattern.compile(pattern.toString()).matcher(source);
        if (!place.find()) {
            throw new IllegalStateException(
                    "mutant " + name + ": " + file + " has changed, and has no more: " + original);
        }
        int start = place.start();
        int end = place.end();
        if (place.find()) {
            throw new IllegalStateException("mutant " + name + ": stands more than once in " + file + ": " + original);
        }
        return source.substring(0, start) + replacement + source.substring(end);
    }
}
