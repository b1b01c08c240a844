package io.weir.proof.workload;

import java.nio.ByteBuffer;

/**
 * A record of the input: the {@code sequence}-th of its partition. What else is in it follows from these three.
 *
 * <p>Threading: Immutable.
 */
public record Event(int source, int partition, int sequence) {

    /** Few keys meet often. */
    private static final int FEW_KEYS = 5;

    private static final int SOME_KEYS = 60;

    /** So many make tables grow, which have room for 32, and grow again. */
    private static final int MANY_KEYS = 400;

    /** By how many milliseconds an event of a partition may be older than one before it. */
    public static final int OUT_OF_ORDER = 40;

    private static final long TIME_BEGIN = 10_000;
    private static final long TIME_STEP = 10;
    private static final int STRAGGLERS = 6;
    private static final long STRAGGLING = 200;

    /** Few enough to meet often, and so many that not all that waits is of one key. */
    private static final int JOIN_KEYS = 12;

    /** So many events of a partition after each other change places. */
    private static final int JOIN_BLOCK = 4;

    /** Two sources of four partitions, each with times of its own. */
    private static final int JOIN_LANES = 8;

    private static final int BYTES = 12;

    /** How much later an event of a partition may have an earlier time. */
    public static final int DISORDER_MILLIS = 40;

    /** Event time from one event of a partition to the next, on average. */
    private static final int STEP_MILLIS = 10;

    /** Events are put together by so much of event time: a few of each partition. */
    private static final int BUCKET_MILLIS = 35;

    /** Returns the key. */
    public int key() {
        int keys = source == 0 ? FEW_KEYS : partition % 2 == 0 ? SOME_KEYS : MANY_KEYS;
        return Math.floorMod(mixed() >>> 8, keys);
    }

    /** Returns a number to add up. */
    public int amount() {
        return Math.floorMod(mixed() >>> 16, 100);
    }

    /** Returns the event time in milliseconds: it grows from event to event of a partition, but for some disorder. */
    public long time() {
        return (long) sequence * STEP_MILLIS - Math.floorMod(mixed() >>> 3, DISORDER_MILLIS);
    }

    /** Returns the last millisecond of the bucket that the event's time is in. */
    public long bucketEnd() {
        return (Math.floorDiv(time(), (long) BUCKET_MILLIS) + 1) * BUCKET_MILLIS - 1;
    }

    /**
     * Returns the event's time: rising with its place in the partition, and out of order by at most {@link #OUT_OF_ORDER}; always even, so that it is never just the end of a session
     * whose gap is odd.
     */
    public long windowTime() {
        return TIME_BEGIN + sequence * TIME_STEP - Math.floorMod(mixed() >>> 4, OUT_OF_ORDER / 2) * 2L;
    }

    /** Returns the key under which events of all sources meet. */
    public int joinKey() {
        return Math.floorMod(mixed() >>> 8, JOIN_KEYS);
    }

    /**
     * Returns a time for joins: out of order by up to {@link #joinDisorder}; even, see {@link #windowTime}; and no two events of other sources than the first have the same, so
     * that of two versions one is always the later.
     */
    public long joinTime() {
        int place = sequence % JOIN_BLOCK;
        Event firstOfBlock = new Event(source, partition, sequence - place);
        int moved = Math.floorMod(place + (firstOfBlock.mixed() >>> 5), JOIN_BLOCK);
        int lane = source == 0
                ? Math.floorMod(mixed() >>> 9, JOIN_LANES)
                : Math.floorMod((source - 1) * (JOIN_LANES / 2) + partition, JOIN_LANES);
        return TIME_BEGIN + 2L * ((long) (sequence - place + moved) * JOIN_LANES + lane);
    }

    /** Returns by how many milliseconds an event of a source may be older, in the time of joins, than one before it in its partition: just so many, so that some are nearly late. */
    public static int joinDisorder(int source) {
        return 2 * ((JOIN_BLOCK - 1) * JOIN_LANES + (source == 0 ? JOIN_LANES - 1 : 0));
    }

    /** Returns a time that is far back for some events. */
    public long straggling() {
        return Math.floorMod(mixed() >>> 9, STRAGGLERS) == 0 ? windowTime() - STRAGGLING : windowTime();
    }

    private int mixed() {
        int x = (source * 31 + partition) * 0x9E3779B1 + sequence * 0x85EBCA77;
        x = (x ^ (x >>> 15)) * 0xC2B2AE3D;
        return (x ^ (x >>> 13)) & Integer.MAX_VALUE;
    }

    /** Returns a number that no other event has. */
    public long id() {
        return ((long) source << 48) | ((long) partition << 32) | sequence;
    }

    public static Event ofId(long id) {
        return new Event((int) (id >>> 48), (int) (id >>> 32) & 0xFFFF, (int) id);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(source)
                .putInt(partition)
                .putInt(sequence)
                .array();
    }

    public static Event ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Event(buffer.getInt(), buffer.getInt(), buffer.getInt());
    }
}
