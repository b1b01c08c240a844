package io.weir.testkit.conformance;

import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.sink.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A job with one sink, and its checkpoint directory: which checkpoints are decided, and what of them is not confirmed.
 *
 * <p>Threading: confined to the test's thread.
 */
final class SinkJob<T, C> {

    /** Attempts skip ids, as the engine's do: what an earlier attempt may have used is never used again. */
    private static final int ID_GAP = 3;

    private final SinkCase<T, C> owner;
    private final JobId id;
    private final String stage;
    private final List<Part<C>> pending = new ArrayList<>();
    private final List<Checkpoint<C>> decided = new ArrayList<>();
    private long decidedId;
    private long lastId;
    private long lastAttempt;

    SinkJob(SinkCase<T, C> owner, JobId id, String stage) {
        this.owner = owner;
        this.id = id;
        this.stage = stage;
    }

    SinkCase<T, C> owner() {
        return owner;
    }

    JobId id() {
        return id;
    }

    String stage() {
        return stage;
    }

    long nextCheckpointId() {
        lastId++;
        return lastId;
    }

    /** Returns the checkpoint that a job would go on from; 0 for none. */
    long decidedId() {
        return decidedId;
    }

    /** Makes the next attempt: it has done nothing yet. */
    SinkAttempt<T, C> create(int parallelism) throws Exception {
        owner.comeToRest(this);
        lastAttempt++;
        lastId += ID_GAP;
        return owner.own(new SinkAttempt<>(this, owner.subject().sink(), lastAttempt, parallelism));
    }

    /** Starts the next attempt: fences, commits what is pending, confirms it, and makes the writers. */
    SinkAttempt<T, C> start(int parallelism) throws Exception {
        SinkAttempt<T, C> attempt = create(parallelism);
        attempt.recover();
        return attempt;
    }

    /** Decides a checkpoint: from now on its committables must be committed. */
    void decide(Checkpoint<C> checkpoint) {
        pending.addAll(checkpoint.parts());
        checkpoint.becomeDecided();
        decided.add(checkpoint);
        decidedId = Math.max(decidedId, checkpoint.id());
    }

    /** Puts into the journal that everything up to a checkpoint is committed. */
    void confirm(long checkpointId) {
        pending.removeIf(part -> part.checkpointId() <= checkpointId);
    }

    /** What the last checkpoint lists as decided and not confirmed, by checkpoint then subtask. */
    List<Part<C>> pending() {
        return List.copyOf(pending);
    }

    /** Puts an older copy of the directory in the place of the newest. */
    void goBackTo(long checkpointId) {
        decidedId = checkpointId;
        pending.clear();
    }

    /** Told of a commit's outcome: what the checkpoint held of that subtask may be visible, or must be. */
    void told(Part<C> part, Part.State state) {
        part.become(state);
        for (Checkpoint<C> checkpoint : decided) {
            if (checkpoint.id() == part.checkpointId()) {
                List<Written> contents = checkpoint.contents().getOrDefault(part.subtask(), List.of());
                owner.allow(contents);
                boolean all = checkpoint.partsOf(part.subtask()).stream()
                        .allMatch(each -> each.state() == Part.State.COMMITTED);
                if (all) {
                    owner.require(contents);
                }
            }
        }
    }

    /** Makes a part of what a writer handed over; its bytes must survive their serde. */
    Part<C> part(Sink<T, C> sink, long checkpointId, int subtask, C committable) {
        Serde<C> serde = sink.committableSerde();
        byte[] bytes = bytes(serde, committable);
        ByteReader in = new ByteReader(bytes);
        byte[] again = bytes(serde, serde.read(in));
        in.expectEnd();
        if (!Arrays.equals(bytes, again)) {
            throw new AssertionError("the committable serde does not write again what it has read: wrote "
                    + Arrays.toString(bytes) + ", after reading it " + Arrays.toString(again));
        }
        return new Part<>(checkpointId, subtask, committable, bytes);
    }

    private static <C> byte[] bytes(Serde<C> serde, C committable) {
        ByteWriter out = new ByteWriter();
        serde.write(committable, out);
        return out.toByteArray();
    }
}
