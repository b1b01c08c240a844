package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.EventGenerator;
import io.weir.bench.nexmark.RunClock;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of Flink's source, which gives each subtask a range of numbers. A range stands for every n-th index, so that the subtasks go through event time side by side.
 *
 * <p>Threading: confined to the source's task.
 */
final class EventFunction implements GeneratorFunction<Long, Event> {

    private static final long serialVersionUID = 1;

    private final int tasks;
    private final long rangeSize;
    private transient @Nullable EventGenerator generator;
    private transient @Nullable RunClock clock;

    /** The range that was read last: to divide for each event would cost more than to make it. */
    private transient long range;

    private transient long rangeStart;
    private transient long rangeEnd;

    /** @param events a multiple of {@code tasks} */
    EventFunction(long events, int tasks) {
        this.tasks = tasks;
        this.rangeSize = events / tasks;
    }

    @Override
    public void open(SourceReaderContext context) {
        generator = new EventGenerator();
        clock = FlinkNexmark.current().clock();
    }

    @Override
    public Event map(Long number) {
        if (number < rangeStart || number >= rangeEnd) {
            range = number / rangeSize;
            rangeStart = range * rangeSize;
            rangeEnd = rangeStart + rangeSize;
        }
        long index = (number - rangeStart) * tasks + range;
        Objects.requireNonNull(clock).making(index);
        return Objects.requireNonNull(generator).event(index);
    }
}
