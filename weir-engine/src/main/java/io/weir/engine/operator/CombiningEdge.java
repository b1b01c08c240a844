package io.weir.engine.operator;

import io.weir.engine.exchange.Outlet;

/**
 * The end of a chain at an edge to windows: combines the records of one key and slice, and sends what they were combined to, once for many of them. Where keys come
 * again too seldom for that, it sends the records as they are, and tries again later.
 *
 * <p>What is kept back is in no checkpoint: it is sent before each barrier (I1), before a watermark that ends its window, and when the task has nothing else to do. The records
 * of a key keep their order, for what is kept back goes out before records do by themselves (I12).
 *
 * <p>Threading: confined to one task.
 */
final class CombiningEdge implements Output, Outlet.Held {

    /** Looks at what there is after so many records. */
    private static final int RECORDS_PER_LOOK = 1024;

    /** More do not stay in the processor's caches. */
    private static final int KEYS_MAX = 8192;

    /** For how many looks records are sent as they are. */
    private static final int LOOKS_WITHOUT = 256;

    private final Output plain;
    private final SlicedOperator combining;
    private final CombinedSlices slices;
    private final Outlet outlet;
    private final int[] owners;
    private final int recordsPerKeyMin;

    private int untilLook = RECORDS_PER_LOOK;
    private boolean combines = true;

    /** How many looks there have been since the last release. */
    private long looks;

    private int looksWithout;

    /**
     * @param plain sends records as they are
     * @param combining adds them to the slices
     * @param owners the consumer of each key group
     * @param recordsPerKeyMin where records of a key come less often, they are sent as they are
     */
    CombiningEdge(
            Output plain,
            SlicedOperator combining,
            CombinedSlices slices,
            Outlet outlet,
            int[] owners,
            int recordsPerKeyMin) {
        this.plain = plain;
        this.combining = combining;
        this.slices = slices;
        this.outlet = outlet;
        this.owners = owners;
        this.recordsPerKeyMin = recordsPerKeyMin;
        outlet.holding(this);
    }

    @Override
    public void accept(Object value, long timestamp) {
        if (combines) {
            combining.accept(value, timestamp);
        } else {
            plain.accept(value, timestamp);
        }
        if (--untilLook == 0) {
            look();
        }
    }

    @Override
    public boolean isDue(long watermark) {
        return slices.isDue(watermark);
    }

    @Override
    public void release() {
        int keys = slices.keyCount();
        if (keys == 0) {
            return;
        }
        long records = looks * RECORDS_PER_LOOK + RECORDS_PER_LOOK - untilLook;
        combines = records >= (long) recordsPerKeyMin * keys;
        looksWithout = LOOKS_WITHOUT;
        looks = 0;
        untilLook = RECORDS_PER_LOOK;
        outlet.combined(true);
        slices.send(outlet, owners);
        outlet.combined(false);
        combining.leave();
    }

    private void look() {
        untilLook = RECORDS_PER_LOOK;
        if (!combines) {
            looksWithout--;
            combines = looksWithout == 0;
            return;
        }
        looks++;
        if (slices.keyCount() > KEYS_MAX) {
            release();
        }
    }
}
