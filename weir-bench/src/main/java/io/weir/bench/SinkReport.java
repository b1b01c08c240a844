package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * What the writers of all targets made: medians and spreads over the rounds. Ratios are taken within a round, and then their median.
 *
 * <p>Threading: Immutable.
 */
record SinkReport(List<SinkRun> runs) {

    private static final double THOUSAND = 1e3;

    SinkReport {
        runs = List.copyOf(runs);
    }

    void print() {
        MarkdownTable table = new MarkdownTable(
                "sink",
                "",
                "thousand records/s",
                "rate / by hand",
                "µs CPU a record",
                "of the server",
                "checkpoints/s",
                "foreign cores");
        for (SinkTarget target : runs.stream().map(SinkRun::target).distinct().toList()) {
            List<SinkRun> ofTarget =
                    runs.stream().filter(run -> run.target() == target).toList();
            for (SinkContender contender :
                    ofTarget.stream().map(SinkRun::contender).distinct().toList()) {
                table.add(row(target, contender, ofTarget));
            }
        }
        table.print();
    }

    private static List<String> row(SinkTarget target, SinkContender contender, List<SinkRun> ofTarget) {
        List<SinkRun> row = ofTarget.stream()
                .filter(run -> run.contender().equals(contender))
                .toList();
        return List.of(
                target.label(),
                contender.label(),
                series(row, Figure.RATE).text(THOUSAND, 0),
                contender.isLoop() ? "1" : ratios(row, ofTarget).text(1, 2),
                series(row, Figure.CPU_NANOS).text(THOUSAND, 1),
                target.server() == SinkTarget.Server.NONE
                        ? ""
                        : series(row, Figure.SERVER_CPU_NANOS).text(THOUSAND, 1),
                contender.isLoop() ? "" : series(row, Figure.CHECKPOINTS).text(1, 1),
                series(row, Figure.FOREIGN_CORES).text(1, 2));
    }

    private static Series ratios(List<SinkRun> row, List<SinkRun> ofTarget) {
        return new Series(row.stream()
                .mapToDouble(run -> run.figure(Figure.RATE)
                        / ofTarget.stream()
                                .filter(loop -> loop.contender().isLoop() && loop.round() == run.round())
                                .mapToDouble(loop -> loop.figure(Figure.RATE))
                                .findFirst()
                                .orElse(Double.NaN))
                .toArray());
    }

    private static Series series(List<SinkRun> row, Figure figure) {
        return new Series(row.stream().mapToDouble(run -> run.figure(figure)).toArray());
    }

    /** Appends a line of JSON for each run. */
    void append(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (SinkRun run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"case\": \"sinks, %s\", \"contender\": \"%s\", \"tasks\": %d, \"interval\": \"%s\", \"round\": %d",
                    run.target().word(),
                    run.contender().word(),
                    run.contender().tasks(),
                    Durations.text(run.contender().interval()),
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
}
