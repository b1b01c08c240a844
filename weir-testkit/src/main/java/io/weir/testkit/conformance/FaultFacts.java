package io.weir.testkit.conformance;

import io.weir.sink.CommitOutcome;

/** What a sink makes of faults of its outside system. */
final class FaultFacts {

    private FaultFacts() {}

    static <T, C> SinkFact<T, C> of(SinkFault fault) {
        return switch (fault) {
            case PRE_COMMIT_FAILS -> FaultFacts::aPreCommitThatFailsIsSaidToHaveFailed;
            case COMMIT_FAILS -> FaultFacts::aCommitThatFailsIsNotCalledCommitted;
            case COMMIT_REPLY_IS_LOST -> FaultFacts::aCommitWhoseReplyIsLostIsNotRepeated;
            case SEALED_OUTPUT_IS_FORGOTTEN -> FaultFacts::whatTheOutsideSystemForgotIsInDoubtOrWrittenAgain;
        };
    }

    static <T, C> void aPreCommitThatFailsIsSaidToHaveFailed(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(1);
        attempt.write(0, 2);
        fresh.subject().plant(SinkFault.PRE_COMMIT_FAILS);
        Checkpoint<C> checkpoint = attempt.begin();
        boolean failed = false;
        try {
            attempt.sealAll(checkpoint);
            attempt.awaitSealed(checkpoint);
        } catch (RuntimeException e) {
            failed = true;
        }
        if (!failed) {
            throw new AssertionError("the output could not be made durable, and the writer answered that it is: "
                    + checkpoint.parts().size() + " committables");
        }
        attempt.close();
        SinkAttempt<T, C> next = fresh.job().start(1);
        next.write(0, 2);
        next.checkpoint();
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void aCommitThatFailsIsNotCalledCommitted(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(2);
        Checkpoint<C> checkpoint = attempt.prepareAndDecide();
        Part<C> first = checkpoint.parts().get(0);
        fresh.subject().plant(SinkFault.COMMIT_FAILS);
        boolean again = false;
        try {
            CommitOutcome outcome = attempt.tryCommit(first);
            if (outcome.status() == CommitOutcome.Status.RETRY_LATER) {
                again = true;
            } else {
                throw new AssertionError("the outside system refused a commit, and the answer was " + outcome);
            }
        } catch (AttemptFailure e) {
            // Then recovery commits it.
            attempt.close();
        }
        if (again) {
            attempt.commit(checkpoint);
        }
        fresh.checkVisible();
        fresh.job().start(2);
        fresh.checkVisible();
    }

    static <T, C> void aCommitWhoseReplyIsLostIsNotRepeated(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(2);
        attempt.writeAll(2);
        Part<C> first = attempt.prepareAndDecide().parts().get(0);
        fresh.subject().plant(SinkFault.COMMIT_REPLY_IS_LOST);
        try {
            CommitOutcome outcome = attempt.tryCommit(first);
            if (outcome.status() == CommitOutcome.Status.RETRY_LATER) {
                throw new AssertionError("RETRY_LATER says that nothing changed, and that is not known: " + outcome);
            }
        } catch (AttemptFailure e) {
            first.become(Part.State.UNKNOWN);
        }
        attempt.close();
        SinkAttempt<T, C> next = fresh.job().start(2);
        fresh.checkVisible();
        next.writeAll(1);
        next.checkpoint();
        fresh.checkVisible();
    }

    static <T, C> void whatTheOutsideSystemForgotIsInDoubtOrWrittenAgain(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> attempt = fresh.job().start(1);
        attempt.write(0, 2);
        attempt.prepareAndDecide();
        attempt.close();
        fresh.subject().plant(SinkFault.SEALED_OUTPUT_IS_FORGOTTEN);
        for (int round = 0; round < 2; round++) {
            try {
                SinkAttempt<T, C> next = fresh.job().start(1);
                next.close();
            } catch (InDoubt e) {
                // And stays so, however often the job is started: the second round.
                continue;
            }
            fresh.checkVisible();
        }
    }
}
