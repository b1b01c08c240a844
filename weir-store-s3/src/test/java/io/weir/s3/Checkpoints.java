package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredCheckpoint;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.serde.ByteWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checkpoints of a job that keeps one state of a few keys, and has one sink; and what they mean. */
final class Checkpoints {

    private static final int KEY_COUNT = 3;

    private Checkpoints() {}

    static CheckpointData of(long id, long confirmed) {
        return of(id, confirmed, "v" + id);
    }

    /** Returns a checkpoint that sets one of three keys, and has one output to be committed. */
    static CheckpointData of(long id, long confirmed, String value) {
        ByteWriter entries = new ByteWriter();
        StateEntryCodec.write(entries, bytes(key(id)), bytes(value));
        StateDelta delta = new StateDelta("count", "total", "s1", List.of(new StateBlock(0, 1, entries.toByteArray())));
        SinkSnapshot sink =
                new SinkSnapshot("out", "txn", confirmed, List.of(new CommittableBytes(0, bytes(Long.toString(id)))));
        return new CheckpointData(
                id,
                List.of(new SourceSnapshot("in", "offset", List.of(bytes("@" + id)))),
                List.of(delta),
                List.of(sink));
    }

    static String key(long id) {
        return "k" + id % KEY_COUNT;
    }

    static SortedMap<String, String> state(RestoredCheckpoint checkpoint) {
        SortedMap<String, String> state = new TreeMap<>();
        if (checkpoint != null) {
            checkpoint
                    .states()
                    .forEach(delta -> delta.blocks()
                            .forEach(block ->
                                    StateEntryCodec.read(block, (key, value) -> state.put(text(key), text(value)))));
        }
        return state;
    }

    /** Returns the checkpoints whose output is decided and not known to be committed. */
    static SortedSet<Long> pending(RestoredCheckpoint checkpoint) {
        SortedSet<Long> ids = new TreeSet<>();
        if (checkpoint != null) {
            checkpoint.pending().forEach(each -> ids.add(Long.parseLong(text(each.bytes()))));
        }
        return ids;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
