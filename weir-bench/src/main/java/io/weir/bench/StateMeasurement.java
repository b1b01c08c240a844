package io.weir.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of the state benchmark: until every key is there, for a while more so that it is warm, and then for the measured time. In the end its results
 * are checked.
 *
 * <p>Threading: Immutable.
 *
 * @param measurement how long the last two take
 * @param prefillMax how long the keys may take to be there
 */
record StateMeasurement(Measurement measurement, Duration prefillMax) {

    private static final long LOOK_MILLIS = 10;

    /** What was seen at one moment. */
    private record Look(Usage usage, long records, double written, long epochMillis) {

        static Look at(StateProbe probe) {
            return new Look(Usage.ofThisProcess(), probe.published(), FileSizes.written(), System.currentTimeMillis());
        }
    }

    Map<Figure, Double> of(StateProgram program, StateSettings settings) throws Exception {
        StateProbe probe = new StateProbe(settings.keys());
        long startNanos = System.nanoTime();
        program.start(settings, probe);
        awaitKeys(program, probe, settings.keys(), startNanos);
        double prefillSeconds = (System.nanoTime() - startNanos) / 1e9;
        Thread.sleep(measurement.warmup().toMillis());
        probe.measure(true);
        Look before = Look.at(probe);
        Thread.sleep(measurement.measured().toMillis());
        Look after = Look.at(probe);
        probe.measure(false);
        program.requireRunning();
        long storedBytes = FileSizes.below(settings.checkpoints());
        List<StateProgram.Span> checkpoints = program.checkpoints();
        program.close();
        check(settings, probe.tally());
        Map<Figure, Double> figures = figures(before, after);
        figures.put(Figure.PREFILL, prefillSeconds);
        figures.put(Figure.STORED_BYTES, (double) storedBytes);
        figures.putAll(durations(checkpoints, before, after));
        figures.putAll(probe.figures());
        return figures;
    }

    private void awaitKeys(StateProgram program, StateProbe probe, long keys, long startNanos) throws Exception {
        while (probe.published() < keys) {
            program.requireRunning();
            if (System.nanoTime() - startNanos > prefillMax.toNanos()) {
                throw new IllegalStateException("too slow: after " + Durations.text(prefillMax) + " there were "
                        + probe.published() + " of " + keys + " keys");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static Map<Figure, Double> figures(Look before, Look after) {
        double seconds = before.usage().seconds(after.usage());
        double records = after.records() - before.records();
        double ownSeconds = before.usage().ownSeconds(after.usage());
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, records / seconds);
        figures.put(Figure.CPU_NANOS, ownSeconds * 1e9 / records);
        figures.put(Figure.CORES, ownSeconds / seconds);
        figures.put(Figure.FOREIGN_CORES, before.usage().foreignCores(after.usage()));
        figures.put(Figure.WRITTEN_BYTES, (after.written() - before.written()) / seconds);
        return figures;
    }

    private static Map<Figure, Double> durations(List<StateProgram.Span> checkpoints, Look before, Look after) {
        Series millis = new Series(checkpoints.stream()
                .filter(span -> span.completedEpochMillis() >= before.epochMillis()
                        && span.completedEpochMillis() <= after.epochMillis())
                .mapToDouble(StateProgram.Span::millis)
                .toArray());
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CHECKPOINT_COUNT, (double) millis.values().length);
        figures.put(Figure.CHECKPOINT_P50, millis.median());
        figures.put(Figure.CHECKPOINT_MAX, millis.max());
        return figures;
    }

    /** The records come in the order of their indices, so what must have come out follows from how many there were. */
    private static void check(StateSettings settings, Tally actual) {
        KeySequence keys = new KeySequence(settings.keys(), settings.distribution());
        Tally expected = new Tally(settings.keys());
        long[] sums = new long[Math.toIntExact(settings.keys())];
        for (long index = 0; index < actual.count(); index++) {
            int key = (int) keys.key(index);
            sums[key] += index;
            expected.add(key, sums[key]);
        }
        if (actual.sum() != expected.sum() || !actual.endsLike(expected)) {
            throw new IllegalStateException("the results are wrong: expected: " + expected + "; actual: " + actual);
        }
    }
}
