package io.weir.engine.window;

import io.weir.state.MapState;
import io.weir.window.MergingWindowAssigner;
import io.weir.window.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the current key that grow together, each with the window that its contents are kept under: contents stay where they are while their window grows. The way of Flink's
 * MergingWindowSet.
 *
 * <p>Threading: confined to one task.
 */
final class MergingSets {

    private final MergingWindowAssigner<Object, Window> assigner;
    private final MapState<Window, Window> keptUnder;

    MergingSets(MergingWindowAssigner<Object, Window> assigner, MapState<Window, Window> keptUnder) {
        this.assigner = assigner;
        this.keptUnder = keptUnder;
    }

    /** Takes over what is kept for windows that have become one. */
    @FunctionalInterface
    interface Merger {
        /**
         * @param merged windows that have ceased to be, {@code result} perhaps among them
         * @param resultKept what the contents of the result are kept under
         * @param mergedKept what the contents of the others are kept under
         */
        void merge(Window result, Collection<Window> merged, Window resultKept, Collection<Window> mergedKept);
    }

    /** Adds a window, and returns the one that it has become part of, which may be itself. */
    Window add(Window added, Merger merger) {
        List<Window> all = new ArrayList<>(keptUnder.entries().keySet());
        boolean known = all.contains(added);
        if (!known) {
            all.add(added);
        }
        List<Window> result = new ArrayList<>(List.of(added));
        assigner.mergeWindows(all, (merged, mergeResult) -> {
            List<Window> before = new ArrayList<>(merged);
            if (before.contains(added)) {
                result.set(0, mergeResult);
                if (!known) {
                    before.remove(added);
                }
            }
            merge(mergeResult, before, merger);
        });
        Window became = result.get(0);
        if (!keptUnder.contains(became)) {
            keptUnder.put(became, became);
        }
        return became;
    }

    private void merge(Window result, List<Window> before, Merger merger) {
        Window resultKept = Objects.requireNonNull(keptUnder.get(before.get(0)));
        if (before.size() == 1 && before.contains(result)) {
            return;
        }
        List<Window> mergedKept = new ArrayList<>();
        for (Window each : before) {
            mergedKept.add(Objects.requireNonNull(keptUnder.get(each)));
            keptUnder.remove(each);
        }
        mergedKept.remove(resultKept);
        keptUnder.put(result, resultKept);
        merger.merge(result, before, resultKept, mergedKept);
    }

    /** Returns what the contents of a window are kept under; null if there is no such window. */
    @Nullable Window keptUnder(Window window) {
        return keptUnder.get(window);
    }

    /** Forgets a window. */
    void retire(Window window) {
        keptUnder.remove(window);
    }
}
