package io.weir.engine.window;

import io.weir.engine.operator.Fetching;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.graph.Collector;
import io.weir.state.ValueState;
import io.weir.window.CountWindows;
import io.weir.window.GlobalWindow;
import java.util.List;
import java.util.Objects;

/** Windows of each key's last records, which have a result after every so many. */
final class CountWindowOperator implements Operator, Fetching, Collector<Object> {

    private static final String COUNT = "count";

    private final KeyReader keyReader;
    private final KeyContext key;
    private final StageState state;
    private final CountWindows windows;
    private final ValueState<Long> count;
    private final CountedContents contents;
    private final Output next;

    CountWindowOperator(
            KeyReader keyReader,
            KeyContext key,
            StageState state,
            CountWindows windows,
            CountedContents contents,
            Output next) {
        this.keyReader = keyReader;
        this.key = key;
        this.state = state;
        this.windows = windows;
        this.count = state.valueState(COUNT, Long.class);
        this.contents = contents;
        this.next = next;
    }

    @Override
    public void fetch(long[] keys, int count) {
        state.fetch(keys, count);
    }

    @Override
    public boolean isLarge() {
        return state.isLarge();
    }

    @Override
    public void accept(Object value, long timestamp) {
        keyReader.read(value, key);
        Long before = count.value();
        long after = (before == null ? 0 : before) + 1;
        count.update(after);
        contents.add(value, after);
        if (after % windows.slide() == 0) {
            contents.emit(key, after, this);
        }
    }

    @Override
    public void collect(Object value) {
        next.accept(
                Objects.requireNonNull(value, "a window function emitted null"), GlobalWindow.INSTANCE.maxTimestamp());
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }
}
