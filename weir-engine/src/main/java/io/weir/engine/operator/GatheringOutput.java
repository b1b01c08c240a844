package io.weir.engine.operator;

import io.weir.engine.item.Batch;

/**
 * Stands before an operator of a fused chain. If that has more state than the caches hold, it gathers the records of a poll in batches, of which the keys are looked at ahead
 * ({@link BatchLoop}); else they go on one by one, and need not even be made.
 *
 * <p>Threading: confined to one task.
 */
final class GatheringOutput implements Output, Gathering {

    private final Output next;
    private final BatchInlet loop;
    private final Fetching keeper;
    private final boolean always;
    private final Batch batch = new Batch();
    private boolean gathers;

    /**
     * @param loop sends batches to {@code next}
     * @param keeper is {@code next}
     * @param always whether it gathers however little state there is
     */
    GatheringOutput(Output next, BatchInlet loop, Fetching keeper, boolean always) {
        this.next = next;
        this.loop = loop;
        this.keeper = keeper;
        this.always = always;
        batch.begin(null);
    }

    @Override
    public void accept(Object value, long timestamp) {
        if (!gathers) {
            next.accept(value, timestamp);
            return;
        }
        batch.add(value, timestamp);
        if (batch.isFull()) {
            letGo();
        }
    }

    @Override
    public void begin() {
        gathers = always || keeper.isLarge();
    }

    @Override
    public void end() {
        if (gathers) {
            letGo();
            gathers = false;
        }
    }

    private void letGo() {
        loop.accept(batch);
        batch.clear();
        batch.begin(null);
    }
}
