package io.weir.bench;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program with nothing but W2 in Weir, as a user writes it. It measures how long the first result takes from {@code main} on: what is loaded and compiled by
 * then is part of that.
 *
 * <p>Threading: confined to the main thread.
 */
final class StartProgram {

    private static final long LOOK_MILLIS = 1;

    private StartProgram() {}

    /** Has two arguments: the directory of the checkpoints, and how many keys there are. */
    public static void main(String[] arguments) throws Exception {
        long startNanos = System.nanoTime();
        Generator generator = new Generator(Long.parseLong(arguments[1]));
        ResultSink sink = new ResultSink(1);
        Pipeline pipeline = Pipeline.named("start")
                .source("generate", GeneratorSource.of(generator::event).timestamps(Generator::timestamp))
                .keyByLong(Event::key)
                .aggregate("sum", Event.NONE, StartProgram::add)
                .sink("first", sink)
                .build();
        try (Job job = Weir.local(Path.of(arguments[0])).start(pipeline)) {
            while (sink.firstNanos() == 0) {
                if (job.state().isFinal()) {
                    throw new IllegalStateException("the job has ended: receipt=" + job.join());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
        // The first record has the index 0, and so has the sum of its key.
        Event first = new Event(generator.key(0), 0, 0);
        if (!sink.kept().equals(List.of(first))) {
            throw new IllegalStateException("the first result is wrong: " + sink.kept());
        }
        ChildJvm.report(Map.of(Figure.FIRST_RESULT, (sink.firstNanos() - startNanos) / 1e9));
    }

    private static Event add(Event sum, Event event) {
        return new Event(event.key(), sum.value() + event.value(), event.timestamp());
    }
}
