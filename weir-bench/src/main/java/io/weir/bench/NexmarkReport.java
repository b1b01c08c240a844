package io.weir.bench;

import io.weir.bench.nexmark.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rates of the engines side by side.
 *
 * <p>Threading: confined to one thread.
 */
record NexmarkReport(int tasks, Duration interval, List<NexmarkEngine> engines, List<Row> rows) {

    /** All runs of a query. Their results were right, or they would not be here. */
    static final class Row {

        private final Query query;
        private final Map<NexmarkEngine, List<Map<Figure, Double>>> runs = new EnumMap<>(NexmarkEngine.class);

        Row(Query query) {
            this.query = query;
        }

        void add(NexmarkEngine engine, Map<Figure, Double> figures) {
            runs.computeIfAbsent(engine, each -> new ArrayList<>()).add(figures);
        }

        private boolean has(NexmarkEngine engine) {
            return runs.containsKey(engine);
        }

        private Series series(NexmarkEngine engine, Figure figure) {
            return new Series(runs.getOrDefault(engine, List.of()).stream()
                    .mapToDouble(figures -> figures.getOrDefault(figure, Double.NaN))
                    .toArray());
        }

        /** Returns what Weir makes over what a peer makes. */
        private double ratio(NexmarkEngine peer, Figure figure) {
            return series(NexmarkEngine.WEIR, figure).median()
                    / series(peer, figure).median();
        }
    }

    void print() {
        List<String> heads = new ArrayList<>(List.of("query", "what"));
        for (NexmarkEngine engine : engines) {
            heads.add(engine.label() + ", M events/s");
            heads.add("ns of processor time an event");
        }
        List<NexmarkEngine> peers =
                engines.stream().filter(NexmarkEngine::isPeer).toList();
        peers.forEach(peer -> heads.add("Weir / " + peer.label()));
        MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.query.word(), row.query.title()));
            for (NexmarkEngine engine : engines) {
                cells.add(row.has(engine) ? row.series(engine, Figure.RATE).text(1e6, 2) : "");
                cells.add(row.has(engine) ? row.series(engine, Figure.CPU_NANOS).text(1, 0) : "");
            }
            for (NexmarkEngine peer : peers) {
                cells.add(isCompared(row, peer) ? oneDigit(row.ratio(peer, Figure.RATE)) : "");
            }
            table.add(cells);
        }
        table.print();
        peers.forEach(this::printMedian);
    }

    private void printMedian(NexmarkEngine peer) {
        double[] ratios = rows.stream()
                .filter(row -> isCompared(row, peer))
                .mapToDouble(row -> row.ratio(peer, Figure.RATE))
                .toArray();
        if (ratios.length > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "Weir / %s: the median of %d queries is %s%n",
                    peer.label(),
                    ratios.length,
                    new Series(ratios).text(1, 1));
        }
    }

    /** Adds a line for each run. */
    void append(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            row.runs.forEach((engine, runs) -> runs.forEach(figures -> {
                text.append(String.format(
                        Locale.ROOT,
                        "{\"case\": \"nexmark\", \"query\": \"%s\", \"contender\": \"%s\", \"tasks\": %d, \"interval\": \"%s\"",
                        row.query.word(),
                        engine.word(),
                        tasks,
                        Durations.text(interval)));
                figures.forEach((figure, value) -> {
                    if (!value.isNaN()) {
                        text.append(String.format(
                                Locale.ROOT, ", \"%s\": %s", figure.name().toLowerCase(Locale.ROOT), value));
                    }
                });
                text.append("}\n");
            }));
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean isCompared(Row row, NexmarkEngine peer) {
        return row.has(NexmarkEngine.WEIR) && row.has(peer);
    }

    private static String oneDigit(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
