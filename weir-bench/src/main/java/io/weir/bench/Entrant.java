package io.weir.bench;

import java.util.List;
import java.util.Locale;

/**
 * Who does the work in a run.
 *
 * <p>Threading: Immutable.
 *
 * @param kind the program
 * @param tasks how many subtasks each stage has; 1 for a loop
 */
record Entrant(Kind kind, int tasks) {

    /** The programs that are compared. */
    enum Kind {
        /** The loop by hand, with every record allocated: what "a new object for each record" means. */
        LOOP("loop", List.of("-XX:-EliminateAllocations")),
        /** The same loop; the JIT may find out that no record is needed. */
        LOOP_FREE("loop without allocation", List.of()),
        /** The loop with every record allocated, and no checkpoints. */
        LOOP_UNSAVED("loop without checkpoints", List.of("-XX:-EliminateAllocations")),
        /** The loop between Kafka topics, as the JVM runs it by default. */
        LOOP_KAFKA("loop", List.of()),
        WEIR("Weir", List.of());

        private final String label;
        private final List<String> jvmFlags;

        Kind(String label, List<String> jvmFlags) {
            this.label = label;
            this.jvmFlags = jvmFlags;
        }

        List<String> jvmFlags() {
            return jvmFlags;
        }

        /** Returns its name on the command line. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    static Entrant of(Kind kind) {
        return new Entrant(kind, 1);
    }

    static Entrant weir(int tasks) {
        return new Entrant(Kind.WEIR, tasks);
    }

    boolean isLoop() {
        return kind != Kind.WEIR;
    }

    /** Returns its name for people. */
    String label() {
        return isLoop() ? kind.label : kind.label + ", " + tasks + (tasks == 1 ? " task" : " tasks");
    }
}
