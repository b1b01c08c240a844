package io.weir.testkit.conformance;

/** What recovery commits, what it gives up, and what it leaves alone. */
final class RecoveryFacts {

    private RecoveryFacts() {}

    static <T, C> void whatTheCheckpointDoesNotListNeverBecomesVisible(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(3);
        crashed.writeAll(2);
        crashed.prepare();
        crashed.writeAll(2);

        SinkAttempt<T, C> next = fresh.job().start(3);
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
        next.writeAll(2);
        next.checkpoint();
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void whatIsCommittedStaysWhenTheCheckpointListsNothing(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(2);
        crashed.writeAll(3);
        crashed.checkpoint();
        crashed.writeAll(3);
        crashed.checkpoint();

        for (int round = 0; round < 2; round++) {
            fresh.job().start(2);
            fresh.checkVisible();
        }
    }

    static <T, C> void recoveryOfRecoveryChangesNothing(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(2);
        crashed.writeAll(3);
        crashed.prepareAndDecide();
        crashed.writeAll(3);
        crashed.prepareAndDecide();

        SinkAttempt<T, C> fenced = fresh.job().create(2);
        fenced.fence();
        SinkAttempt<T, C> fencedToo = fresh.job().create(2);
        fencedToo.fence();
        fencedToo.close();
        SinkAttempt<T, C> halfway = fresh.job().create(2);
        halfway.fence();
        halfway.settleFirst();
        SinkAttempt<T, C> unconfirmed = fresh.job().create(2);
        unconfirmed.fence();
        for (Part<C> part : unconfirmed.inherited()) {
            unconfirmed.settle(part);
        }
        unconfirmed.close();
        SinkAttempt<T, C> last = fresh.job().start(2);
        fresh.checkVisible();
        last.writeAll(1);
        last.checkpoint();
        fresh.checkVisible();
    }

    /** 1 to 3, 3 to 1, 2 to 4: pending output of subtasks that no longer exist, and of some that are new. */
    static <T, C> SinkFact<T, C> restoresAtAnotherParallelism(int before, int after) {
        return fresh -> {
            SinkAttempt<T, C> crashed = fresh.job().start(before);
            crashed.writeAll(3);
            crashed.checkpoint();
            crashed.writeAll(3);
            crashed.prepareAndDecide();
            crashed.writeAll(3);
            Checkpoint<C> half = crashed.prepareAndDecide();
            crashed.writeAll(3);
            crashed.prepare();
            crashed.close();

            SinkAttempt<T, C> next = fresh.job().start(after);
            fresh.checkVisible();
            next.writeAll(3);
            next.checkpoint();
            fresh.checkVisible();
            fresh.checkNothingLeftOpen();
            next.writeAll(3);
            next.prepareAndDecide();

            SinkAttempt<T, C> back = fresh.job().start(before);
            back.writeAll(3);
            back.checkpoint();
            fresh.checkVisible();
            fresh.checkNothingLeftOpen();
            if (half.id() >= fresh.job().decidedId()) {
                throw new IllegalStateException("checkpoint ids must rise");
            }
        };
    }

    static <T, C> void aDirectoryThatLostCheckpointsIsRefused(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(1);
        attempt.write(0, 2);
        attempt.checkpoint();
        long older = fresh.job().decidedId();
        attempt.write(0, 2);
        attempt.checkpoint();
        attempt.close();
        long newest = fresh.job().decidedId();
        fresh.job().goBackTo(older);
        SinkAttempt<T, C> misled = fresh.job().create(1);
        if (fresh.has(SinkTrait.CANNOT_SEE_LOST_CHECKPOINTS)) {
            misled.fence();
        } else {
            try {
                misled.fence();
            } catch (AttemptFailure e) {
                fresh.checkVisible();
                fresh.job().goBackTo(newest);
                return;
            }
            throw new AssertionError(
                    "the job goes on from checkpoint " + older
                            + " although output of a later one is committed, and recover did not throw: it would be written twice");
        }
    }
}
