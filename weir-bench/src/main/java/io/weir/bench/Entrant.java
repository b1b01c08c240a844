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
        WEIR("Weir", List.of()),
        FLINK("Flink", "flink", List.of()),
        /** Hazelcast Jet, with the flags that its documentation asks for. */
        JET(
                "Jet",
                "jet",
                List.of(
                        "--add-modules=java.se",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.management/sun.management=ALL-UNNAMED",
                        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED")),
        KAFKA_STREAMS("Kafka Streams", "streams", List.of());

        private final String label;
        private final String module;
        private final List<String> jvmFlags;

        Kind(String label, List<String> jvmFlags) {
            this(label, "", jvmFlags);
        }

        Kind(String label, String module, List<String> jvmFlags) {
            this.label = label;
            this.module = module;
            this.jvmFlags = jvmFlags;
        }

        /** Returns whether it is another engine, which is on the class path of its own JVMs only. */
        boolean isPeer() {
            return !module.isEmpty();
        }

        /** Returns a peer's name for {@code PEERS}, which is the end of the name of its module. */
        String module() {
            return module;
        }

        List<String> jvmFlags() {
            return jvmFlags;
        }

        /** Returns its name for people. */
        String label() {
            return label;
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
        return kind != Kind.WEIR && !kind.isPeer();
    }

    /** Returns whether it is the loop that others are compared with. */
    boolean isReference() {
        return kind == Kind.LOOP || kind == Kind.LOOP_KAFKA;
    }

    /** Returns its name for people. */
    String label() {
        return isLoop() ? kind.label : kind.label + ", " + tasks + (tasks == 1 ? " task" : " tasks");
    }
}
