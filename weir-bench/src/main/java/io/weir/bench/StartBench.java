package io.weir.bench;

import java.util.List;
import java.util.Map;

/**
 * Measures how long a program in a new JVM takes from {@code main} to its first result.
 *
 * <p>Threading: confined to one thread.
 */
final class StartBench {

    private final RunOptions options;

    StartBench(RunOptions options) {
        this.options = options;
    }

    List<Run> runs(long keys) throws Exception {
        return new Rounds(options).run(List.of(Entrant.weir(1)), entrant -> once(keys));
    }

    private Map<Figure, Double> once(long keys) throws Exception {
        try (WorkDirectory directory = WorkDirectory.in(options.directory());
                ChildJvm child = ChildJvm.startProgram(
                        StartProgram.class,
                        // With what its logger says by default it would measure the terminal too.
                        List.of("-Dlogback.configurationFile=" + Bench.LOG_SETTINGS),
                        List.of(directory.path().resolve("journal").toString(), Long.toString(keys)))) {
            return child.figures();
        }
    }
}
