package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bases against a plain map, which knows for each key its newest value and the schema of it. */
class BaseMergeTest {

    private static final int KEY_KINDS = 6;

    private final Map<String, String> model = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsTheNewestValueOfEachKeyUnderItsSchema(long seed) throws IOException {
        Random random = new Random(seed);
        CrashingStore store = new CrashingStore(random);
        Journal journal =
                Journal.recover(store, "orders", () -> "000000000000000a").journal();
        int count = 1 + random.nextInt(30);
        int keys = 1 + random.nextInt(200);
        for (int id = 1; id <= count; id++) {
            journal.append(new CheckpointData(id, List.of(), deltas(id, keys, random), List.of()));
            if (random.nextInt(8) == 0) {
                journal.buildBase();
            }
        }

        assertThat(merged(store, count, random.nextBoolean() ? 1 : 1 << random.nextInt(16)))
                .as("seed %d", seed)
                .isEqualTo(model);
    }

    /** With little memory the segments are read anew for each part of the state; with enough of it once. */
    @Test
    void holdsNoMoreDeltasAtOnceThanMemoryHasRoomFor() throws IOException {
        assertThat(timesRead(512 << 10)).isGreaterThan(2);
        assertThat(timesRead(1 << 30)).isEqualTo(1);
    }

    private static int timesRead(long memory) throws IOException {
        CrashingStore files = new CrashingStore(new Random(1));
        Journal journal =
                Journal.recover(files, "orders", () -> "000000000000000a").journal();
        List<StateBlock> blocks = new ArrayList<>();
        for (int group = 0; group < 8; group++) {
            ByteWriter out = new ByteWriter();
            StateEntryCodec.write(out, key(group), new byte[60_000]);
            blocks.add(new StateBlock(group, 1, out.toByteArray()));
        }
        StateDelta delta = new StateDelta("join", "left", "s", blocks);
        journal.append(new CheckpointData(1, List.of(), List.of(delta), List.of()));
        JournalChain chain = JournalChain.find(files, JournalFiles.list(files));
        SegmentPart part = new SegmentPart(chain.tail(), chain.tailSize());
        CheckpointLink last = lastLink(files, chain);
        int[] opened = new int[1];
        JournalStore store = new ForwardingStore(files) {
            @Override
            public InputStream open(String name) throws IOException {
                opened[0]++;
                return super.open(name);
            }

            @Override
            public long memory() {
                return memory;
            }
        };
        SegmentHeader owner = new SegmentHeader(chain.tailHeader().jobId(), 9, 1, 2, null, last, last);
        try (BaseWriter out = BaseWriter.create(store, FileName.ofBase(1, 9))) {
            new BaseMerge(store, null, List.of(part), last).writeTo(out, owner, BaseMerge.RANGE_SIZE_MIN);
        }
        return opened[0];
    }

    private static CheckpointLink lastLink(CrashingStore store, JournalChain chain) throws IOException {
        LinkChain links = new LinkChain(CheckpointLink.NONE);
        new ChainReader(store, chain).readSegments(links, List.of());
        return links.last();
    }

    @Test
    void tellsKeysWithTheSameHashApart() {
        byte[] one = encoded(colliding(1));
        byte[] other = encoded(colliding(2));

        assertThat(one).isNotEqualTo(other);
        assertThat(KeyHash.of(one, 0, one.length)).isEqualTo(KeyHash.of(other, 0, other.length));
    }

    /** Blocks of some groups, some without entries, in several schemas; keys occur more than once in a block. */
    private List<StateDelta> deltas(long id, int keys, Random random) {
        List<StateDelta> deltas = new ArrayList<>();
        for (String state : List.of("left", "right")) {
            String schema = "s" + random.nextInt(random.nextBoolean() ? 1 : 3);
            List<StateBlock> blocks = new ArrayList<>();
            for (int group = random.nextInt(3); group < 8; group += 1 + random.nextInt(4)) {
                ByteWriter out = new ByteWriter();
                int count = random.nextInt(keys);
                for (int i = 0; i < count; i++) {
                    byte[] key = key(random.nextInt(keys));
                    byte[] value = random.nextInt(4) == 0 ? null : value(id, i, random);
                    StateEntryCodec.write(out, key, value);
                    note("join", state, group, schema, key, value);
                }
                blocks.add(new StateBlock(group, count, out.toByteArray()));
            }
            deltas.add(new StateDelta("join", state, schema, blocks));
        }
        return deltas;
    }

    private void note(String stage, String state, int group, String schema, byte[] key, byte[] value) {
        String id = stage + "/" + state + "/" + group + "/" + HexFormat.of().formatHex(key);
        if (value == null) {
            model.remove(id);
        } else {
            model.put(id, schema + "=" + HexFormat.of().formatHex(value));
        }
    }

    /** Merges all that the store has into another base, and returns what that holds. */
    private static Map<String, String> merged(CrashingStore store, long lastId, long rangeSizeMin) throws IOException {
        JournalChain chain = JournalChain.find(store, JournalFiles.list(store));
        ChainReader reader = new ChainReader(store, chain);
        CheckpointCut cut = new CheckpointCut();
        BaseFile older = reader.readBase(cut, record -> {});
        LinkChain links = new LinkChain(older == null ? CheckpointLink.NONE : older.link());
        reader.readSegments(links, List.of(cut));
        List<SegmentPart> parts = new ArrayList<>(chain.parts());
        parts.add(new SegmentPart(chain.tail(), chain.tailSize()));
        FileName name = FileName.ofBase(lastId, 9);
        SegmentHeader owner =
                new SegmentHeader(chain.tailHeader().jobId(), 9, 1, lastId + 1, null, links.last(), links.last());
        try (BaseWriter out = BaseWriter.create(store, name)) {
            new BaseMerge(store, older, parts, links.last()).writeTo(out, owner, rangeSizeMin);
            out.publish();
        }
        Map<String, String> found = new TreeMap<>();
        try (BaseReader base = BaseReader.open(store, name)) {
            base.prelude();
            base.readStates(record -> record.delta().blocks().forEach(block -> {
                StateEntryCodec.read(block, (key, value) -> {
                    String id = record.stage() + "/" + record.state() + "/" + block.keyGroup() + "/"
                            + HexFormat.of().formatHex(key);
                    assertThat(value).as(id).isNotNull();
                    assertThat(found.put(
                                    id, record.schema() + "=" + HexFormat.of().formatHex(value)))
                            .as(id)
                            .isNull();
                });
            }));
        }
        return found;
    }

    private static byte[] value(long id, int number, Random random) {
        byte[] value = new byte[random.nextInt(20)];
        random.nextBytes(value);
        return random.nextInt(10) == 0
                ? new byte[200]
                : random.nextBoolean() ? value : Checkpoints.bytes(id + "." + number);
    }

    /** Short keys, the empty one among them; long ones that differ in length, or in their last byte, only; longs, some of them with hashes of which nearly all bits are the same; and ones with the same hash. */
    private static byte[] key(int number) {
        int rest = number / KEY_KINDS;
        return switch (number % KEY_KINDS) {
            case 0 -> rest == 0 ? new byte[0] : Checkpoints.bytes("" + rest);
            case 1 -> new byte[rest];
            case 2 ->
                Checkpoints.bytes("a prefix that many keys share, as long as several words " + (char) ('0' + rest));
            case 3 -> NewestEntriesTest.bytes(rest);
            case 4 -> NewestEntriesTest.bytes(NewestEntriesTest.alike(rest));
            default -> colliding(rest);
        };
    }

    private static byte[] colliding(int number) {
        int length = 2 * Long.BYTES - 1;
        long first = (long) number << Byte.SIZE | length;
        ByteWriter out = new ByteWriter();
        out.writeLong(first);
        out.writeLong(KeyHash.plus(2 * Long.BYTES, first));
        byte[] key = new byte[length];
        System.arraycopy(out.array(), 1, key, 0, length);
        return key;
    }

    private static byte[] encoded(byte[] key) {
        ByteWriter out = new ByteWriter();
        out.writeBytes(key);
        return out.toByteArray();
    }
}
