package io.weir.bench;

import io.weir.bench.nexmark.Checksum;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.EventGenerator;
import io.weir.bench.nexmark.NexmarkRun;
import io.weir.bench.nexmark.Query;
import io.weir.bench.nexmark.ResultTally;
import io.weir.bench.nexmark.WeirNexmark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Runs queries of NEXMark, each run in a JVM of its own, and compares each result with what a plain computation over the same events gives.
 *
 * <p>Threading: confined to one thread.
 */
final class NexmarkBench {

    private final RunOptions options;
    private final int memoryMegabytes;
    private final List<NexmarkEngine> engines;
    private final Rounds rounds;
    private final Set<Query> ofWeir = new WeirNexmark().queries();

    NexmarkBench(RunOptions options, int memoryMegabytes, List<NexmarkEngine> engines) {
        this.options = options;
        this.memoryMegabytes = memoryMegabytes;
        this.engines = engines;
        this.rounds = new Rounds(options);
    }

    /** Compares the results of all keys, and returns whether all were right. */
    boolean verify(List<Query> queries, long events, int tasks, Duration interval) throws Exception {
        boolean right = true;
        for (Query query : queries) {
            Checksum expected = expected(query, events, ResultTally.EVERY_ONE);
            for (NexmarkEngine engine : enginesOf(query)) {
                String label = String.format(Locale.ROOT, "  %-4s %-6s", query.word(), engine.label());
                try {
                    Map<Figure, Double> figures =
                            once(engine, query, events, 0, tasks, interval, ResultTally.EVERY_ONE, expected);
                    System.out.printf(
                            Locale.ROOT,
                            "%s equal: %,.0f results, %s%n",
                            label,
                            figures.getOrDefault(Figure.RESULTS, Double.NaN),
                            expected);
                } catch (IOException e) {
                    right = false;
                    System.out.println(label + " WRONG: " + e.getMessage());
                }
            }
        }
        return right;
    }

    /** Measures, and prints a table. A wrong result ends the benchmark; what a peer cannot do is told. */
    void compare(List<Query> queries, long events, long warmup, int tasks, Duration interval) throws Exception {
        List<NexmarkReport.Row> rows = new ArrayList<>();
        for (Query query : queries) {
            List<NexmarkEngine> contenders = enginesOf(query);
            if (contenders.isEmpty()) {
                continue;
            }
            Checksum expected = expected(query, events + warmup, query.oneIn());
            NexmarkReport.Row row = new NexmarkReport.Row(query);
            for (int round = 1; round <= options.rounds(); round++) {
                for (NexmarkEngine engine : contenders) {
                    String label = query.word() + " " + engine.label();
                    row.add(
                            engine,
                            rounds.undisturbed(
                                    label,
                                    round,
                                    () -> once(
                                            engine,
                                            query,
                                            events + warmup,
                                            warmup,
                                            tasks,
                                            interval,
                                            query.oneIn(),
                                            expected)));
                }
            }
            rows.add(row);
        }
        NexmarkReport report = new NexmarkReport(tasks, interval, engines, rows);
        report.print();
        Path json = options.json();
        if (json != null) {
            report.append(json);
        }
    }

    private List<NexmarkEngine> enginesOf(Query query) {
        return engines.stream()
                .filter(engine -> engine.isPeer() || ofWeir.contains(query))
                .toList();
    }

    private static Checksum expected(Query query, long events, int oneIn) {
        EventGenerator generator = new EventGenerator();
        Iterable<Event> all =
                () -> LongStream.range(0, events).mapToObj(generator::event).iterator();
        return query.expected(all, oneIn);
    }

    private Map<Figure, Double> once(
            NexmarkEngine engine,
            Query query,
            long events,
            long warmup,
            int tasks,
            Duration interval,
            int oneIn,
            Checksum expected)
            throws Exception {
        try (WorkDirectory directory = WorkDirectory.in(options.directory())) {
            String size = memoryMegabytes + "m";
            List<String> jvmFlags = new ArrayList<>(
                    List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"));
            jvmFlags.add("-Djava.io.tmpdir=" + directory.path());
            jvmFlags.addAll(options.jvmFlags());
            NexmarkRun run = new NexmarkRun(query, events, warmup, tasks, interval, oneIn, directory.path());
            try (ChildJvm child = ChildJvm.start(
                    StateBench.classPath(engine.isPeer()), jvmFlags, NexmarkChild.arguments(engine, run, expected))) {
                return child.figures();
            }
        }
    }
}
