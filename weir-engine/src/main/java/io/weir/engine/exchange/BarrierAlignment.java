package io.weir.engine.exchange;

import io.weir.engine.item.Control.Barrier;
import io.weir.error.WeirException;
import java.util.Arrays;

/**
 * Decides when a barrier has come on every channel, and which channels must not be read until then (I1). After Chandy and Lamport ("Distributed snapshots",
 * 1985), in the aligned form of Carbone et al. ("Lightweight asynchronous snapshots for distributed dataflows", 2015).
 *
 * <p>A barrier may also <b>overtake</b> (the original form of Chandy and Lamport): the snapshot is taken before it has come on every channel, and whoever reads the
 * channels records what they still deliver before it. The barriers that come behind are late, and mean nothing any more.
 *
 * <p>Threading: confined to the consuming task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>A1: {@code arrivedCount} is the number of channels marked in {@code arrived}, and below the number of channels between calls.
 *   <li>A2: no channel is marked if and only if {@code pendingId} is {@link #NONE}.
 *   <li>A3: {@code overtakenId} is below {@code pendingId} if there is one.
 *   <li>A4: one checkpoint is aligned at a time: the coordinator starts none before the last was decided.
 * </ul>
 */
final class BarrierAlignment {

    private static final long NONE = -1;

    private final boolean[] arrived;
    private final AlignmentMode mode;
    private int arrivedCount;
    private long pendingId = NONE;

    /** The last checkpoint whose barrier has overtaken; its barriers, and those before it, are late. */
    private long overtakenId = NONE;

    BarrierAlignment(int channelCount, AlignmentMode mode) {
        this.arrived = new boolean[channelCount];
        this.mode = mode;
    }

    /** Returns whether the channel must not be read now. */
    boolean isHeldBack(int channel) {
        return arrived[channel] && mode == AlignmentMode.ALIGNED;
    }

    /** Notes a barrier; returns whether it has now come on every channel. */
    boolean arrived(int channel, Barrier barrier) {
        if (barrier.checkpointId() <= overtakenId) {
            return false;
        }
        if (pendingId != NONE && pendingId != barrier.checkpointId() || arrived[channel]) {
            throw WeirException.defect(
                    "barriers are out of step (I1)",
                    "expected=" + pendingId + ", actual=" + barrier.checkpointId() + ", channel=" + channel
                            + ", arrived=" + Arrays.toString(arrived));
        }
        pendingId = barrier.checkpointId();
        arrived[channel] = true;
        arrivedCount++;
        if (arrivedCount < arrived.length) {
            return false;
        }
        clear();
        return true;
    }

    /** Lets the barrier of a checkpoint overtake: no channel is held back any more. Returns on which it had come. */
    boolean[] overtake(long checkpointId) {
        if (pendingId != NONE && pendingId != checkpointId || checkpointId <= overtakenId) {
            throw WeirException.defect(
                    "a barrier overtakes another (I1)",
                    "pending=" + pendingId + ", overtaking=" + checkpointId + ", overtaken=" + overtakenId);
        }
        boolean[] come = arrived.clone();
        clear();
        overtakenId = checkpointId;
        return come;
    }

    private void clear() {
        Arrays.fill(arrived, false);
        arrivedCount = 0;
        pendingId = NONE;
    }
}
