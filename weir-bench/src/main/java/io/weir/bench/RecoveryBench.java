package io.weir.bench;

import io.weir.bench.RecoveryChild.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how long a stopped job takes until it goes on, beside how long it takes to read the same files: with an empty page cache and with a full one.
 *
 * <p>Threading: confined to one thread.
 */
final class RecoveryBench {

    private final RunOptions options;
    private final int heapMegabytes;
    private final Rounds rounds;

    private enum Cache {
        EMPTY("empty"),
        FULL("holds the files");

        private final String label;

        Cache(String label) {
            this.label = label;
        }
    }

    RecoveryBench(RunOptions options, int heapMegabytes) {
        this.options = options;
        this.heapMegabytes = heapMegabytes;
        this.rounds = new Rounds(options);
    }

    /** Prints a table, and returns what was measured with an empty page cache, or with a full one if it cannot be emptied. */
    List<Map<Figure, Double>> measure(long keys, int textSize, int roundCount) throws Exception {
        System.out.printf(Locale.ROOT, "Recovery, %,d keys, texts of %d, heap %d MiB%n", keys, textSize, heapMegabytes);
        Map<Cache, List<Map<Figure, Double>>> runs = new LinkedHashMap<>();
        if (PageCache.canBeDropped()) {
            runs.put(Cache.EMPTY, new ArrayList<>());
        } else {
            System.out.println("the page cache cannot be emptied by this user: measured full only");
        }
        runs.put(Cache.FULL, new ArrayList<>());
        try (WorkDirectory filled = WorkDirectory.in(options.directory())) {
            child(Phase.FILL, new RecoveryJob(keys, textSize, filled.path().resolve("checkpoints")));
            for (int round = 1; round <= roundCount; round++) {
                for (Map.Entry<Cache, List<Map<Figure, Double>>> each : runs.entrySet()) {
                    Cache cache = each.getKey();
                    each.getValue()
                            .add(rounds.undisturbed(
                                    "page cache " + cache.label,
                                    round,
                                    () -> once(filled.path(), keys, textSize, cache)));
                }
            }
        }
        print(runs);
        return runs.values().iterator().next();
    }

    private Map<Figure, Double> once(Path filled, long keys, int textSize, Cache cache) throws Exception {
        try (WorkDirectory copy = WorkDirectory.in(options.directory())) {
            copy(filled, copy.path());
            double bytes = FileSizes.below(copy.path());
            prepare(cache);
            double readRate = PageCache.readRate(copy.path());
            prepare(cache);
            Map<Figure, Double> figures = child(
                    Phase.RECOVER, new RecoveryJob(keys, textSize, copy.path().resolve("checkpoints")));
            double seconds = figures.getOrDefault(Figure.RECOVERY_FIRST_RESULT, Double.NaN);
            figures.put(Figure.RECOVERED_BYTES, bytes);
            figures.put(Figure.READ_RATE, readRate);
            figures.put(Figure.RECOVERY_RATE, bytes / seconds);
            figures.put(Figure.RECOVERY_RATIO, seconds * readRate / bytes);
            return figures;
        }
    }

    private static void prepare(Cache cache) throws IOException, InterruptedException {
        if (cache == Cache.EMPTY) {
            PageCache.drop();
        }
    }

    private Map<Figure, Double> child(Phase phase, RecoveryJob job) throws Exception {
        String size = heapMegabytes + "m";
        List<String> jvmFlags = new ArrayList<>(
                List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"));
        jvmFlags.addAll(options.jvmFlags());
        try (ChildJvm child = ChildJvm.start(jvmFlags, RecoveryChild.arguments(phase, job))) {
            return child.figures();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    private static void print(Map<Cache, List<Map<Figure, Double>>> runs) {
        MarkdownTable table = new MarkdownTable(
                "page cache",
                "files, MB",
                "read front to back, MB/s",
                "journal read, s",
                "tasks run, s",
                "first result, s",
                "recovery, MB/s",
                "time / reading the files");
        runs.forEach((cache, figures) -> table.add(List.of(
                cache.label,
                text(figures, Figure.RECOVERED_BYTES, 1e6, 0),
                text(figures, Figure.READ_RATE, 1e6, 0),
                text(figures, Figure.RECOVERY_READ, 1, 2),
                text(figures, Figure.RECOVERY_RUNNING, 1, 2),
                text(figures, Figure.RECOVERY_FIRST_RESULT, 1, 2),
                text(figures, Figure.RECOVERY_RATE, 1e6, 0),
                text(figures, Figure.RECOVERY_RATIO, 1, 1))));
        table.print();
    }

    private static String text(List<Map<Figure, Double>> runs, Figure figure, double unit, int decimals) {
        return new Series(runs.stream()
                        .mapToDouble(figures -> figures.getOrDefault(figure, Double.NaN))
                        .toArray())
                .text(unit, decimals);
    }
}
