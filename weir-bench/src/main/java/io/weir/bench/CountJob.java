package io.weir.bench;

import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.Weir;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Workloads W4 and W5 in Weir.
 *
 * <p>Threading: stateless.
 */
final class CountJob implements CountProgram {

    private static final long LOOK_MILLIS = 20;

    /** The property that sets a latency target in place of the interval. */
    static final String LATENCY_TARGET = "weir.bench.latency-target";

    private static final double OVERHEAD_MAX = 0.1;

    @Override
    public String settings(CountRun run) {
        return "Weir: exactly once, a checkpoint every "
                + run.settings().interval().toMillis() + " ms, parallelism " + run.tasks()
                + ", aligned barriers, journal on disk and synced, the connector's own client settings";
    }

    /** Runs a job that ends with what is in the input now. */
    @Override
    public void runToEnd(CountRun run) throws InterruptedException {
        try (Job job = start(run, source(run.settings()).bounded())) {
            require(job.join(), JobState.FINISHED);
        }
    }

    @Override
    public void runUntil(CountRun run, CountDownLatch stop) throws InterruptedException {
        try (Job job = start(run, source(run.settings()))) {
            while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (job.state().isFinal()) {
                    require(job.join(), JobState.STOPPED);
                }
            }
            job.stop();
            require(job.join(), JobState.STOPPED);
        }
    }

    private static KafkaSource<Event> source(CountSettings settings) {
        return KafkaSource.of(settings.inputTopic(), Payload::event).bootstrapServers(settings.bootstrapServers());
    }

    private static Job start(CountRun run, KafkaSource<Event> source) {
        CountSettings settings = run.settings();
        Pipeline pipeline = Pipeline.named("count")
                .source("input", source)
                .keyByLong(Event::key)
                .aggregate("counts", Event.NONE, CountJob::add)
                .sink(
                        "output",
                        KafkaSink.of(settings.outputTopic(), new Payload.Encoder())
                                .bootstrapServers(settings.bootstrapServers()))
                .build();
        Weir weir = Weir.local(run.directory().resolve("journal")).parallelism(run.tasks());
        String target = System.getProperty(LATENCY_TARGET);
        return (target == null
                        ? weir.checkpointInterval(settings.interval())
                        : weir.latencyTarget(new Durations().convert(target), OVERHEAD_MAX))
                .start(pipeline);
    }

    private static void require(Receipt receipt, JobState state) {
        if (receipt.state() != state || receipt.restarts() != 0) {
            throw new IllegalStateException("the job did not run through: receipt=" + receipt);
        }
    }

    private static Event add(Event count, Event event) {
        return new Event(event.key(), count.value() + event.value(), event.timestamp());
    }
}
