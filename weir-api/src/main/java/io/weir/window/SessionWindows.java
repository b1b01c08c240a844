package io.weir.window;

import io.weir.serde.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Windows of records that follow one another: a key's window ends when none has come for the gap.
 *
 * <p>Threading: Immutable, if the function is.
 *
 * @param gap how much event time after a record its session ends, if no other comes; at least 1 ms
 */
public record SessionWindows<T>(Function<? super T, Duration> gap) implements MergingWindowAssigner<T, TimeWindow> {

    public SessionWindows {
        Objects.requireNonNull(gap, "gap");
    }

    @Override
    public Collection<TimeWindow> assignWindows(T element, long timestamp) {
        return List.of(new TimeWindow(timestamp, timestamp + gapMillis(element)));
    }

    /** Returns the gap behind a record, in milliseconds. */
    public long gapMillis(T element) {
        long gapMillis = Objects.requireNonNull(gap.apply(element), "a session's gap is null")
                .toMillis();
        Spans.requirePositive("gap", gapMillis);
        return gapMillis;
    }

    @Override
    public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        List<TimeWindow> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparingLong(TimeWindow::start));
        List<TimeWindow> group = new ArrayList<>();
        TimeWindow cover = null;
        for (TimeWindow window : sorted) {
            if (cover == null || !cover.intersects(window)) {
                tell(group, cover, callback);
                group = new ArrayList<>();
                cover = window;
            } else {
                cover = cover.cover(window);
            }
            group.add(window);
        }
        tell(group, cover, callback);
    }

    private static void tell(List<TimeWindow> group, @Nullable TimeWindow cover, MergeCallback<TimeWindow> callback) {
        if (group.size() > 1 && cover != null) {
            callback.merge(group, cover);
        }
    }

    @Override
    public Trigger<Object, Window> defaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public Serde<TimeWindow> windowSerde() {
        return TimeWindow.SERDE;
    }
}
