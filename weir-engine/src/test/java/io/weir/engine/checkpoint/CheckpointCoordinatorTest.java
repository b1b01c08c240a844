package io.weir.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.task.TaskSnapshot;
import io.weir.engine.task.TaskSnapshot.InFlightPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** I2, I3, I6 and I11 at the coordinator: what is decided, when it may be committed, and when it is aborted. */
class CheckpointCoordinatorTest {

    private static final long MILLI = 1_000_000L;
    private static final TaskSnapshot EMPTY = new TaskSnapshot(List.of(), List.of(), List.of(), List.of(), 0, 0);

    private static final CheckpointSettings OVERTAKING =
            new CheckpointSettings(100 * MILLI, 1000 * MILLI, 2, 30 * MILLI);

    private final List<String> effects = new ArrayList<>();
    private long steered;
    private final CheckpointCoordinator coordinator = coordinator(2, true);

    @Test
    void i2DecidesOnlyWhenEveryTaskHasAcknowledged() {
        coordinator.tick(0);
        coordinator.acknowledged(0, 7, EMPTY);
        assertThat(effects).containsExactly("trigger 7");

        coordinator.acknowledged(1, 7, EMPTY);
        assertThat(effects).containsExactly("trigger 7", "decide 7");
    }

    @Test
    void i3CommitsOnlyWhatIsDecided() {
        complete(0, 7);
        assertThat(effects).containsExactly("trigger 7", "decide 7", "commit 7");
    }

    @Test
    void theNextBeginsWhileTheLastIsStillCommittingButNotBeforeItIsDecided() {
        coordinator.tick(0);
        coordinator.active();
        coordinator.acknowledged(0, 7, EMPTY);
        coordinator.acknowledged(1, 7, EMPTY);
        coordinator.tick(200 * MILLI);
        assertThat(effects).containsExactly("trigger 7", "decide 7");

        coordinator.decided(7);
        coordinator.tick(201 * MILLI);
        assertThat(effects).endsWith("commit 7", "trigger 8");
    }

    @Test
    void atTheBoundOfUncommittedCheckpointsNoneIsTriggered() {
        complete(0, 7);
        coordinator.active();
        complete(100 * MILLI, 8);
        coordinator.active();
        coordinator.tick(200 * MILLI);
        assertThat(effects).doesNotContain("trigger 9");

        coordinator.committed(7);
        coordinator.tick(201 * MILLI);
        assertThat(effects).endsWith("trigger 9");
    }

    /** A sink may hold its input back until earlier output is committed, and a barrier stands behind that input. */
    @Test
    void noCheckpointIsLateWhileOutputIsBeingCommitted() {
        complete(0, 7);
        coordinator.active();
        coordinator.tick(100 * MILLI);
        coordinator.acknowledged(0, 8, EMPTY);
        assertThat(coordinator.nextTickNanos()).isEqualTo(Long.MAX_VALUE);
        coordinator.tick(100_000 * MILLI);
        coordinator.committed(7);
        coordinator.tick(200_000 * MILLI);
        coordinator.tick(200_999 * MILLI);
        assertThat(effects).endsWith("commit 7", "trigger 8");

        coordinator.tick(201_000 * MILLI);
        assertThat(effects.get(effects.size() - 1)).contains("abort").contains("tasks have not acknowledged: 1");
    }

    @Test
    void aJournalThatHangsIsNotExcusedByOutputThatIsBeingCommitted() {
        complete(0, 7);
        coordinator.active();
        coordinator.tick(100 * MILLI);
        coordinator.acknowledged(0, 8, EMPTY);
        coordinator.acknowledged(1, 8, EMPTY);
        coordinator.tick(100_000 * MILLI);
        assertThat(coordinator.nextTickNanos()).isEqualTo(101_000 * MILLI);
        coordinator.tick(100_999 * MILLI);
        assertThat(effects).endsWith("trigger 8", "decide 8");

        coordinator.tick(101_000 * MILLI);
        assertThat(effects.get(effects.size() - 1)).contains("abort").contains("the journal has not answered");
    }

    @Test
    void anIdleJobTakesNoCheckpoint() {
        complete(0, 7);
        coordinator.committed(7);
        effects.clear();
        for (int i = 1; i < 100; i++) {
            coordinator.tick(i * 1000 * MILLI);
        }
        assertThat(effects).isEmpty();

        coordinator.active();
        coordinator.tick(200_000 * MILLI);
        assertThat(effects).containsExactly("trigger 8");
    }

    @Test
    void oneThatIsAskedForComesBeforeTheIntervalIsOverAndAlsoIfNothingHasHappened() {
        complete(0, 7);
        coordinator.committed(7);
        effects.clear();

        coordinator.request();
        coordinator.tick(1);
        assertThat(effects).containsExactly("trigger 8");
        complete(1, 8);
        coordinator.tick(1000 * MILLI);
        assertThat(effects).as("asked for once").doesNotContain("trigger 9");
    }

    @Test
    void oneThatIsAskedForWhileAnotherIsUnderWayFollowsIt() {
        coordinator.tick(0);
        coordinator.request();
        coordinator.tick(1);
        assertThat(effects).containsExactly("trigger 7");

        complete(2, 7);
        coordinator.tick(3);
        assertThat(effects).endsWith("trigger 8");
    }

    @Test
    void onRequestOnlyTheFirstOfANewJobComesByItself() {
        CheckpointSettings onRequest = new CheckpointSettings(CheckpointSettings.NEVER, 1000 * MILLI, 2);
        CheckpointCoordinator started = coordinator(2, true, onRequest);
        started.tick(0);
        assertThat(effects).containsExactly("trigger 7");
        effects.clear();

        CheckpointCoordinator restored = coordinator(2, false, onRequest);
        restored.active();
        restored.tick(0);
        restored.tick(Long.MAX_VALUE - 1);
        assertThat(effects).isEmpty();
        assertThat(restored.nextTickNanos()).isEqualTo(Long.MAX_VALUE);

        restored.request();
        restored.tick(Long.MAX_VALUE - 1);
        assertThat(effects).containsExactly("trigger 7");
    }

    /** Otherwise it would stand still for as long as the interval is lengthened. */
    @Test
    void aLengthenedIntervalIsAsSetWhileASourceWaitsForTheBarrier() {
        steered = 500 * MILLI;
        complete(0, 7);
        coordinator.committed(7);
        coordinator.active();
        coordinator.needed();
        coordinator.tick(99 * MILLI);
        assertThat(effects).doesNotContain("trigger 8");
        assertThat(coordinator.nextTickNanos()).isEqualTo(100 * MILLI);

        complete(100 * MILLI, 8);
        coordinator.committed(8);
        coordinator.active();
        coordinator.tick(599 * MILLI);
        assertThat(effects).doesNotContain("trigger 9");
        coordinator.tick(600 * MILLI);
        assertThat(effects).endsWith("trigger 9");
    }

    /** With state beyond memory a source reads only so much before the next barrier: nobody else would ask for it. */
    @Test
    void oneThatASourceWaitsForComesAlsoOnRequestOnly() {
        CheckpointSettings onRequest = new CheckpointSettings(CheckpointSettings.NEVER, 1000 * MILLI, 2);
        CheckpointCoordinator restored = coordinator(2, false, onRequest);
        restored.active();
        restored.needed();
        restored.tick(1);
        assertThat(effects).containsExactly("trigger 7");
    }

    @Test
    void whatASourceWaitsForDoesNotShortenTheInterval() {
        complete(0, 7);
        coordinator.active();
        coordinator.needed();
        coordinator.tick(99 * MILLI);
        assertThat(effects).doesNotContain("trigger 8");
    }

    @Test
    void waitsForTheIntervalBetweenCheckpoints() {
        complete(0, 7);
        coordinator.active();
        coordinator.tick(99 * MILLI);
        assertThat(effects).doesNotContain("trigger 8");
        assertThat(coordinator.nextTickNanos()).isEqualTo(100 * MILLI);

        coordinator.tick(100 * MILLI);
        assertThat(effects).endsWith("trigger 8");
    }

    @Test
    void theIntervalMayChangeWhileOneWaitsForIt() {
        complete(0, 7);
        coordinator.active();
        steered = 40 * MILLI;
        assertThat(coordinator.nextTickNanos()).isEqualTo(40 * MILLI);
        coordinator.tick(39 * MILLI);
        assertThat(effects).doesNotContain("trigger 8");
        coordinator.tick(40 * MILLI);
        assertThat(effects).endsWith("trigger 8");
    }

    @Test
    void i6AbortsACheckpointThatTakesTooLong() {
        coordinator.tick(0);
        coordinator.acknowledged(0, 7, EMPTY);
        coordinator.tick(999 * MILLI);
        assertThat(effects).containsExactly("trigger 7");

        coordinator.tick(1000 * MILLI);
        assertThat(effects).hasSize(2);
        assertThat(effects.get(1)).contains("abort").contains("tasks have not acknowledged: 1");
    }

    @Test
    void i11FinishesOnlyAfterTheLastCheckpointIsCommitted() {
        complete(0, 7);
        coordinator.finish();
        complete(1, 8);
        assertThat(effects).endsWith("trigger 8 draining", "decide 8", "commit 8");

        coordinator.committed(7);
        assertThat(effects).doesNotContain("finished");
        coordinator.committed(8);
        assertThat(effects).endsWith("finished");

        coordinator.active();
        coordinator.tick(1000 * MILLI);
        assertThat(effects).endsWith("finished");
    }

    @Test
    void aFinishDuringACheckpointIsFollowedByALastOne() {
        coordinator.tick(0);
        coordinator.finish();
        coordinator.acknowledged(0, 7, EMPTY);
        coordinator.acknowledged(1, 7, EMPTY);
        coordinator.decided(7);
        coordinator.committed(7);
        assertThat(effects).doesNotContain("finished");

        complete(1, 8);
        coordinator.committed(8);
        assertThat(effects).endsWith("finished");
    }

    @Test
    void anAcknowledgementThatNobodyWaitsForIsADefect() {
        coordinator.tick(0);
        assertThatThrownBy(() -> coordinator.acknowledged(0, 6, EMPTY)).hasMessageContaining("nobody waits for");
        coordinator.acknowledged(0, 7, EMPTY);
        assertThatThrownBy(() -> coordinator.acknowledged(0, 7, EMPTY)).hasMessageContaining("nobody waits for");
    }

    @Test
    void aRestoredJobWithoutRecordsTakesNoCheckpoint() {
        CheckpointCoordinator restored = coordinator(1, false);
        restored.tick(0);
        assertThat(effects).isEmpty();
    }

    @Test
    void barriersOvertakeOnceIfACheckpointTakesLong() {
        CheckpointCoordinator hasty = coordinator(1, true, OVERTAKING);
        hasty.tick(0);
        assertThat(hasty.nextTickNanos()).isEqualTo(30 * MILLI);
        hasty.tick(29 * MILLI);
        assertThat(effects).containsExactly("trigger 7");

        hasty.tick(30 * MILLI);
        hasty.tick(31 * MILLI);
        assertThat(effects).containsExactly("trigger 7", "overtake 7");
        assertThat(hasty.nextTickNanos()).isEqualTo(1000 * MILLI);
    }

    @Test
    void barriersKeepTheirPlaceIfNothingElseIsAskedFor() {
        coordinator.tick(0);
        coordinator.tick(900 * MILLI);
        assertThat(effects).containsExactly("trigger 7");
    }

    @Test
    void i12AnAttemptThatSettlesTakesCheckpointsInQuickSuccessionUntilOneHasNothingInFlight() {
        CheckpointCoordinator settling =
                coordinator(1, false, true, new CheckpointSettings(100 * MILLI, 1000 * MILLI, 2));
        InFlight records = new InFlight();
        records.add("record", 0);
        settling.tick(0);
        settling.acknowledged(
                0,
                7,
                new TaskSnapshot(
                        List.of(), List.of(), List.of(new InFlightPart("ask", 0, 0, records)), List.of(), 0, 0));
        settling.decided(7);
        assertThat(effects).containsExactly("trigger 7", "decide 7", "commit 7");

        settling.tick(20 * MILLI);
        settling.acknowledged(0, 8, EMPTY);
        assertThat(effects).endsWith("trigger 8", "decide 8");
        settling.decided(8);
        assertThat(effects).endsWith("commit 8", "settled");

        settling.committed(7);
        settling.active();
        settling.tick(119 * MILLI);
        settling.tick(120 * MILLI);
        settling.acknowledged(0, 9, EMPTY);
        settling.decided(9);
        assertThat(effects).endsWith("settled", "trigger 9", "decide 9", "commit 9");
    }

    @Test
    void i11TheLastBarrierNeverOvertakesForNobodyWouldProcessWhatItLeftBehind() {
        CheckpointCoordinator hasty = coordinator(1, true, OVERTAKING);
        hasty.finish();
        hasty.tick(0);
        hasty.tick(900 * MILLI);
        assertThat(effects).containsExactly("trigger 7 draining");
    }

    @Test
    void whatIsInFlightIsProcessedLaterSoAnotherCheckpointFollows() {
        CheckpointCoordinator hasty = coordinator(1, true, OVERTAKING);
        InFlight records = new InFlight();
        records.add("a", 0);
        hasty.tick(0);
        hasty.tick(30 * MILLI);
        hasty.acknowledged(
                0,
                7,
                new TaskSnapshot(
                        List.of(), List.of(), List.of(new InFlightPart("stage", 0, 0, records)), List.of(), 0, 0));
        hasty.decided(7);
        hasty.tick(100 * MILLI);
        assertThat(effects).containsExactly("trigger 7", "overtake 7", "decide 7", "commit 7", "trigger 8");
    }

    private void complete(long nowNanos, long checkpointId) {
        coordinator.tick(nowNanos);
        coordinator.acknowledged(0, checkpointId, EMPTY);
        coordinator.acknowledged(1, checkpointId, EMPTY);
        coordinator.decided(checkpointId);
    }

    /** As {@link #steered} says, or else as it was set. */
    private LongSupplier intervalOf(CheckpointSettings settings) {
        return () -> steered > 0 ? steered : settings.intervalNanos();
    }

    private CheckpointCoordinator coordinator(int tasks, boolean firstStart) {
        return coordinator(tasks, firstStart, new CheckpointSettings(100 * MILLI, 1000 * MILLI, 2));
    }

    private CheckpointCoordinator coordinator(int tasks, boolean firstStart, CheckpointSettings settings) {
        return coordinator(tasks, firstStart, false, settings);
    }

    private CheckpointCoordinator coordinator(
            int tasks, boolean firstStart, boolean settling, CheckpointSettings settings) {
        return new CheckpointCoordinator(
                tasks, 7, firstStart, settling, settings, intervalOf(settings), new CheckpointActions() {
                    @Override
                    public void trigger(long checkpointId, boolean draining) {
                        effects.add("trigger " + checkpointId + (draining ? " draining" : ""));
                    }

                    @Override
                    public void overtake(long checkpointId) {
                        effects.add("overtake " + checkpointId);
                    }

                    @Override
                    public void decide(long checkpointId, List<TaskSnapshot> snapshots) {
                        effects.add("decide " + checkpointId);
                    }

                    @Override
                    public void settled() {
                        effects.add("settled");
                    }

                    @Override
                    public void commit(long checkpointId, List<TaskSnapshot> snapshots) {
                        effects.add("commit " + checkpointId);
                    }

                    @Override
                    public void finished() {
                        effects.add("finished");
                    }

                    @Override
                    public void abort(Throwable cause) {
                        effects.add("abort: " + cause.getMessage());
                    }
                });
    }
}
