package io.weir.bench;

import io.weir.bench.StateContender.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the state benchmark measured with one number and distribution of keys: a row a program and interval, medians and spreads over the rounds. Ratios are
 * taken within a round, and then their median.
 *
 * <p>Threading: Immutable.
 */
record StateReport(String title, List<StateRun> runs) {

    private static final double MEGA = 1e6;
    private static final String NONE = "–";

    StateReport {
        runs = List.copyOf(runs);
    }

    void print() {
        System.out.println();
        System.out.println("**" + title + "**");
        MarkdownTable table = new MarkdownTable(
                "interval",
                "",
                "M records/s",
                "/ no checkpoints",
                "/ Flink heap",
                "/ Flink RocksDB",
                "ns CPU a record",
                "checkpoints",
                "duration p50 (max), ms",
                "pause p50 / p99 / p99.9 / max, ms",
                "longest stall, ms",
                "stored, MB",
                "written, MB/s");
        for (Duration interval :
                runs.stream().map(StateRun::interval).distinct().toList()) {
            for (StateContender contender : StateContender.values()) {
                List<StateRun> row = of(contender, interval);
                if (!row.isEmpty()) {
                    table.add(cells(contender, interval, row));
                }
            }
        }
        table.print();
    }

    /** Appends a line of JSON for each run. */
    void append(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (StateRun run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"case\": \"%s\", \"contender\": \"%s\", \"interval\": \"%s\", \"round\": %d",
                    title,
                    run.contender().word(),
                    Durations.text(run.interval()),
                    run.round()));
            run.figures().forEach((figure, value) -> {
                if (!value.isNaN()) {
                    text.append(String.format(
                            Locale.ROOT, ", \"%s\": %s", figure.name().toLowerCase(Locale.ROOT), value));
                }
            });
            text.append("}\n");
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String> cells(StateContender contender, Duration interval, List<StateRun> row) {
        boolean hasCheckpoints = !interval.equals(Durations.NEVER);
        return List.of(
                Durations.text(interval),
                contender.label(),
                orNone(series(row, Figure.RATE).text(MEGA, 2)),
                hasCheckpoints ? ratio(row, run -> in(run.round(), of(contender, Durations.NEVER))) : "",
                contender.isPeer() ? "" : ratio(row, run -> best(run, Engine.FLINK_HEAP)),
                contender.isPeer() ? "" : ratio(row, run -> best(run, Engine.FLINK_ROCKSDB)),
                series(row, Figure.CPU_NANOS).text(1, 0),
                hasCheckpoints ? median(row, Figure.CHECKPOINT_COUNT, 1, 0) : "",
                hasCheckpoints
                        ? median(row, Figure.CHECKPOINT_P50, 1, 1) + " (" + max(row, Figure.CHECKPOINT_MAX, 0) + ")"
                        : "",
                hasCheckpoints ? pauses(row) : "",
                median(row, Figure.STALL_MAX, 1, 0),
                median(row, Figure.STORED_BYTES, MEGA, 0),
                median(row, Figure.WRITTEN_BYTES, MEGA, 0));
    }

    private static String pauses(List<StateRun> row) {
        return String.join(
                " / ",
                median(row, Figure.PAUSE_P50, 1, 2),
                median(row, Figure.PAUSE_P99, 1, 2),
                median(row, Figure.PAUSE_P999, 1, 2),
                max(row, Figure.PAUSE_MAX, 2));
    }

    private List<StateRun> of(StateContender contender, Duration interval) {
        return runs.stream()
                .filter(run -> run.contender() == contender && run.interval().equals(interval))
                .toList();
    }

    /** The fastest run of an engine at the same interval, in the same round if it has one there. */
    private double best(StateRun run, Engine engine) {
        return Stream.of(StateContender.values())
                .filter(contender -> contender.engine() == engine)
                .mapToDouble(contender -> in(run.round(), of(contender, run.interval())))
                .filter(rate -> !Double.isNaN(rate))
                .max()
                .orElse(Double.NaN);
    }

    /** The rate of the run of a round; of the last one before, if the contender does not take part in every round. */
    private static double in(int round, List<StateRun> runs) {
        return runs.stream()
                .filter(run -> run.round() <= round)
                .reduce((earlier, later) -> later)
                .map(run -> run.figure(Figure.RATE))
                .orElse(Double.NaN);
    }

    private static String ratio(List<StateRun> row, Function<StateRun, Double> divisor) {
        return orNone(new Series(row.stream()
                        .mapToDouble(run -> run.figure(Figure.RATE) / Objects.requireNonNull(divisor.apply(run)))
                        .filter(value -> !Double.isNaN(value))
                        .toArray())
                .text(1, 2));
    }

    private static Series series(List<StateRun> row, Figure figure) {
        return new Series(row.stream()
                .mapToDouble(run -> run.figure(figure))
                .filter(value -> !Double.isNaN(value))
                .toArray());
    }

    private static String median(List<StateRun> row, Figure figure, double unit, int decimals) {
        return orNone(new Series(series(row, figure).median()).text(unit, decimals));
    }

    private static String max(List<StateRun> row, Figure figure, int decimals) {
        return orNone(new Series(series(row, figure).max()).text(1, decimals));
    }

    private static String orNone(String text) {
        return text.equals("-") ? NONE : text;
    }
}
