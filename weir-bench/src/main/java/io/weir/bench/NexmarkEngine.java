package io.weir.bench;

import io.weir.bench.nexmark.NexmarkProgram;
import io.weir.bench.nexmark.WeirNexmark;
import java.util.Locale;
import java.util.ServiceLoader;

/** Who runs the queries of NEXMark. */
enum NexmarkEngine {
    WEIR("Weir"),
    FLINK("Flink");

    private final String label;

    NexmarkEngine(String label) {
        this.label = label;
    }

    /** Returns its name for people. */
    String label() {
        return label;
    }

    /** Returns its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isPeer() {
        return this != WEIR;
    }

    /** Makes its program, in a JVM that has it on the class path. */
    NexmarkProgram program() {
        if (!isPeer()) {
            return new WeirNexmark();
        }
        return ServiceLoader.load(NexmarkProgram.Provider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("its engine is not on the class path"))
                .make();
    }
}
