package io.weir.bench;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.engine.port.ProtocolStep;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.Stream;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state benchmark in Weir: one task, which is one chain from source to sink.
 *
 * <p>Threading: confined to the thread that measures; the job's own threads tell it of the steps of the protocol.
 */
final class WeirStateProgram implements StateProgram {

    private final boolean builtIn;
    private final Map<Long, Long> triggeredNanos = new ConcurrentHashMap<>();
    private final List<Span> checkpoints = new ArrayList<>();
    private @Nullable Job job;

    /**
     * What the process function keeps of a key.
     *
     * @param count how many records it had
     * @param sum over their values
     */
    record Total(long count, long sum) {}

    /** @param builtIn whether to use the built-in aggregate, else a process function */
    WeirStateProgram(boolean builtIn) {
        this.builtIn = builtIn;
    }

    @Override
    public void start(StateSettings settings, StateProbe probe) {
        KeySequence keys = new KeySequence(settings.keys(), settings.distribution());
        GeneratorSource<Event> generator =
                GeneratorSource.of(index -> new Event(keys.key(index), index, Generator.timestamp(index)));
        if (Double.isFinite(settings.ratePerSecond())) {
            generator = generator.ratePerSecond(settings.ratePerSecond());
        }
        KeyedStream<Long, Event> keyed = Pipeline.named("bench")
                .source("generate", new MarkedSource(generator, probe::barrier))
                .keyByLong(Event::key);
        Stream<Event> totals = builtIn
                ? keyed.aggregate("sum", Event.NONE, WeirStateProgram::add)
                : keyed.process("sum", SumFunction::new);
        job = Weir.local(settings.checkpoints())
                .checkpointInterval(settings.interval())
                .checkpointOverhead(settings.overheadMax())
                .restartStrategy(RestartStrategy.none())
                .observer(this::reached)
                .start(totals.sink("discard", new ProbeSink(probe)).build());
    }

    @Override
    public void requireRunning() throws Exception {
        if (job().state().isFinal()) {
            throw new IllegalStateException("the job has ended: receipt=" + job().join());
        }
    }

    @Override
    public List<Span> checkpoints() {
        synchronized (checkpoints) {
            return List.copyOf(checkpoints);
        }
    }

    @Override
    public void close() throws Exception {
        job().close();
        if (job().join().state() != JobState.CANCELLED) {
            throw new IllegalStateException("the job did not run through: receipt=" + job().join());
        }
    }

    private Job job() {
        return Objects.requireNonNull(job, "not started");
    }

    private void reached(ProtocolStep step, long checkpointId, String where) {
        if (step == ProtocolStep.TRIGGERED) {
            triggeredNanos.put(checkpointId, System.nanoTime());
        } else if (step == ProtocolStep.DECIDED) {
            Long sinceNanos = triggeredNanos.remove(checkpointId);
            if (sinceNanos != null) {
                double millis = (System.nanoTime() - sinceNanos) / 1e6;
                synchronized (checkpoints) {
                    checkpoints.add(new Span(System.currentTimeMillis(), millis));
                }
            }
        }
    }

    private static Event add(Event sum, Event event) {
        return new Event(event.key(), sum.value() + event.value(), event.timestamp());
    }

    /** Threading: confined to its task. */
    private static final class SumFunction implements KeyedProcessFunction<Long, Event, Event> {

        private @Nullable ValueState<Total> total;

        @Override
        public void open(StateRegistry states) {
            total = states.valueState("total", Total.class);
        }

        @Override
        public void process(Event event, Context<Long> context, Collector<Event> out) {
            ValueState<Total> state = Objects.requireNonNull(total);
            Total before = state.value();
            Total after = before == null
                    ? new Total(1, event.value())
                    : new Total(before.count() + 1, before.sum() + event.value());
            state.update(after);
            out.collect(new Event(event.key(), after.sum(), event.timestamp()));
        }
    }
}
