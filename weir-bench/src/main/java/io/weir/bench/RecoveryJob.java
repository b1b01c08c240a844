package io.weir.bench;

import io.weir.basic.GeneratorSource;
import io.weir.bench.KeySequence.Distribution;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.engine.port.ProtocolObserver;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The job of the recovery benchmark: for each key a record of two numbers and a text. Its results carry the index of the record that they belong to in place of a
 * time.
 *
 * <p>Threading: Immutable.
 *
 * @param keys how many
 * @param textSize how many characters each key's text has
 * @param directory of the checkpoints
 */
record RecoveryJob(long keys, int textSize, Path directory) {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** What is kept of a key. */
    record Profile(long count, long sum, String text) {}

    /** @param sink gets a result for each record */
    Job start(ProtocolObserver observer, ResultSink sink) {
        KeySequence sequence = sequence();
        int size = textSize;
        return Weir.local(directory)
                .checkpointInterval(INTERVAL)
                .restartStrategy(RestartStrategy.none())
                .observer(observer)
                .start(Pipeline.named("recovery")
                        .source(
                                "generate",
                                GeneratorSource.<Event>of(
                                        index -> new Event(sequence.key(index), index, Generator.timestamp(index))))
                        .keyByLong(Event::key)
                        .process("profiles", () -> new ProfileFunction(size))
                        .sink("discard", sink)
                        .build());
    }

    KeySequence sequence() {
        return new KeySequence(keys, Distribution.UNIFORM);
    }

    /** Threading: confined to its task. */
    private static final class ProfileFunction implements KeyedProcessFunction<Long, Event, Event> {

        private final int textSize;
        private @Nullable ValueState<Profile> profile;

        ProfileFunction(int textSize) {
            this.textSize = textSize;
        }

        @Override
        public void open(StateRegistry states) {
            profile = states.valueState("profile", Profile.class);
        }

        @Override
        public void process(Event event, Context<Long> context, Collector<Event> out) {
            ValueState<Profile> state = Objects.requireNonNull(profile);
            Profile before = state.value();
            Profile after = before == null
                    ? new Profile(1, event.value(), text(event.key()))
                    : new Profile(before.count() + 1, before.sum() + event.value(), before.text());
            state.update(after);
            out.collect(new Event(event.key(), after.sum(), event.value()));
        }

        private String text(long key) {
            StringBuilder text = new StringBuilder(textSize);
            for (long part = key; text.length() < textSize; part = Zipf.mix(part + 1)) {
                text.append(Long.toHexString(part));
            }
            text.setLength(textSize);
            return text.toString();
        }
    }
}
