package io.weir.proof.simulation;

import io.weir.state.ListState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A total whose type is another one in later versions of the pipeline: components are added, removed, moved and widened, and the record gets another name. What a version has
 * written, all later ones must read.
 *
 * <p>Threading: confined to one task.
 */
final class EvolvingState {

    /** So many processes run the first version, and as many the second. */
    static final int PROCESSES = 4;

    private static final int HISTORY = 3;

    private final Access<?> access;

    private EvolvingState(Access<?> access) {
        this.access = access;
    }

    /** @param version 1 for the oldest */
    static EvolvingState of(int version, StateRegistry states) {
        return new EvolvingState(
                switch ((version - 1) / PROCESSES) {
                    case 0 -> new Access<>(states, First.class, (count, sum) -> new First((int) count, sum));
                    case 1 ->
                        new Access<>(states, Second.class, (count, sum) -> new Second(sum, Optional.of("note"), count));
                    default -> new Access<>(states, Third.class, (count, sum) -> new Third(1.5, count, sum));
                });
    }

    /** Adds an amount; what comes of it must be as given. */
    void add(long amount, long count, long sum) {
        access.add(amount, count, sum);
    }

    private interface Total {
        long count();

        long sum();
    }

    private record First(int countOfAll, long sum) implements Total {
        @Override
        public long count() {
            return countOfAll;
        }
    }

    private record Second(long sum, Optional<String> note, long countOfAll) implements Total {
        @Override
        public long count() {
            return countOfAll;
        }
    }

    private record Third(double weight, long countOfAll, long sum) implements Total {
        @Override
        public long count() {
            return countOfAll;
        }
    }

    private interface Maker<T> {
        T make(long count, long sum);
    }

    private static final class Access<T extends Total> {
        private final ValueState<T> total;
        private final ListState<T> history;
        private final Maker<T> maker;

        Access(StateRegistry states, Class<T> type, Maker<T> maker) {
            this.total = states.valueState("evolving", type);
            this.history = states.listState("evolving-history", type);
            this.maker = maker;
        }

        void add(long amount, long count, long sum) {
            T before = total.value();
            T after =
                    maker.make((before == null ? 0 : before.count()) + 1, (before == null ? 0 : before.sum()) + amount);
            total.update(after);
            if (history.get().size() == HISTORY) {
                history.clear();
            }
            history.add(after);
            check(before, after, count, sum);
        }

        private void check(@Nullable T before, T after, long count, long sum) {
            List<T> kept = history.get();
            if (after.count() != count || after.sum() != sum || kept.size() != (count - 1) % HISTORY + 1) {
                throw new IllegalStateException("I1: after " + count + " events with the sum " + sum + " there is "
                        + after + " behind " + before + ", and " + kept);
            }
            for (int i = 0; i < kept.size(); i++) {
                if (kept.get(i).count() != count - kept.size() + 1 + i) {
                    throw new IllegalStateException("I1: after " + count + " events the history is " + kept);
                }
            }
        }
    }
}
