package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import io.weir.engine.item.Control;
import io.weir.engine.item.Control.Barrier;
import io.weir.engine.item.Control.End;
import io.weir.engine.item.Control.Idle;
import io.weir.engine.item.Control.Watermark;
import io.weir.engine.time.WatermarkMerger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the channels that come into a subtask into one sequence of batches and control events. <b>This is where barriers are aligned</b>: see
 * {@link BarrierAlignment}, and {@link Recording} for those that overtake.
 *
 * <p>Threading: confined to the consuming task.
 */
public final class InputGate {

    private final Channel[] channels;
    private final int[] sides;
    private final BarrierAlignment alignment;
    private final WatermarkMerger watermarks;
    private int live;
    private boolean idle;

    /** The gate has become idle, and the last watermark before that has been told. */
    private boolean idlePending;

    private int next;
    private int lastRead;
    private @Nullable Recording recording;

    /** A channel that comes in, and which stream of a subtask that reads two it belongs to: 0 or 1, and 0 elsewhere. */
    public record Entering(Channel channel, int side) {}

    public InputGate(List<Entering> entering, AlignmentMode mode) {
        this.channels = entering.stream().map(Entering::channel).toArray(Channel[]::new);
        this.sides = entering.stream().mapToInt(Entering::side).toArray();
        this.alignment = new BarrierAlignment(this.channels.length, mode);
        this.watermarks = new WatermarkMerger(this.channels.length);
        this.live = this.channels.length;
    }

    /**
     * Returns what comes next: a {@link Batch}, to be given back by {@link #recycle}; a {@link Barrier}, when the last channel has delivered it; a
     * {@link Watermark} or {@link Idle}, when event time has moved for the gate as a whole; {@link End}, when every channel has ended; or null, if nothing is
     * at hand.
     */
    public @Nullable Object poll() {
        if (idlePending) {
            return takeIdle();
        }
        int count = channels.length;
        for (int tried = 0; tried < count; ) {
            int index = next;
            Channel channel = channels[index];
            Object item = alignment.isHeldBack(index) ? null : channel.peek();
            if (item == null) {
                next = index + 1 == count ? 0 : index + 1;
                tried++;
                continue;
            }
            channel.take();
            if (item instanceof Batch batch) {
                if (recording != null) {
                    recording.batch(index, batch);
                }
                lastRead = index;
                next = index + 1 == count ? 0 : index + 1;
                return item;
            }
            Control merged = merge(index, (Control) item);
            if (merged != null) {
                return merged;
            }
        }
        return null;
    }

    /**
     * Lets the barrier of a checkpoint overtake what the channels still hold before it, if the gate has not passed it on. From now on that is recorded, see
     * {@link #recorded}; the caller takes its snapshot before it polls again.
     */
    public void overtake(long checkpointId) {
        recording = new Recording(checkpointId, alignment.overtake(checkpointId), sides);
    }

    /** Returns the records that the last barrier has overtaken, by side, once all are known: then, and only then, the barrier is in sight on every channel. Null before. */
    public @Nullable List<InFlight> recorded() {
        Recording running = recording;
        if (running == null || !running.look(channels)) {
            return null;
        }
        recording = null;
        return running.records();
    }

    /** Returns which side the batch belongs to that {@link #poll} returned last. */
    public int side() {
        return sides[lastRead];
    }

    /** Gives the batch that {@link #poll} returned last back to its channel. */
    public void recycle(Batch batch) {
        channels[lastRead].recycle(batch);
    }

    /** Returns how far event time has come for the gate as a whole. */
    public long currentWatermark() {
        return watermarks.current();
    }

    private @Nullable Control merge(int index, Control control) {
        if (control instanceof Barrier barrier) {
            if (recording != null) {
                recording.barrier(index, barrier);
            }
            return alignment.arrived(index, barrier) ? barrier : null;
        }
        if (control instanceof Watermark watermark) {
            return told(watermarks.advance(index, watermark.timestamp()));
        }
        if (control instanceof Idle) {
            return told(watermarks.idle(index));
        }
        live--;
        return live == 0 ? control : null;
    }

    /** Returns the news that the gate is idle, if it has not been told. */
    private @Nullable Control takeIdle() {
        if (!idlePending) {
            return null;
        }
        idlePending = false;
        return new Idle();
    }

    /** Returns what there is to tell about event time after one channel's has moved. */
    private @Nullable Control told(boolean advanced) {
        if (watermarks.isIdle()) {
            idlePending = !idle;
            idle = true;
            return advanced ? new Watermark(watermarks.current()) : takeIdle();
        }
        // Behind an idle gate the same watermark is news too: it says that the gate holds event time back again.
        boolean news = advanced || idle;
        idle = false;
        return news ? new Watermark(watermarks.current()) : null;
    }
}
