package io.weir.engine.window;

import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StateViews;
import io.weir.engine.state.WindowKey;
import io.weir.engine.state.WindowTimers;
import io.weir.state.ValueState;
import io.weir.time.Timestamps;
import io.weir.window.Trigger;
import io.weir.window.TriggerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger sees of the window that it is asked about.
 *
 * <p>Threading: confined to one task.
 */
final class TriggerContext implements Trigger.Context {

    private static final String STATE_BEGIN = "trigger-";

    private final KeyContext context;
    private final WindowTimers timers;
    private final WindowTimers clockTimers;
    private final LongSupplier clock;
    private final Map<TriggerState<?>, ValueState<Object>> states = new LinkedHashMap<>();
    private WindowKey window = new WindowKey("", 0, "");
    private long time = Timestamps.NONE;

    @SuppressWarnings("unchecked") // a state is used with its own type only
    TriggerContext(
            List<TriggerState<?>> declared,
            StateViews views,
            KeyContext context,
            WindowTimers timers,
            WindowTimers clockTimers,
            LongSupplier clock) {
        this.context = context;
        this.timers = timers;
        this.clockTimers = clockTimers;
        this.clock = clock;
        for (TriggerState<?> state : declared) {
            states.put(state, (ValueState<Object>)
                    (ValueState<?>) views.valueState(STATE_BEGIN + state.name(), state.type()));
        }
    }

    /** Makes a window of a key the one that all is about. */
    TriggerContext at(WindowKey newWindow, long newTime) {
        window = newWindow;
        time = newTime;
        return this;
    }

    @Override
    public long currentWatermark() {
        return time;
    }

    @Override
    public void registerEventTimeTimer(long at) {
        timers.add(window, at, WindowTimers.TRIGGER);
    }

    @Override
    public void deleteEventTimeTimer(long at) {
        timers.remove(window, at, WindowTimers.TRIGGER);
    }

    @Override
    public long currentProcessingTime() {
        return clock.getAsLong();
    }

    @Override
    public void registerProcessingTimeTimer(long at) {
        clockTimers.add(window, at, WindowTimers.TRIGGER);
    }

    @Override
    public void deleteProcessingTimeTimer(long at) {
        clockTimers.remove(window, at, WindowTimers.TRIGGER);
    }

    @Override
    @SuppressWarnings("unchecked") // declared with its type
    public <S> ValueState<S> state(TriggerState<S> state) {
        ValueState<Object> declared = states.get(state);
        if (declared == null) {
            throw new IllegalArgumentException(
                    "the trigger uses the state \"" + state.name() + "\", which is not among its states()");
        }
        return new Selected<>((ValueState<S>) (ValueState<?>) declared, context, window);
    }

    /** Forgets what the trigger remembers of the window. */
    void clearStates() {
        context.set(window, window.hash());
        states.values().forEach(ValueState::clear);
    }

    /** Moves what the trigger remembers of windows to the one that they have become. */
    @SuppressWarnings("unchecked") // merges values of its own type
    void mergeStates(List<WindowKey> merged, WindowKey result) {
        states.forEach((declared, state) -> {
            List<Object> values = new ArrayList<>();
            for (WindowKey each : merged) {
                context.set(each, each.hash());
                Object value = state.value();
                if (value != null) {
                    values.add(value);
                    state.clear();
                }
            }
            context.set(result, result.hash());
            BinaryOperator<Object> merge = (BinaryOperator<Object>) Objects.requireNonNull(declared.merge(), "merge");
            values.stream().reduce(merge).ifPresent(state::update);
        });
    }

    /** A state of one window, whatever other is looked at in between. */
    private record Selected<S>(ValueState<S> state, KeyContext context, WindowKey window) implements ValueState<S> {
        private ValueState<S> selected() {
            context.set(window, window.hash());
            return state;
        }

        @Override
        public @Nullable S value() {
            return selected().value();
        }

        @Override
        public void update(S value) {
            selected().update(value);
        }

        @Override
        public void clear() {
            selected().clear();
        }
    }
}
