package io.weir.engine.operator;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.item.Batch;
import java.lang.invoke.MethodHandles;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The loop that feeds a chain from batches; a class of its own so that each chain can have its own copy. */
final class BatchLoop implements BatchInlet {

    /** Where records go, if this class is a copy for one subtask. */
    private static final @Nullable Output HEAD = ClassCopies.constantOf(MethodHandles.lookup());

    /** Of so many records the keys are looked at in advance: what belongs to them stays in the first cache. */
    private static final int AHEAD = 64;

    private final Output head;
    private final @Nullable SlicedOperator combined;
    private final @Nullable ToLongFunction<Object> key;
    private final @Nullable Fetching keeper;

    /** The keys of the records that come next. */
    private final long[] keys = new long[AHEAD];

    /**
     * @param combined takes what was combined before the exchange; null if nothing is
     * @param key reads the key of a record; null to look ahead at none
     * @param keeper is told keys ahead; null for nobody
     */
    BatchLoop(
            Output head,
            @Nullable SlicedOperator combined,
            @Nullable ToLongFunction<Object> key,
            @Nullable Fetching keeper) {
        this.head = head;
        this.combined = combined;
        this.key = key;
        this.keeper = keeper;
    }

    @Override
    public void accept(Batch batch) {
        if (combined != null && batch.isCombined()) {
            merge(combined, batch);
            return;
        }
        Output first = HEAD == null ? head : HEAD;
        FlatLayout layout = batch.layout();
        int size = batch.size();
        for (int from = 0; from < size; from += AHEAD) {
            int to = Math.min(size, from + AHEAD);
            lookAhead(batch, layout, from, to);
            if (layout == null) {
                for (int i = from; i < to; i++) {
                    first.accept(batch.value(i), batch.timestamp(i));
                }
            } else {
                for (int i = from; i < to; i++) {
                    first.accept(made(batch, layout, i), batch.timestamp(i));
                }
            }
        }
    }

    /** Objects that another core has made are brought here by it as well. A key that cannot be read is told of when its record's turn comes. */
    private void lookAhead(Batch batch, @Nullable FlatLayout layout, int from, int to) {
        ToLongFunction<Object> reader = key;
        if (reader == null || keeper == null) {
            return;
        }
        try {
            for (int i = from; i < to; i++) {
                keys[i - from] = reader.applyAsLong(layout == null ? batch.value(i) : made(batch, layout, i));
            }
        } catch (RuntimeException e) {
            return;
        }
        keeper.fetch(keys, to - from);
    }

    /** Makes a record from its words: here and not in the batch, so that the code knows the class, and need not make what only goes through the chain. */
    private static Object made(Batch batch, FlatLayout layout, int index) {
        return layout.read(batch.words(), index * layout.words());
    }

    private static void merge(SlicedOperator windows, Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            windows.merge((Combined) batch.value(i), batch.timestamp(i));
        }
    }
}
