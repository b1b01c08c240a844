package io.weir.proof.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mistake that somebody could make in one place of the source.
 *
 * @param name what the mistake is
 * @param origin the invariant, and whose bug it was
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
