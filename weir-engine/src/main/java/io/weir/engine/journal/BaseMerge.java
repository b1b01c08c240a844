package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.serde.ByteReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges a base and the segments on top of it into a new base. Both are streamed: the older base once, the segments
 * once to learn their sizes and then once for each range of key groups whose deltas fit in memory.
 *
 * <p>Threading: confined to one thread; it only reads files that nobody writes.
 */
final class BaseMerge implements AutoCloseable {

    /** Deltas of at least this size are held at once. */
    static final long RANGE_SIZE_MIN = 64 << 20;

    /** Bounds how often the segments are read, if the heap has room for such ranges. */
    private static final int RANGES_MAX = 8;

    private final ReadableStore store;
    private final @Nullable BaseFile older;
    private final List<SegmentPart> parts;
    private final CheckpointLink last;
    private final List<SinkConfirmation> confirmations;

    private final Queue<GroupSizes.Range> ranges = new ArrayDeque<>();
    private @Nullable BaseReader base;
    private @Nullable BaseStateReader from;
    private @Nullable BaseStateWriter out;

    /**
     * @param parts on top of {@code older}, up to the checkpoint {@code last}
     */
    BaseMerge(ReadableStore store, @Nullable BaseFile older, List<SegmentPart> parts, CheckpointLink last) {
        this(store, older, parts, last, List.of());
    }

    /** @param confirmations what is known of commits beside what the files say */
    BaseMerge(
            ReadableStore store,
            @Nullable BaseFile older,
            List<SegmentPart> parts,
            CheckpointLink last,
            List<SinkConfirmation> confirmations) {
        this.store = store;
        this.older = older;
        this.parts = List.copyOf(parts);
        this.last = last;
        this.confirmations = List.copyOf(confirmations);
    }

    /**
     * Writes everything but the end.
     *
     * @param rangeSizeMin {@link #RANGE_SIZE_MIN} unless a test wants smaller ranges
     */
    void writeTo(BaseWriter to, SegmentHeader owner, long rangeSizeMin) throws IOException {
        try (this) {
            begin(to, owner, rangeSizeMin);
            boolean more = true;
            while (more) {
                more = next();
            }
        }
    }

    /** Writes what comes before the state; {@link #next} writes that, and {@link #close} must follow. */
    void begin(BaseWriter to, SegmentHeader owner, long rangeSizeMin) throws IOException {
        base = older == null ? null : BaseReader.open(store, older.name());
        CheckpointCut cut = new CheckpointCut();
        GroupSizes sizes = new GroupSizes();
        if (base != null) {
            cut.startFrom(base.header(), base.prelude());
        }
        read(List.of(cut, sizes));
        cut.confirm(confirmations);
        BaseHeader header = new BaseHeader(owner.jobId(), owner.attempt(), last, cut.finished());
        to.prelude(header, new BaseReader.Prelude(cut.sources(), cut.inFlight(), cut.pending()));
        from = new BaseStateReader(base);
        out = new BaseStateWriter(to);
        long rangeSize =
                Math.min(Math.max(rangeSizeMin, sizes.total() / RANGES_MAX), HeapShare.of(store, Integer.MAX_VALUE, 8));
        ranges.addAll(sizes.ranges(rangeSize));
    }

    /** Writes the state of the next range; behind the last, all that is left. Returns whether there is more. */
    boolean next() throws IOException {
        if (from == null || out == null) {
            throw new IllegalStateException("not begun");
        }
        GroupSizes.Range range = ranges.poll();
        if (range == null) {
            merge(from, new TreeMap<>(), out);
            out.finish();
            return false;
        }
        RangeDeltas deltas = new RangeDeltas(range);
        read(List.of(deltas));
        merge(from, deltas.blocks(), out);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (base != null) {
            base.close();
        }
    }

    private void read(List<SegmentVisitor> visitors) throws IOException {
        LinkChain links = new LinkChain(older == null ? CheckpointLink.NONE : older.link());
        for (SegmentPart part : parts) {
            try (SegmentReader reader = SegmentReader.open(store, part.name(), part.length())) {
                reader.readWhole(links, visitors);
            }
        }
        if (!links.last().equals(last)) {
            throw JournalError.corrupt(
                    store,
                    parts.isEmpty() ? "" : parts.get(parts.size() - 1).name().text(),
                    0,
                    "the segments end with " + links.last() + ", expected=" + last);
        }
    }

    /** Merges all groups up to the last that has deltas; without deltas, all that are left. */
    private static void merge(
            BaseStateReader from, NavigableMap<StateGroup, List<SchemaBlock>> deltas, BaseStateWriter to)
            throws IOException {
        for (Map.Entry<StateGroup, List<SchemaBlock>> entry : deltas.entrySet()) {
            copyBefore(from, entry.getKey(), to);
            mergeGroup(from, entry.getKey(), entry.getValue(), to);
        }
        if (deltas.isEmpty()) {
            copyBefore(from, null, to);
        }
    }

    /** Copies the groups before {@code end}; all if it is null. */
    private static void copyBefore(BaseStateReader from, @Nullable StateGroup end, BaseStateWriter to)
            throws IOException {
        for (StateGroup group = from.group();
                group != null && (end == null || group.compareTo(end) < 0);
                group = from.group()) {
            to.block(group, from.take());
        }
    }

    private static void mergeGroup(BaseStateReader from, StateGroup group, List<SchemaBlock> deltas, BaseStateWriter to)
            throws IOException {
        Map<ByteBuffer, NewestValue> newest = new LinkedHashMap<>();
        for (SchemaBlock delta : deltas) {
            forEachEntry(
                    delta.block(),
                    (key, value) -> newest.put(ByteBuffer.wrap(key), new NewestValue(delta.schema(), value)));
        }
        while (group.equals(from.group())) {
            SchemaBlock block = from.take();
            forEachEntry(block.block(), (key, value) -> {
                if (value != null && !newest.containsKey(ByteBuffer.wrap(key))) {
                    to.entry(group, block.schema(), key, value);
                }
            });
        }
        for (Map.Entry<ByteBuffer, NewestValue> entry : newest.entrySet()) {
            byte[] value = entry.getValue().value();
            if (value != null) {
                to.entry(group, entry.getValue().schema(), entry.getKey().array(), value);
            }
        }
    }

    private static void forEachEntry(StateBlock block, EntryConsumer consumer) throws IOException {
        ByteReader in = new ByteReader(block.entries());
        for (int i = 0; i < block.entryCount(); i++) {
            byte[] key = in.readBytes();
            consumer.entry(key, in.readBoolean() ? in.readBytes() : null);
        }
        in.expectEnd();
    }

    /** A {@link StateEntryCodec.Visitor} that may write a file. */
    @FunctionalInterface
    private interface EntryConsumer {
        void entry(byte[] key, byte @Nullable [] value) throws IOException;
    }

    /** A null value says that the key was removed. */
    private record NewestValue(String schema, byte @Nullable [] value) {}
}
