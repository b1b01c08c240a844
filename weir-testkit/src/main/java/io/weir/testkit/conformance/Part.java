package io.weir.testkit.conformance;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import io.weir.sink.CommitRequest;

/**
 * One committable of a checkpoint: the object that the writer handed over, and the bytes that the checkpoint holds of it.
 *
 * <p>Threading: confined to the test's thread.
 */
final class Part<C> {

    /** What is known of its commit. */
    enum State {
        /** No committer was ever asked. */
        NOT_ASKED,
        /** A committer said that it is committed. */
        COMMITTED,
        /** A committer was asked and threw. */
        UNKNOWN
    }

    private final long checkpointId;
    private final int subtask;
    private final C live;
    private final byte[] bytes;
    private State state = State.NOT_ASKED;

    Part(long checkpointId, int subtask, C live, byte[] bytes) {
        this.checkpointId = checkpointId;
        this.subtask = subtask;
        this.live = live;
        this.bytes = bytes;
    }

    long checkpointId() {
        return checkpointId;
    }

    int subtask() {
        return subtask;
    }

    byte[] bytes() {
        return bytes;
    }

    State state() {
        return state;
    }

    void become(State newState) {
        state = newState;
    }

    /** The request within the attempt that wrote it. */
    CommitRequest<C> live() {
        return new CommitRequest<>(checkpointId, subtask, live, false);
    }

    /** The request of a later attempt: the committable is read from the checkpoint. */
    CommitRequest<C> recovered(Serde<C> serde) {
        ByteReader in = new ByteReader(bytes);
        C committable = serde.read(in);
        in.expectEnd();
        return new CommitRequest<>(checkpointId, subtask, committable, true);
    }

    @Override
    public String toString() {
        return "checkpoint " + checkpointId + ", subtask " + subtask;
    }
}
