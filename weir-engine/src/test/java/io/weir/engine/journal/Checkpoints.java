package io.weir.engine.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checkpoints for tests. */
final class Checkpoints {

    private Checkpoints() {}

    /** Returns a checkpoint of one state with one entry; a null value removes the key. */
    static CheckpointData of(long id, String key, String value) {
        StateDelta delta = new StateDelta("count", "total", "s1", List.of(block(0, key, value)));
        return new CheckpointData(id, List.of(source(id)), List.of(delta), List.of(sink("out", id, 0)));
    }

    static SourceSnapshot source(long position) {
        return new SourceSnapshot("in", "offset", List.of(bytes("0@" + position), bytes("1@" + position)));
    }

    /** Returns a sink that pre-committed one committable in each of two subtasks. */
    static SinkSnapshot sink(String stage, long id, long confirmed) {
        return new SinkSnapshot(
                stage,
                "txn",
                confirmed,
                List.of(
                        new CommittableBytes(1, bytes(stage + "-" + id + "-1")),
                        new CommittableBytes(0, bytes(stage + "-" + id + "-0"))));
    }

    /** Returns a block of one entry. */
    static StateBlock block(int keyGroup, String key, String value) {
        ByteWriter out = new ByteWriter();
        StateEntryCodec.write(out, bytes(key), value == null ? null : bytes(value));
        return new StateBlock(keyGroup, 1, out.toByteArray());
    }

    /** Returns a checkpoint that changes a few of a few keys in several states, and now and then removes one. */
    static CheckpointData random(long id, long confirmed, Random random) {
        List<StateDelta> states = new ArrayList<>();
        for (String stage : List.of("count", "join")) {
            for (String state : List.of("left", "right")) {
                if (random.nextInt(3) > 0) {
                    String schema = random.nextInt(8) == 0 ? "s2" : "s1";
                    states.add(new StateDelta(stage, state, schema, randomBlocks(id, random)));
                }
            }
        }
        List<SinkSnapshot> sinks = List.of(sink("out", id, confirmed), sink("side", id, Math.max(0, confirmed - 1)));
        return new CheckpointData(id, List.of(source(id)), states, sinks);
    }

    /** Returns a checkpoint with every entry that there is after it. */
    static CheckpointData whole(CheckpointData data, JobModel after) {
        List<StateDelta> states = new ArrayList<>();
        after.state().forEach((place, value) -> {
            String[] names = place.split("/", 4);
            String[] schemaAndValue = value.split(":", 2);
            states.add(new StateDelta(
                    names[0],
                    names[1],
                    schemaAndValue[0],
                    List.of(block(Integer.parseInt(names[2]), names[3], schemaAndValue[1]))));
        });
        return new CheckpointData(data.checkpointId(), data.sources(), states, data.inFlight(), data.sinks());
    }

    private static List<StateBlock> randomBlocks(long id, Random random) {
        List<StateBlock> blocks = new ArrayList<>();
        for (int keyGroup = random.nextInt(2); keyGroup < 4; keyGroup += 1 + random.nextInt(3)) {
            ByteWriter out = new ByteWriter();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                byte[] value = random.nextInt(4) == 0 ? null : bytes("v" + id + "." + i);
                StateEntryCodec.write(out, bytes("k" + random.nextInt(5)), value);
            }
            blocks.add(new StateBlock(keyGroup, count, out.toByteArray()));
        }
        return blocks;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
