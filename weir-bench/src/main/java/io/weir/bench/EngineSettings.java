package io.weir.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings that contenders have told, each once.
 *
 * <p>Threading: Thread-safe.
 */
final class EngineSettings {

    private static final Set<String> SEEN = new LinkedHashSet<>();

    private EngineSettings() {}

    /** Prints a line of settings that was not seen before. */
    static void note(String line) {
        synchronized (SEEN) {
            if (SEEN.add(line)) {
                System.out.println("    " + line);
            }
        }
    }

    /** Prints with which flags the JVMs of a kind run, unless that was seen before. */
    static void noteFlags(Entrant.Kind kind, List<String> jvmFlags) {
        note(kind.label() + ": JVM flags " + String.join(" ", jvmFlags));
    }

    /** Returns all that were told, in the order in which they were. */
    static List<String> seen() {
        synchronized (SEEN) {
            return List.copyOf(SEEN);
        }
    }
}
