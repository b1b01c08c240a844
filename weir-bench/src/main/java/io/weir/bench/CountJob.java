package io.weir.bench;

import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.KafkaSource;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;

/**
 * Workloads W4 and W5 in Weir.
 *
 * <p>Threading: stateless.
 */
final class CountJob {

    /** The property that sets a latency target in place of the interval. */
    static final String LATENCY_TARGET = "weir.bench.latency-target";

    private static final double OVERHEAD_MAX = 0.1;

    private CountJob() {}

    /** Starts a job that ends with what is in the input now. */
    static Job startBounded(CountSettings settings, int tasks, Path directory) {
        return start(settings, source(settings).bounded(), tasks, directory);
    }

    /** Starts a job that goes on until it is stopped. */
    static Job startUnbounded(CountSettings settings, int tasks, Path directory) {
        return start(settings, source(settings), tasks, directory);
    }

    private static KafkaSource<Event> source(CountSettings settings) {
        return KafkaSource.of(settings.inputTopic(), Payload::event).bootstrapServers(settings.bootstrapServers());
    }

    private static Job start(CountSettings settings, KafkaSource<Event> source, int tasks, Path directory) {
        Pipeline pipeline = Pipeline.named("count")
                .source("input", source)
                .keyByLong(Event::key)
                .aggregate("counts", Event.NONE, CountJob::add)
                .sink(
                        "output",
                        KafkaSink.of(settings.outputTopic(), new Payload.Encoder())
                                .bootstrapServers(settings.bootstrapServers()))
                .build();
        Weir weir = Weir.local(directory.resolve("journal")).parallelism(tasks);
        String target = System.getProperty(LATENCY_TARGET);
        return (target == null
                        ? weir.checkpointInterval(settings.interval())
                        : weir.latencyTarget(new Durations().convert(target), OVERHEAD_MAX))
                .start(pipeline);
    }

    private static Event add(Event count, Event event) {
        return new Event(event.key(), count.value() + event.value(), event.timestamp());
    }
}
