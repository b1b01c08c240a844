package io.weir.siege;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import java.nio.file.Path;
import java.time.Duration;

/** The program that is killed: payments to bookings, by account, into the sinks of a fortress. */
final class SiegeJob {

    static final String RUNNING = "running";

    private SiegeJob() {}

    /** Arguments: the fortress, the directory, what the fortress has found, how many payments, and how many a second. */
    public static void main(String[] args) throws Exception {
        Fortress fortress = Fortresses.valueOf(args[0]).make();
        Path directory = Path.of(args[1]);
        PipelineBuilder builder = Pipeline.named("bookings");
        Stream<Booking> bookings = builder.source(
                        "payments",
                        GeneratorSource.of(Booking::payment)
                                .count(Long.parseLong(args[3]))
                                .splits(4)
                                .ratePerSecond(Double.parseDouble(args[4])))
                .keyBy(Booking::account)
                .aggregate("accounts", Booking.NONE, Booking::then);
        fortress.sinks(bookings, directory, args[2]);
        try (Job job = Weir.local(directory.resolve("checkpoints"))
                .parallelism(2)
                .checkpointInterval(Duration.ofMillis(20))
                .restartStrategy(RestartStrategy.fixedDelay(1000, Duration.ofMillis(100)))
                .start(builder.build())) {
            System.out.println(RUNNING);
            job.join();
        }
    }
}
