package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.KeySequence.Distribution;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how much state costs, and how much checkpoints of it: each run in a JVM of its own, all programs and intervals in turns.
 *
 * <p>Threading: confined to one thread.
 */
final class StateBench {

    private final RunOptions options;
    private final StateMeasurement measurement;
    private final int memoryMegabytes;
    private final Rounds rounds;

    /**
     * What is compared.
     *
     * @param ratePerSecond how many records the source gives at most: see {@link StateSettings}
     * @param overheadMax how much of the tasks' time Weir's checkpoints may take: see {@link StateSettings}
     * @param rounds how often Weir runs
     * @param peerRounds how often the others do
     */
    record Case(
            long keys,
            Distribution distribution,
            double ratePerSecond,
            double overheadMax,
            List<Duration> intervals,
            List<StateContender> contenders,
            int rounds,
            int peerRounds) {

        /** As many records as are taken, and checkpoints as often as the interval says. */
        Case(
                long keys,
                Distribution distribution,
                List<Duration> intervals,
                List<StateContender> contenders,
                int rounds,
                int peerRounds) {
            this(keys, distribution, Double.POSITIVE_INFINITY, 1, intervals, contenders, rounds, peerRounds);
        }

        private String title() {
            String title = String.format(Locale.ROOT, "State, %,d keys, %s", keys, distribution.label());
            String rate = Double.isInfinite(ratePerSecond)
                    ? ""
                    : String.format(Locale.ROOT, ", at most %,.0f records/s", ratePerSecond);
            String overhead = overheadMax == 1
                    ? ""
                    : String.format(Locale.ROOT, ", checkpoints for at most %.2f of the time", overheadMax);
            return title + rate + overhead;
        }
    }

    private record Slot(StateContender contender, Duration interval) {}

    StateBench(RunOptions options, StateMeasurement measurement, int memoryMegabytes) {
        this.options = options;
        this.measurement = measurement;
        this.memoryMegabytes = memoryMegabytes;
        this.rounds = new Rounds(options);
    }

    /** Prints a table, and returns the runs. */
    List<StateRun> compare(Case compared) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%s: %d MiB each (RocksDB: half of it outside of the heap), %s measured after %s behind the prefill%n",
                compared.title(),
                memoryMegabytes,
                Durations.text(measurement.measurement().measured()),
                Durations.text(measurement.measurement().warmup()));
        List<StateRun> runs = new ArrayList<>();
        Map<Slot, String> givenUp = new LinkedHashMap<>();
        for (int round = 1; round <= compared.rounds(); round++) {
            for (Duration interval : compared.intervals()) {
                for (StateContender contender : compared.contenders()) {
                    Slot slot = new Slot(contender, interval);
                    if ((!contender.isPeer() || round <= compared.peerRounds()) && !givenUp.containsKey(slot)) {
                        runs.add(run(compared, slot, round, givenUp));
                    }
                }
            }
        }
        StateReport report = new StateReport(compared.title(), runs);
        report.print();
        givenUp.forEach((slot, why) -> System.out.println(
                "- " + slot.contender().label() + ", " + Durations.text(slot.interval()) + ": " + why));
        Path json = options.json();
        if (json != null) {
            report.append(json);
        }
        return runs;
    }

    /** A program that cannot do the work is a result too; a wrong result is a failure of the benchmark and not of the program. */
    private StateRun run(Case compared, Slot slot, int round, Map<Slot, String> givenUp) throws Exception {
        String label = slot.contender().label() + ", " + Durations.text(slot.interval());
        try {
            Map<Figure, Double> figures = rounds.undisturbed(label, round, () -> once(compared, slot));
            return new StateRun(slot.contender(), slot.interval(), round, figures);
        } catch (IOException e) {
            if (!slot.contender().isPeer()) {
                throw e;
            }
            System.out.println("  round " + round + "  " + label + "  cannot: " + e.getMessage());
            givenUp.put(slot, "cannot do it (its output is above)");
            return new StateRun(slot.contender(), slot.interval(), round, Map.of());
        }
    }

    private Map<Figure, Double> once(Case compared, Slot slot) throws Exception {
        StateContender contender = slot.contender();
        try (WorkDirectory directory = WorkDirectory.in(options.directory())) {
            List<String> jvmFlags = new ArrayList<>(contender.jvmFlags(memoryMegabytes));
            jvmFlags.add("-Djava.io.tmpdir=" + directory.path());
            jvmFlags.addAll(options.jvmFlags());
            StateSettings settings = new StateSettings(
                    compared.keys(),
                    compared.distribution(),
                    compared.ratePerSecond(),
                    compared.overheadMax(),
                    slot.interval(),
                    directory.path());
            try (ChildJvm child = ChildJvm.start(
                    classPath(contender.isPeer()), jvmFlags, StateChild.arguments(contender, settings, measurement))) {
                return child.figures();
            }
        }
    }

    static boolean hasPeers() {
        return Peers.has(Kind.FLINK);
    }

    static String classPath(boolean isPeer) {
        return Peers.classPath(isPeer ? Kind.FLINK : Kind.WEIR);
    }
}
