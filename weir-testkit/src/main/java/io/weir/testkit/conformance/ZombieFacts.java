package io.weir.testkit.conformance;

/** An attempt that does not know that a newer one has taken over (I9). Whatever it does, and however its calls end, readers see the same. */
final class ZombieFacts {

    /** How often a job is started again when older attempts disturb it, if the sink's traits allow that at all. */
    private static final int STARTS_MAX = 5;

    private ZombieFacts() {}

    static <T, C> void aZombieCannotCommitWhatTheNewerAttemptGaveUp(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> zombie = fresh.job().start(2);
        zombie.writeAll(2);
        Checkpoint<C> undecided = zombie.prepare();

        SinkAttempt<T, C> newer = fresh.job().start(2);
        commitInVain(zombie, undecided);
        fresh.checkVisible();
        newer.writeAll(2);
        newer.checkpoint();
        fresh.checkVisible();
        commitInVain(zombie, undecided);
        fresh.checkVisible();
        fresh.checkNothingLeftOpen();
    }

    static <T, C> void aZombieCannotCommitAgainWhatTheNewerAttemptCommitted(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> zombie = fresh.job().start(2);
        zombie.writeAll(2);
        Checkpoint<C> decided = zombie.prepareAndDecide();

        SinkAttempt<T, C> newer = fresh.job().start(2);
        newer.writeAll(2);
        newer.checkpoint();
        commitInVain(zombie, decided);
        fresh.checkVisible();
        newer.writeAll(2);
        newer.checkpoint();
        fresh.checkVisible();
    }

    static <T, C> void aZombiesCommitInTheMiddleOfARecoveryDoublesNothing(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> zombie = fresh.job().start(2);
        zombie.writeAll(2);
        Checkpoint<C> decided = zombie.prepareAndDecide();

        SinkAttempt<T, C> newer = fresh.job().create(2);
        newer.fence();
        commitInVain(zombie, decided);
        for (Part<C> part : newer.inherited()) {
            // Whether the zombie's commit had an effect is the outside system's affair; that it is one and the same
            // output is not.
            part.become(Part.State.UNKNOWN);
            newer.settle(part);
        }
        newer.openWriters();
        fresh.checkVisible();
        newer.writeAll(1);
        newer.checkpoint();
        fresh.checkVisible();
    }

    static <T, C> void whatAZombieWritesAndSealsLateIsNeverVisible(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> zombie = fresh.job().start(1);
        zombie.write(0, 2);
        zombie.checkpoint();
        zombie.write(0, 2);

        SinkAttempt<T, C> newer = fresh.job().start(1);
        writeInVain(zombie);
        newer = goOnInSpiteOfZombies(newer);
        fresh.checkVisible();
        sealInVain(zombie);
        goOnInSpiteOfZombies(newer);
        fresh.checkVisible();
    }

    /** Two recoveries: the older one goes on when the newer one has done its work. */
    static <T, C> void aZombieInRecoveryCanNeitherRepeatNorUndo(SinkCase<T, C> fresh) throws Exception {
        SinkAttempt<T, C> crashed = fresh.job().start(2);
        crashed.writeAll(2);
        crashed.prepareAndDecide();
        crashed.writeAll(2);
        crashed.prepareAndDecide();
        SinkAttempt<T, C> sleeper = fresh.job().create(2);
        SinkAttempt<T, C> zombie = fresh.job().create(2);
        zombie.fence();
        zombie.settleFirst();

        SinkAttempt<T, C> newer = fresh.job().start(2);
        newer.writeAll(2);
        newer.checkpoint();
        goOn(zombie);
        fresh.checkVisible();
        newer = goOnInSpiteOfZombies(newer);
        fresh.checkVisible();
        goOn(sleeper);
        fresh.checkVisible();
        goOnInSpiteOfZombies(newer);
        fresh.checkVisible();
    }

    /** An attempt does, late, what it was about to do next. Nothing of it may have an effect, so its calls may well fail. */
    static <T, C> void goOn(SinkAttempt<T, C> zombie) throws Exception {
        try {
            if (!zombie.isFenced()) {
                zombie.fence();
            }
            for (Part<C> part : zombie.inherited()) {
                zombie.tryCommit(part);
            }
        } catch (AttemptFailure | InDoubt e) {
            // So it should be: a newer attempt has taken over.
            return;
        }
    }

    /** Commits as one who does not know that it is too late. Whatever it answers, {@link SinkCase#checkVisible} tells whether it had an effect. */
    static <T, C> void commitInVain(SinkAttempt<T, C> zombie, Checkpoint<C> checkpoint) throws Exception {
        if (!checkpoint.isDecided() && zombie.job().owner().has(SinkTrait.CANNOT_SHUT_OUT_OLDER_ATTEMPTS)) {
            return;
        }
        for (Part<C> part : checkpoint.parts()) {
            Part.State before = part.state();
            try {
                zombie.tryCommit(part);
            } catch (AttemptFailure e) {
                part.become(before);
            }
        }
    }

    /** Writes as one who does not know that it is too late. */
    private static <T, C> void writeInVain(SinkAttempt<T, C> zombie) throws Exception {
        try {
            zombie.writeAll(1);
            zombie.comeToRest();
        } catch (RuntimeException e) {
            // So it should be: the writer fails the attempt, or throws.
            return;
        }
    }

    /** Writes and seals as one who does not know that it is too late. Its checkpoint cannot be decided any more, so nothing of it is committed. */
    static <T, C> void sealInVain(SinkAttempt<T, C> zombie) throws Exception {
        try {
            zombie.writeAll(1);
            zombie.prepare();
        } catch (RuntimeException e) {
            // So it should be: the writer answers that it failed, fails the attempt, or throws.
            return;
        }
    }

    /**
     * Takes a checkpoint in an attempt that older ones have disturbed. Where they can end it, the job starts again, as in the engine.
     *
     * @return the attempt that took it
     */
    static <T, C> SinkAttempt<T, C> goOnInSpiteOfZombies(SinkAttempt<T, C> disturbed) throws Exception {
        SinkJob<T, C> job = disturbed.job();
        SinkAttempt<T, C> attempt = disturbed;
        for (int start = 1; ; start++) {
            try {
                if (start > 1) {
                    attempt = job.start(disturbed.parallelism());
                }
                attempt.writeAll(2);
                attempt.checkpoint();
                return attempt;
            } catch (AttemptFailure e) {
                if (!job.owner().has(SinkTrait.ZOMBIES_CAN_END_A_NEWER_ATTEMPT) || start == STARTS_MAX) {
                    throw e;
                }
                attempt.close();
            }
        }
    }
}
