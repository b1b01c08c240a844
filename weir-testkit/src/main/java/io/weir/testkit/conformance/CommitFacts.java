package io.weir.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds while nothing fails: when output becomes visible, and what of it. */
final class CommitFacts {

    /** Decided and not yet committed at once. Sinks may hold their input back beyond that, until commits catch up. */
    private static final int UNCOMMITTED_COUNT = 3;

    private CommitFacts() {}

    static <T, C> void nothingIsVisibleBeforeItsCommit(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(3);
        fresh.checkVisible();
        Checkpoint<C> checkpoint = attempt.prepare();
        fresh.checkVisible();
        fresh.job().decide(checkpoint);
        fresh.checkVisible();
        attempt.writeAll(2);
        fresh.checkVisible();
        attempt.commit(checkpoint);
        fresh.checkVisible();
        attempt.prepare();
        fresh.checkVisible();
    }

    static <T, C> void committedOutputIsVisibleOnceAndWhole(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        for (int count : new int[] {1, 50, 7}) {
            attempt.writeAll(count);
            attempt.checkpoint();
            fresh.checkVisible();
        }
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void recordsBehindTheBarrierBelongToTheNextCheckpoint(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(1);
        for (int round = 0; round < 3; round++) {
            attempt.write(0, 5);
            Checkpoint<C> first = attempt.begin();
            attempt.sealAll(first);
            // The answer is outstanding; the engine goes on as long as the writer is ready.
            attempt.write(0, 5);
            attempt.awaitSealed(first);
            fresh.job().decide(first);
            attempt.commit(first);
            fresh.checkVisible();
            attempt.checkpoint();
            fresh.checkVisible();
        }
    }

    static <T, C> void anIntervalWithoutRecordsIsHarmless(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.checkpoint();
        attempt.checkpoint();
        attempt.write(1, 2);
        attempt.checkpoint();
        fresh.checkVisible();
        attempt.checkpoint();
        attempt.write(0, 2);
        attempt.checkpoint();
        Checkpoint<C> empty = attempt.prepareAndDecide();
        attempt.close();

        SinkAttempt<T, C> next = fresh.job().start(2);
        if (!fresh.job().pending().isEmpty()) {
            throw new AssertionError("an empty checkpoint could not be confirmed: " + empty.id());
        }
        next.checkpoint();
        next.writeAll(1);
        next.checkpoint();
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void aRefusedRecordLeavesNoTrace(SinkCase<T, C> fresh) throws Exception {
        Optional<T> refused = fresh.subject().refused();
        if (refused.isEmpty()) {
            return;
        }
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeRefused(0, refused.get());
        attempt.writeAll(2);
        attempt.writeRefused(1, refused.get());
        attempt.writeAll(1);
        attempt.checkpoint();
        fresh.checkVisible();
        attempt.writeRefused(0, refused.get());
        attempt.checkpoint();
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void committingTwiceChangesNothingAndSaysSo(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(3);
        Checkpoint<C> checkpoint = attempt.prepareAndDecide();
        attempt.commit(checkpoint);
        for (Part<C> part : checkpoint.parts()) {
            attempt.commit(part);
            attempt.commit(part);
        }
        fresh.checkVisible();
        attempt.writeAll(1);
        attempt.checkpoint();
        fresh.checkVisible();
    }

    static <T, C> void committingTwiceInRecoveryChangesNothingAndSaysSo(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(2);
        crashed.writeAll(3);
        crashed.prepareAndDecide();

        SinkAttempt<T, C> next = fresh.job().create(2);
        next.fence();
        for (int round = 0; round < 2; round++) {
            for (Part<C> part : next.inherited()) {
                next.settle(part);
                next.settle(part);
            }
        }
        fresh.checkVisible();
    }

    static <T, C> void severalDecidedCheckpointsAreCommittedLateAndInOrder(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        List<Checkpoint<C>> decided = new ArrayList<>();
        for (int round = 0; round < UNCOMMITTED_COUNT; round++) {
            attempt.writeAll(3);
            decided.add(attempt.prepareAndDecide());
        }
        fresh.checkVisible();
        for (Checkpoint<C> checkpoint : decided) {
            attempt.commit(checkpoint);
            fresh.checkVisible();
        }
        attempt.writeAll(3);
        attempt.checkpoint();
        fresh.checkVisible();
    }

    static <T, C> void manyPendingCommittablesAreCommittedInRecovery(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(3);
        for (int round = 0; round < UNCOMMITTED_COUNT; round++) {
            crashed.writeAll(4);
            crashed.prepareAndDecide();
        }
        crashed.close();

        SinkAttempt<T, C> next = fresh.job().start(3);
        fresh.checkVisible();
        next.writeAll(2);
        next.checkpoint();
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void outputKeepsItsOrderAcrossCheckpointsAndAttempts(SinkCase<T, C> fresh) throws Exception {
        for (int round = 0; round < 3; round++) {
            SinkAttempt<T, C> attempt = fresh.job().start(2);
            attempt.writeAll(10);
            attempt.checkpoint();
            attempt.writeAll(10);
            Checkpoint<C> last = attempt.prepareAndDecide();
            attempt.writeAll(10);
            if (round == 1) {
                attempt.commit(last);
            }
            attempt.close();
        }
        fresh.job().start(2).checkpoint();
        fresh.checkVisible();
    }
}
