package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Settlement;
import io.weir.engine.journal.BaseThresholds;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The protocol's invariants, I1 to I12, each by a script of its own: whole jobs of the real engine on one thread, where a test says what runs next and what
 * crashes when.
 */
class ProtocolTest {

    private final SimWorld world = new SimWorld(42);
    private final SimStore disk = new SimStore();
    private final GatedSource left = new GatedSource();
    private final GatedSource right = new GatedSource();
    private final MemoryStore<String> output = new MemoryStore<>();
    private final MemoryStore<String> second = new MemoryStore<>();
    private final List<Settlement> settlements = new ArrayList<>();

    @Test
    void i1AlignedTasksRepeatNothingAfterACrashHoweverSkewedTheChannels() {
        skewTheChannelsAtABarrierThenCrash(Guarantee.EXACTLY_ONCE);
        assertThat(output.committed()).containsExactlyInAnyOrder("a1", "b1", "a2", "a3", "b2");
    }

    @Test
    void withoutAlignmentExactlyTheRecordsThatOvertookTheBarrierAreRepeated() {
        skewTheChannelsAtABarrierThenCrash(Guarantee.AT_LEAST_ONCE);
        assertThat(output.committed()).containsExactlyInAnyOrder("a1", "b1", "a2", "a3", "b2", "a2", "a3");
    }

    @Test
    void i2ACheckpointWhoseDecisionDidNotBecomeDurableNeverHappened() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        left.release("a2");
        disk.failSyncs(1);
        world.runUntil(() -> output.committed().size() == 2);
        assertThat(output.committed()).containsExactly("a1", "a2");
    }

    @Test
    void i2APowerCutBeforeTheDecisionIsDurableRollsBack() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.hold("journal");
        left.release("a2");
        world.runForAWhile();
        assertThat(output.sealedCount()).isEqualTo(1);
        world.crash();
        disk.losePower(world.random());
        world.release();

        startSingle();
        world.runUntil(() -> output.committed().size() == 2);
        assertThat(output.committed()).containsExactly("a1", "a2");
        assertThat(output.sealedCount()).isZero();
    }

    @Test
    void i3NothingIsVisibleBeforeItsCheckpointIsDecided() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.hold("journal");
        left.release("a2", "a3");
        world.runForAWhile();
        assertThat(output.committed()).containsExactly("a1");

        world.release();
        world.runUntil(() -> output.committed().size() == 3);
    }

    @Test
    void i4ACrashBetweenDecisionAndCommitIsFollowedByTheCommit() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.hold("commit");
        left.release("a2");
        world.runForAWhile();
        assertThat(output.committed()).containsExactly("a1");
        assertThat(output.sealedCount()).isEqualTo(1);
        world.crash();
        disk.losePower(world.random());
        world.release();

        Job again = startSingle();
        world.runUntil(() -> again.state() == JobState.RUNNING);
        assertThat(output.committed())
                .as("committed by recovery, before anything runs")
                .containsExactly("a1", "a2");
        world.runForAWhile();
        assertThat(output.committed()).containsExactly("a1", "a2");
    }

    @Test
    void i4ACommitThatFailsTwiceSucceedsInTheEndWithoutARestart() throws InterruptedException {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        output.failCommits(2);
        left.release("a2");
        world.runUntil(() -> output.committed().size() == 2);
        Receipt receipt = stop(job);
        assertThat(receipt.restarts()).isZero();
        assertThat(output.committed()).containsExactly("a1", "a2");
    }

    @Test
    void i5ACommitWhoseReplyWasLostIsNotRepeated() throws InterruptedException {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        output.loseCommitReplies(1);
        left.release("a2");
        world.runUntil(() -> output.committed().size() == 2);
        left.release("a3");
        world.runUntil(() -> output.committed().size() == 3);
        Receipt receipt = stop(job);
        assertThat(receipt.restarts()).as("recovery found out").isEqualTo(1);
        assertThat(output.committed()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void i6AFailedPreCommitOfOneSinkAbortsTheCheckpointAtBoth() throws InterruptedException {
        Job job = startTwoSinks();
        awaitCommitted(job, "a1");
        second.failPreCommits(1);
        left.release("a2");
        world.runUntil(
                () -> output.committed().size() == 2 && second.committed().size() == 2);
        Receipt receipt = stop(job);
        assertThat(receipt.restarts()).isEqualTo(1);
        assertThat(output.committed()).containsExactly("a1", "a2");
        assertThat(second.committed()).containsExactly("a1", "a2");
        assertThat(output.sealedCount() + second.sealedCount()).isZero();
    }

    @Test
    void i7RecoveryAbortsWhatTheCheckpointDoesNotList() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.hold("journal");
        left.release("a2");
        world.runForAWhile();
        world.crash();
        world.release();
        assertThat(output.sealedCount() + output.openCount()).isPositive();

        Job again = startSingle();
        world.runUntil(() -> again.state() == JobState.RUNNING);
        assertThat(output.sealedCount()).isZero();
    }

    @Test
    void i8CheckpointsOfASinkAreCommittedInOrder() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        output.failCommits(3);
        left.release("a2");
        world.runForAWhile();
        left.release("a3");
        world.runUntil(() -> output.committed().size() == 3);
        List<Long> checkpoints = output.committedRecords().stream()
                .map(each -> each.transaction().checkpointId())
                .toList();
        assertThat(checkpoints).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void i9AZombieThatWakesUpCanNeitherDecideNorCommit() throws InterruptedException {
        Job zombie = startSingle();
        awaitCommitted(zombie, "a1");
        world.hold("commit");
        left.release("a2");
        world.runForAWhile();

        SimWorld newWorld = new SimWorld(43);
        Job successor = start(newWorld, single(), 1, Guarantee.EXACTLY_ONCE);
        newWorld.runUntil(() -> output.committed().size() == 2);
        left.release("a3");
        newWorld.runUntil(() -> output.committed().size() == 3);

        world.release();
        left.release("a4");
        world.runUntil(() -> zombie.state().isFinal());
        assertThatThrownBy(zombie::join).hasMessageContaining("[superseded-attempt]");
        newWorld.runUntil(() -> output.committed().size() == 4);
        assertThat(successor.state()).isEqualTo(JobState.RUNNING);
        assertThat(output.committed()).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void i10ADecisionWithUnknownOutcomeEndsTheAttemptAndRecoveryFindsOut() throws InterruptedException {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        disk.failSyncs(1);
        left.release("a2");
        world.runUntil(() -> output.committed().size() == 2);
        assertThat(stop(job).restarts()).isEqualTo(1);
        assertThat(output.committed()).containsExactly("a1", "a2");
    }

    @Test
    void i10OutputInDoubtIsKeptUntilAPersonDecides() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.hold("commit");
        left.release("a2");
        world.runForAWhile();
        world.crash();
        world.release();
        output.forgetSealed();

        for (int i = 0; i < 2; i++) {
            Job doubting = startSingle();
            world.runUntil(() -> doubting.state().isFinal());
            assertThatThrownBy(doubting::join)
                    .hasMessageContaining("[in-doubt]")
                    .hasMessageContaining("output");
        }
        long checkpointId = output.committedRecords().get(0).transaction().checkpointId() + 1;
        settlements.add(new Settlement("output", checkpointId, 0, Settlement.Verdict.COMMITTED));
        left.release("a3");
        startSingle();
        world.runUntil(() -> output.committed().size() == 2);
        assertThat(output.committed()).containsExactly("a1", "a3");
    }

    @Test
    void i11ABoundedJobEndsAfterItsLastOutputIsCommitted() throws InterruptedException {
        Job job = startSingle();
        left.release("a1", "a2");
        left.end();
        world.hold("commit");
        world.runForAWhile();
        assertThat(job.state()).isEqualTo(JobState.RUNNING);

        world.release();
        world.runUntil(() -> job.state().isFinal());
        assertThat(output.committed()).containsExactly("a1", "a2");
        Receipt receipt = job.join();
        assertThat(receipt.state()).isEqualTo(JobState.FINISHED);
        assertThat(receipt.recordsIn()).isEqualTo(2);
        assertThat(receipt.recordsOut()).isEqualTo(2);
    }

    @Test
    void i11AFinishedJobStartedAgainHasNothingToDo() throws InterruptedException {
        left.release("a1");
        left.end();
        Job job = startSingle();
        world.runUntil(() -> job.state().isFinal());

        Job again = startSingle();
        world.runUntil(() -> again.state().isFinal());
        assertThat(again.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(again.join().recordsIn()).isZero();
        assertThat(output.committed()).containsExactly("a1");
    }

    @Test
    void i12RecordsOfAKeyKeepTheirOrderThroughCrashes() {
        Pipeline pipeline = keyed();
        Job job = start(world, pipeline, 3, Guarantee.EXACTLY_ONCE);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 40; i++) {
                left.release("k" + i % 4 + "-" + (round * 100 + i));
            }
            for (int i = 0; i < 500; i++) {
                world.step();
            }
            world.crash();
            job = start(world, pipeline, 1 + round % 3, Guarantee.EXACTLY_ONCE);
        }
        world.runUntil(() -> output.committed().size() == 200);
        for (int key = 0; key < 4; key++) {
            String prefix = "k" + key + "-";
            List<Integer> ofKey = output.committed().stream()
                    .filter(value -> value.startsWith(prefix))
                    .map(value -> Integer.parseInt(value.substring(3)))
                    .toList();
            assertThat(ofKey).hasSize(50).isSorted();
        }
        Job last = job;
        world.runUntil(() -> last.state() == JobState.RUNNING);
    }

    @Test
    void stopProcessesWhatWasReadAndCommitsIt() throws InterruptedException {
        Job job = startSingle();
        left.release("a1", "a2", "a3");
        world.runUntil(() -> job.state() == JobState.RUNNING);
        world.runTask("source");
        Receipt receipt = stop(job);
        assertThat(receipt.state()).isEqualTo(JobState.STOPPED);
        assertThat(output.committed()).hasSize((int) receipt.recordsIn());

        startSingle();
        world.runUntil(() -> output.committed().size() == 3);
        assertThat(output.committed()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void anIdleJobWritesNothing() {
        Job job = startSingle();
        awaitCommitted(job, "a1");
        world.passMillis(5_000);
        world.runForAWhile();
        long written = written();
        world.passMillis(60_000);
        world.runForAWhile();
        assertThat(written()).isEqualTo(written);
    }

    /** The barrier comes from the left source well before it comes from the right one, and records of the left follow it at once. */
    private void skewTheChannelsAtABarrierThenCrash(Guarantee guarantee) {
        Job job = start(world, union(), 1, guarantee);
        world.runUntil(() -> job.state() == JobState.RUNNING);
        left.release("a1");
        right.release("b1");
        world.runUntil(() -> output.committed().size() == 2);
        world.runForAWhile();
        right.release("b2");
        world.runTask("right");
        world.passMillis(1_000);
        for (int i = 0; i < 3; i++) {
            world.runTask("skewed/coordinator");
        }
        world.runTask("left");
        left.release("a2", "a3");
        for (int i = 0; i < 3; i++) {
            world.runTask("left");
            world.runTask("write");
            world.runTask("output");
        }
        world.hold("nothing");
        world.runTask("right");
        world.runTask("output");
        for (int i = 0; i < 5; i++) {
            world.runTask("skewed/coordinator");
            world.runLanesExcept("job");
        }
        assertThat(output.committed()).as("the checkpoint is committed").contains("b2");
        world.crash();
        Job again = start(world, union(), 1, guarantee);
        world.runUntil(() -> again.state() == JobState.RUNNING);
        world.runForAWhile();
    }

    private Job startSingle() {
        return start(world, single(), 1, Guarantee.EXACTLY_ONCE);
    }

    private Job startTwoSinks() {
        PipelineBuilder builder = Pipeline.named("protocol");
        Stream<String> records = builder.source("source", left);
        records.sink("output", MemorySink.to(output));
        records.sink("second", MemorySink.to(second));
        return start(world, builder.build(), 1, Guarantee.EXACTLY_ONCE);
    }

    private Pipeline single() {
        return Pipeline.named("protocol")
                .source("source", left)
                .sink("output", MemorySink.to(output))
                .build();
    }

    private Pipeline union() {
        PipelineBuilder builder = Pipeline.named("skewed");
        Stream<String> records = builder.source("left", left);
        records.union(builder.source("right", right)).sink("output", MemorySink.to(output));
        return builder.build();
    }

    private Pipeline keyed() {
        return Pipeline.named("keyed")
                .source("source", left)
                .keyBy(value -> value.substring(0, 2))
                .aggregate("last", "", (before, value) -> value)
                .sink("output", MemorySink.to(output))
                .build();
    }

    private Job start(SimWorld in, Pipeline pipeline, int parallelism, Guarantee guarantee) {
        JobSettings settings = new JobSettings(
                parallelism,
                guarantee,
                new CheckpointSettings(20_000_000L, 600_000_000_000L, 3),
                CommitSettings.DEFAULT,
                RestartStrategy.fixedDelay(100, Duration.ofMillis(5)),
                settlements,
                BaseThresholds.DEFAULT,
                false,
                null);
        return Job.start(pipeline, settings, disk, in.ports(), () -> {});
    }

    private void awaitCommitted(Job job, String first) {
        world.runUntil(() -> job.state() == JobState.RUNNING);
        left.release(first);
        world.runUntil(() -> output.committed().size() == 1);
        world.runForAWhile();
    }

    private Receipt stop(Job job) throws InterruptedException {
        job.stop();
        world.runUntil(() -> job.state().isFinal());
        return job.join();
    }

    private long written() {
        return disk.list().stream().mapToLong(disk::sizeOf).sum();
    }
}
