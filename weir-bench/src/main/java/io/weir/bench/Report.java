package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A table of what was measured: a row a contender, median and spread over the rounds, and ratios to the loops, pair by pair.
 *
 * <p>Threading: Immutable.
 *
 * @param title the workload and its settings
 * @param columns what to show
 * @param ratios what to divide by the figures of the loops
 */
record Report(String title, List<Column> columns, List<Ratio> ratios) {

    /** A figure as a column: its heading, what it is divided by, and how many decimals. */
    record Column(Figure figure, String heading, double unit, int decimals) {}

    /** A figure to be divided by that of a loop, and what to call it; or by those of all loops. */
    record Ratio(Figure figure, String heading, Scope scope) {

        /** Which loops it is divided by. */
        enum Scope {
            FIRST_LOOP,
            ALL_LOOPS
        }

        private boolean covers(int loopIndex) {
            return scope == Scope.ALL_LOOPS || loopIndex == 0;
        }
    }

    Report {
        columns = List.copyOf(columns);
        ratios = List.copyOf(ratios);
    }

    void print(List<Run> runs) {
        List<Entrant> entrants = runs.stream().map(Run::entrant).distinct().toList();
        List<Entrant> loops = entrants.stream().filter(Entrant::isLoop).toList();
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of(title));
        columns.forEach(column -> heads.add(column.heading()));
        rows.add(heads);
        for (Entrant entrant : entrants) {
            List<String> row = new ArrayList<>(List.of(entrant.label()));
            for (Column column : columns) {
                row.add(series(runs, entrant, column.figure()).text(column.unit(), column.decimals()));
            }
            rows.add(row);
        }
        for (Ratio ratio : ratios) {
            for (int i = 0; i < loops.size(); i++) {
                if (ratio.covers(i)) {
                    addRatios(rows, runs, ratio, loops.get(i));
                }
            }
        }
        System.out.println();
        printAligned(rows);
        System.out.println();
    }

    /** Appends a line of JSON for each run. */
    void append(Path file, List<Run> runs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"case\": \"%s\", \"contender\": \"%s\", \"tasks\": %d, \"round\": %d",
                    title,
                    run.entrant().kind().word(),
                    run.entrant().tasks(),
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

    private static Series series(List<Run> runs, Entrant entrant, Figure figure) {
        return new Series(runs.stream()
                .filter(run -> run.entrant().equals(entrant))
                .mapToDouble(run -> run.figure(figure))
                .toArray());
    }

    private static void addRatios(List<List<String>> rows, List<Run> runs, Ratio ratio, Entrant loop) {
        rows.get(0).add(ratio.heading() + " / " + loop.label());
        for (List<String> row : rows.subList(1, rows.size())) {
            Entrant entrant = runs.stream()
                    .map(Run::entrant)
                    .filter(each -> each.label().equals(row.get(0)))
                    .findFirst()
                    .orElse(loop);
            row.add(
                    entrant.equals(loop)
                            ? ""
                            : quotients(runs, ratio.figure(), entrant, loop).text(1, 2));
        }
    }

    /** Divides a figure of two contenders, round by round. */
    private static Series quotients(List<Run> runs, Figure figure, Entrant entrant, Entrant loop) {
        return new Series(runs.stream()
                .filter(run -> run.entrant().equals(entrant))
                .mapToDouble(run -> run.figure(figure) / inRound(runs, figure, loop, run.round()))
                .toArray());
    }

    private static double inRound(List<Run> runs, Figure figure, Entrant entrant, int round) {
        return runs.stream()
                .filter(run -> run.entrant().equals(entrant) && run.round() == round)
                .mapToDouble(run -> run.figure(figure))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void printAligned(List<List<String>> rows) {
        int columnCount = rows.get(0).size();
        int[] widths = new int[columnCount];
        for (int column = 0; column < columnCount; column++) {
            int index = column;
            widths[column] = rows.stream()
                    .map(row -> row.get(index).length())
                    .max(Comparator.naturalOrder())
                    .orElse(0);
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columnCount; column++) {
                String cell = row.get(column);
                String gap = " ".repeat(widths[column] - cell.length());
                line.append(column == 0 ? cell + gap : "  " + gap + cell);
            }
            System.out.println(line.toString().stripTrailing());
        }
    }
}
