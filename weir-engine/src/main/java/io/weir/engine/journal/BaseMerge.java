package io.weir.engine.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges a base and the segments on top of it into a new base. Both are streamed: the older base once, the segments
 * once if they fit in memory, else once to learn where the deltas of each key group are, and then those of one range of groups after the other. An entry is only looked at where it lies, and
 * copied from there to where the new base is put together: no object is made for it.
 *
 * <p>Threading: confined to one thread; it only reads files that nobody writes.
 */
final class BaseMerge implements BaseContent {

    /** Deltas of at least this size are held at once. */
    static final long RANGE_SIZE_MIN = 64 << 20;

    /** Bounds in how many pieces they are read, if the heap has room for such ranges. */
    private static final int RANGES_MAX = 4;

    /** About what an index takes for the place of a record. */
    private static final int PLACE_SIZE = 128;

    /** Of the arrays that deltas are held in: with its header one fills whole regions of G1, which have at most 16 MiB unless the heap has 64 GiB. */
    private static final int CHUNK_SIZE = (16 << 20) - 64;

    private final ReadableStore store;
    private final @Nullable BaseFile older;
    private final List<SegmentPart> parts;
    private final CheckpointLink last;
    private final List<SinkConfirmation> confirmations;
    private final NewestEntries newest = new NewestEntries();

    /** For the bytes of the deltas that are held. */
    private final ByteArena arena;

    /** Entries of the older base. */
    private final EntryBatch unchanged = new EntryBatch();

    private final Queue<DeltaIndex.Range> ranges = new ArrayDeque<>();

    /** All deltas, until they are merged, if they are so few that they are read once; else null. */
    private @Nullable RangeDeltas whole;

    private @Nullable DeltaIndex index;
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
        this.arena = new ByteArena(HeapShare.of(store, CHUNK_SIZE, 64));
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

    @Override
    public void begin(BaseWriter to, SegmentHeader owner) throws IOException {
        begin(to, owner, RANGE_SIZE_MIN);
    }

    private void begin(BaseWriter to, SegmentHeader owner, long rangeSizeMin) throws IOException {
        base = older == null ? null : BaseReader.open(store, older.name());
        CheckpointCut cut = new CheckpointCut();
        DeltaIndex deltas = new DeltaIndex(HeapShare.of(store, Integer.MAX_VALUE, 64) / PLACE_SIZE);
        long rangeSizeMax = HeapShare.of(store, Integer.MAX_VALUE, 8);
        whole = partsSize() <= Math.min(rangeSizeMin, rangeSizeMax) ? deltas(group -> true, partsSize()) : null;
        if (base != null) {
            cut.startFrom(base.header(), base.prelude());
        }
        read(List.of(cut, whole != null ? whole : deltas));
        cut.confirm(confirmations);
        BaseHeader header = new BaseHeader(owner.jobId(), owner.attempt(), last, cut.finished());
        to.prelude(header, new BaseReader.Prelude(cut.sources(), cut.inFlight(), cut.pending()));
        from = new BaseStateReader(base);
        out = new BaseStateWriter(to);
        ranges.addAll(deltas.ranges(Math.min(Math.max(rangeSizeMin, deltas.total() / RANGES_MAX), rangeSizeMax)));
        index = deltas;
    }

    /** Writes the state of the next range; behind the last, all that is left. */
    @Override
    public boolean next() throws IOException {
        if (from == null || out == null || index == null) {
            throw new IllegalStateException("not begun");
        }
        RangeDeltas small = whole;
        if (small != null) {
            whole = null;
            merge(from, small.blocks(), out);
            arena.release();
            return true;
        }
        DeltaIndex.Range range = ranges.poll();
        if (range == null) {
            copyBefore(from, null, out);
            out.finish();
            return false;
        }
        RangeDeltas deltas = deltas(range::contains, range.size());
        if (index.isWhole()) {
            PlacedRecords.read(store, index.places(range), deltas::state);
        } else {
            read(List.of(deltas));
        }
        merge(from, deltas.blocks(), out);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (base != null) {
            base.close();
        }
    }

    /** Returns what collects the deltas of some groups, in place of those that were collected before. */
    private RangeDeltas deltas(Predicate<StateGroup> wanted, long size) {
        arena.clear(size);
        return new RangeDeltas(wanted, arena);
    }

    /** Returns a bound of what the deltas take. */
    private long partsSize() {
        return parts.stream().mapToLong(SegmentPart::length).sum();
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

    /** Merges all groups up to the last that has deltas. */
    private void merge(BaseStateReader from, NavigableMap<StateGroup, List<EntryBlock>> deltas, BaseStateWriter to)
            throws IOException {
        for (Map.Entry<StateGroup, List<EntryBlock>> entry : deltas.entrySet()) {
            copyBefore(from, entry.getKey(), to);
            mergeGroup(from, entry.getKey(), entry.getValue(), to);
        }
    }

    /** Copies the groups before {@code end}; all if it is null. */
    private static void copyBefore(BaseStateReader from, @Nullable StateGroup end, BaseStateWriter to)
            throws IOException {
        for (StateGroup group = from.group();
                group != null && (end == null || group.compareTo(end) < 0);
                group = from.group()) {
            to.block(group, from.block());
            from.advance();
        }
    }

    private void mergeGroup(BaseStateReader from, StateGroup group, List<EntryBlock> deltas, BaseStateWriter to)
            throws IOException {
        newest.fill(deltas);
        for (; group.equals(from.group()); from.advance()) {
            EntryBlock block = from.block();
            to.enter(group, block.schema());
            unchanged.enter(block);
            while (unchanged.next()) {
                newest.fetch(block.bytes(), unchanged);
                copyUnchanged(block, to);
            }
            to.flush();
        }
        newest.writeTo(to, group);
    }

    /** Copies those entries of the batch that no delta has the key of. */
    private void copyUnchanged(EntryBlock block, BaseStateWriter to) throws IOException {
        for (int i = 0; i < unchanged.count(); i++) {
            boolean present = unchanged.end(i) != EntryBatch.REMOVED;
            if (present && !newest.contains(block.bytes(), unchanged, i)) {
                to.entry(block.bytes(), unchanged.begin(i), unchanged.end(i));
            }
        }
    }
}
