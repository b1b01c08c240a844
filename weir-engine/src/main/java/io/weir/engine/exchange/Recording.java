package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import io.weir.engine.item.Control.Barrier;
import java.util.List;

/**
 * Records what the channels of one gate still deliver before a barrier that has overtaken it: the state of the channels in the words of Chandy and Lamport
 * ("Distributed snapshots", 1985). A channel is done with as soon as the barrier is in sight on it: what lies before it is taken as it is, and need not be
 * processed first.
 *
 * <p>Threading: confined to the consuming task.
 *
 * <p>Invariant R1 (I1): a record is in {@code records} if and only if it was sent before the barrier, and had not been given to the task when the task took its snapshot.
 */
final class Recording {

    private final long checkpointId;
    private final boolean[] done;
    private final int[] sides;
    private final List<InFlight> records = List.of(new InFlight(), new InFlight());

    /**
     * @param done the channels on which the barrier has come already; kept
     * @param sides of the channels
     */
    Recording(long checkpointId, boolean[] done, int[] sides) {
        this.checkpointId = checkpointId;
        this.done = done;
        this.sides = sides;
    }

    /** A batch has been taken from a channel. */
    void batch(int channel, Batch batch) {
        if (!done[channel]) {
            of(channel).add(batch);
        }
    }

    /** A barrier has been taken from a channel. */
    void barrier(int channel, Barrier barrier) {
        if (barrier.checkpointId() == checkpointId) {
            done[channel] = true;
        }
    }

    /** Looks ahead for the barrier; returns whether all channels are done with. */
    boolean look(Channel[] channels) {
        boolean complete = true;
        for (int i = 0; i < channels.length; i++) {
            if (!done[i]) {
                done[i] = channels[i].recordBefore(checkpointId, of(i));
                complete &= done[i];
            }
        }
        return complete;
    }

    /** Returns the records by side. */
    List<InFlight> records() {
        return records;
    }

    private InFlight of(int channel) {
        return records.get(sides[channel]);
    }
}
