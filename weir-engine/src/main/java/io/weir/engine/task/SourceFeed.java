package io.weir.engine.task;

import io.weir.engine.exchange.SourceTimes;
import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.latency.ReadTimes;
import io.weir.engine.operator.SourceInlet;
import io.weir.engine.operator.SplitPauses;
import io.weir.engine.port.Clock;
import io.weir.engine.port.Progress;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.source.InputStatus;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkAlignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a chain from a source's reader.
 *
 * <p>Threading: confined to its task.
 */
final class SourceFeed implements Feed {

    /** Bounds the work of a turn, and with it what a sink that is not ready may still get. */
    private static final int RECORDS_MAX = 1024;

    /**
     * For so long its worker may sleep where it lets others go first: they may be waiting for just that processor. Shorter than what it is ahead by, and so short that batches which are not full
     * are not sent meanwhile.
     */
    static final long PAUSE_NANOS = 50_000;

    private enum State {
        READING,
        /** The reader is not asked any more: the job is stopping. */
        HELD,
        /** The reader is at its end, and the last watermark on its way through the chain. */
        ENDING,
        ENDED
    }

    private final String stage;
    private final SourceReader<Object, SourceSplit> reader;
    private final Serde<SourceSplit> serde;
    private final SourceInlet inlet;
    private State state = State.READING;
    private boolean lastWatermarkSent;

    /** Whether the reader waits until what was in flight in the restored checkpoint has gone through the job. */
    private boolean settling;

    /** The time that restored splits had goes before their first record: what was late before the restart is late after it. */
    private boolean splitsAdded;

    /** Until when it lets others go first; {@link Long#MAX_VALUE} if it does not. */
    private long pauseNanos = Long.MAX_VALUE;

    /** Whether the last poll left something to read. */
    private boolean hasMore;

    private boolean activeReported;
    private boolean neededReported;
    private final long recordsPerBarrier;
    private final @Nullable AlignmentReport report;
    private final ReadTimes readTimes;
    private final InStep inStep;
    private long countAtBarrier;

    private final long watermarkNanosMin;
    private boolean watermarkTold;
    private long watermarkNanos;

    /**
     * @param recordsPerBarrier how many may be emitted before the next barrier
     * @param subtask which of the source's
     * @param times of all of the source's subtasks
     * @param settings bounds of its work
     */
    SourceFeed(
            String stage,
            SourceReader<Object, SourceSplit> reader,
            Serde<SourceSplit> serde,
            SourceInlet inlet,
            long recordsPerBarrier,
            int subtask,
            SourceTimes times,
            TaskSettings settings,
            Clock clock) {
        this.stage = stage;
        this.reader = reader;
        this.serde = serde;
        this.inlet = inlet;
        this.recordsPerBarrier = recordsPerBarrier;
        this.inStep = new InStep(times, subtask, settings);
        this.watermarkNanosMin = settings.watermarkNanosMin();
        this.readTimes = new ReadTimes(clock);
        inlet.noteCreation(readTimes);
        WatermarkAlignment alignment = inlet.alignment();
        this.report = alignment == null
                ? null
                : new AlignmentReport(alignment.updateInterval().toNanos());
    }

    @Override
    public Progress run(Subtask task, long nowNanos) {
        pauseNanos = Long.MAX_VALUE;
        long before = inlet.count();
        if (state == State.ENDING) {
            return end(task);
        }
        if (state == State.ENDED) {
            task.chain().flush();
            return Progress.NONE;
        }
        if (state == State.HELD) {
            return unread(task, nowNanos);
        }
        if (settling || before - countAtBarrier >= recordsPerBarrier) {
            if (!settling && !neededReported) {
                neededReported = true;
                task.events().barrierNeeded(task.index());
            }
            return unread(task, nowNanos);
        }
        if (report != null && waits(report, task, nowNanos)) {
            return unread(task, nowNanos);
        }
        if (splitsAdded) {
            splitsAdded = false;
            if (tellTime(task, nowNanos, false)) {
                return Progress.MADE;
            }
        }
        if (hasMore && inStep.letsOthersGoFirst(nowNanos)) {
            inlet.heldBack(nowNanos);
            pauseNanos = nowNanos + PAUSE_NANOS;
            return Progress.NONE;
        }
        task.chain().beginPoll();
        InputStatus status = reader.poll(inlet, RECORDS_MAX);
        task.chain().endPoll();
        boolean emitted = inlet.count() != before;
        readTimes.read(nowNanos, inlet.count());
        if (emitted && !activeReported) {
            activeReported = true;
            task.events().active(task.index());
        }
        hasMore = status == InputStatus.MORE_AVAILABLE;
        boolean told = tellTime(task, nowNanos, hasMore);
        inStep.polled(inlet.count() - before);
        if (status == InputStatus.END_OF_INPUT) {
            state = State.ENDING;
            return Progress.MADE;
        }
        if (!hasMore) {
            task.chain().flush();
        }
        return emitted || hasMore || told ? Progress.MADE : Progress.NONE;
    }

    /** The reader is not asked: what is known of event time by now is told all the same, and time does not make a split idle. */
    private Progress unread(Subtask task, long nowNanos) {
        inlet.heldBack(nowNanos);
        boolean told = !settling && tellTime(task, nowNanos, false);
        inlet.heldBack(nowNanos);
        task.chain().flush();
        return told ? Progress.MADE : Progress.NONE;
    }

    /** Tells the others how far event time has come here, and returns whether every split has to wait for them. */
    private boolean waits(AlignmentReport to, Subtask task, long nowNanos) {
        tell(to, task, inlet.alignedTime(), nowNanos);
        if (inlet.isAhead()) {
            return true;
        }
        SplitPauses changed = inlet.pauses();
        if (changed != null) {
            try {
                reader.pauseOrResumeSplits(changed.toPause(), changed.toResume());
            } catch (UnsupportedOperationException e) {
                throw WeirException.user(
                        "unpausable-splits",
                        "the splits of the source \"" + stage + "\" cannot be aligned: "
                                + (changed.toPause().isEmpty() ? changed.toResume() : changed.toPause()),
                        "its reader reads several, and cannot pause single ones (" + e.getMessage() + ")",
                        "leave withWatermarkAlignment away, or raise the source's parallelism to its number of"
                                + " splits: a reader of one split need not be able to");
            }
        }
        return false;
    }

    private static void tell(AlignmentReport to, Subtask task, long time, long nowNanos) {
        if (to.isDue(time, nowNanos)) {
            task.events().watermark(task.index(), time);
        }
    }

    @Override
    public long dueNanos() {
        return report == null ? pauseNanos : Math.min(pauseNanos, report.dueNanos());
    }

    void align(long watermarkMax) {
        inlet.align(watermarkMax);
    }

    /** Sends on how event time has moved; returns whether it has. */
    private boolean tellTime(Subtask task, long nowNanos, boolean more) {
        Control moved =
                inlet.eventTime(nowNanos, more && watermarkTold && nowNanos - watermarkNanos < watermarkNanosMin);
        inStep.tell(inlet.alignedTime());
        if (moved == null) {
            return false;
        }
        watermarkTold = true;
        watermarkNanos = nowNanos;
        task.chain().control(moved);
        return true;
    }

    /** Called again when the last watermark has let go all that it does, and only then the end is told: a checkpoint that is the last holds it. */
    private Progress end(Subtask task) {
        if (!lastWatermarkSent) {
            lastWatermarkSent = true;
            task.chain().control(new Control.Watermark(Timestamps.MAX));
        } else {
            state = State.ENDED;
            inStep.tell(Timestamps.MAX);
            if (report != null) {
                task.events().watermark(task.index(), Timestamps.MAX);
            }
            task.chain().control(new Control.End());
            task.events().ended(task.index());
            task.chain().flush();
        }
        return Progress.MADE;
    }

    @Override
    public void heldBack(long nowNanos) {
        pauseNanos = Long.MAX_VALUE;
        inlet.heldBack(nowNanos);
    }

    @Override
    public List<SourcePart> positions(long checkpointId) {
        activeReported = false;
        neededReported = false;
        countAtBarrier = inlet.count();
        List<byte[]> splits = new ArrayList<>();
        for (SourceSplit split : reader.snapshot(checkpointId)) {
            ByteWriter out = new ByteWriter();
            serde.write(split, out);
            splits.add(out.toByteArray());
        }
        return List.of(new SourcePart(stage, splits));
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return inlet.capture(scope);
    }

    /** Nothing is on its way to a source. */
    @Override
    public boolean overtake(long checkpointId) {
        return false;
    }

    @Override
    public @Nullable List<InFlightPart> recorded() {
        return null;
    }

    @Override
    public long recordsIn() {
        return inlet.count();
    }

    @Override
    public ReadSpans takeRead() {
        return readTimes.take();
    }

    /** Reads no further: the next barrier is the last. If it comes before the last watermark is through, the input has not ended: the next start goes on with that. */
    void hold() {
        if (state != State.ENDED) {
            state = State.HELD;
        }
    }

    void awaitSettled() {
        settling = true;
    }

    void settled() {
        settling = false;
    }

    void addSplits(List<SourceSplit> splits) {
        for (SourceSplit split : splits) {
            inlet.addSplit(split.splitId());
        }
        reader.addSplits(splits);
        splitsAdded = true;
    }

    /** The splits known when the job began have been handed out. */
    void assigned() {
        inlet.assigned();
    }

    void noMoreSplits() {
        inlet.noMoreSplits();
        reader.noMoreSplits();
    }

    void checkpointCommitted(long checkpointId) {
        reader.checkpointCommitted(checkpointId);
    }
}
