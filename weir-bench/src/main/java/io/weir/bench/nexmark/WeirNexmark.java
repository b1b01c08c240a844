package io.weir.bench.nexmark;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.sink.Sink;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * The queries in Weir.
 *
 * <p>Threading: confined to the thread that measures.
 */
public final class WeirNexmark implements NexmarkProgram {

    private final EventGenerator generator = new EventGenerator();

    /** Makes the program. */
    public WeirNexmark() {}

    @Override
    public Set<Query> queries() {
        return WeirQueries.ALL.keySet();
    }

    @Override
    public Outcome run(NexmarkRun run) throws Exception {
        RunClock clock = new RunClock(run.warmup());
        TallyingSink sink = new TallyingSink(run.query().output(), run.oneIn(), clock);
        GeneratorSource<Event> events = GeneratorSource.of(index -> {
            clock.making(index);
            return generator.event(index);
        });
        Weir weir = Weir.local(run.directory().resolve("checkpoints"))
                .parallelism(run.tasks())
                .checkpointInterval(run.interval())
                .restartStrategy(RestartStrategy.none());
        try (Job job = weir.start(pipeline(run.query(), generator, events.count(run.events()), sink))) {
            Receipt receipt = job.join();
            if (receipt.state() != JobState.FINISHED || receipt.restarts() != 0) {
                throw new IllegalStateException("the job did not run through: receipt=" + receipt);
            }
        }
        return new Outcome(sink.checksum(), sink.received(), clock.seconds(), clock.processorSeconds());
    }

    /** @param events those of {@code generator}; their event time is added here */
    static Pipeline pipeline(
            Query query, EventGenerator generator, GeneratorSource<Event> events, Sink<Result, ?> sink) {
        Stream<Event> stream = Pipeline.named("nexmark-" + query.word())
                .source(
                        "events",
                        events,
                        WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ofMillis(generator.maxDelayMillis()))
                                .withTimestampAssigner((event, none) -> event.timestamp()));
        return Objects.requireNonNull(WeirQueries.ALL.get(query))
                .on(stream)
                .sink("results", sink)
                .build();
    }
}
