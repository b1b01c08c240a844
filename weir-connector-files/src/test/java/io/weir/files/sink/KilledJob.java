package io.weir.files.sink;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.files.FileFormat;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program that {@link KilledProcessIT} kills: numbers to files. */
final class KilledJob {

    static final long RECORD_COUNT = 40_000;
    static final String RUNNING = "running";

    private static final double RECORDS_PER_SECOND = 15_000;

    private KilledJob() {}

    /** Ways to write, by name. */
    enum Way {
        LINES_ACROSS_CHECKPOINTS {
            @Override
            FileSink<Long> sink(Path directory) {
                return FileSink.of(directory, FileFormat.lines((Long number) -> Long.toString(number)))
                        .rollSize(40_000)
                        .rollInterval(Duration.ofMillis(700));
            }
        },
        MERGED_PARTITIONS_OF_GZIP {
            @Override
            FileSink<Long> sink(Path directory) {
                return FileSink.of(
                                directory,
                                FileFormat.csv(List.of("number"), (Long number) -> List.of(Long.toString(number)))
                                        .gzip())
                        .partitionBy(number -> "mod=" + number % 5)
                        .openFilesMax(4)
                        .rollSize(20_000)
                        .rollInterval(Duration.ofMillis(300))
                        .compact(60_000, Duration.ofMillis(500));
            }
        };

        abstract FileSink<Long> sink(Path directory);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Way way = Way.valueOf(args[1]);
        Pipeline pipeline = Pipeline.named("numbers")
                .source(
                        "numbers",
                        GeneratorSource.of(number -> number)
                                .count(RECORD_COUNT)
                                .splits(2)
                                .ratePerSecond(RECORDS_PER_SECOND))
                .sink("files", way.sink(directory.resolve("out")))
                .build();
        try (Job job = Weir.local(directory.resolve("checkpoints"))
                .parallelism(2)
                .checkpointInterval(Duration.ofMillis(50))
                .start(pipeline)) {
            System.out.println(RUNNING);
            job.join();
        }
    }
}
