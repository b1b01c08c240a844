package io.weir.testkit.conformance;

/**
 * The life of one attempt, step by step.
 *
 * <p>Threading: confined to the test's thread.
 */
final class Life<T, C> {

    private final SinkJob<T, C> job;
    private final SinkAttempt<T, C> attempt;
    private final Checkpoint<C> checkpoint;

    private Life(SinkJob<T, C> job, int parallelism) throws Exception {
        this.job = job;
        this.attempt = job.create(parallelism);
        this.checkpoint = attempt.begin();
    }

    /** Lives up to a point, that point included. */
    static <T, C> Life<T, C> upTo(CrashPoint last, SinkJob<T, C> job, int parallelism) throws Exception {
        Life<T, C> life = new Life<>(job, parallelism);
        for (CrashPoint point : CrashPoint.values()) {
            if (point.compareTo(last) <= 0) {
                life.reach(point);
            }
        }
        return life;
    }

    SinkAttempt<T, C> attempt() {
        return attempt;
    }

    private void reach(CrashPoint point) throws Exception {
        switch (point) {
            case CREATED -> attempt.makeCommitter();
            case FENCED -> attempt.fence();
            case SETTLED_ONE -> attempt.settleFirst();
            case SETTLED -> settleTheRest();
            case RECOVERED -> {
                job.confirm(job.decidedId());
                attempt.openWriters();
            }
            case WROTE_SOME -> attempt.write(0, 1);
            case WROTE -> attempt.writeAll(2);
            case SEALING_ONE -> attempt.seal(checkpoint, 0);
            case SEALED_ONE, SEALED -> attempt.awaitSealed(checkpoint);
            case SEALING -> attempt.sealAll(checkpoint);
            case WROTE_BEHIND -> attempt.writeAll(1);
            case DECIDED -> job.decide(checkpoint);
            case COMMITTED_ONE -> attempt.commit(checkpoint.parts().get(0));
            case COMMITTED -> attempt.commit(checkpoint);
            case CONFIRMED -> job.confirm(checkpoint.id());
        }
    }

    private void settleTheRest() throws Exception {
        for (int i = 1; i < attempt.inherited().size(); i++) {
            attempt.settle(attempt.inherited().get(i));
        }
    }

    /** Does, after newer attempts have run, what it was about to do: nothing of it may have an effect. */
    void goOnAsAZombie(CrashPoint reached) throws Exception {
        if (reached.compareTo(CrashPoint.RECOVERED) < 0) {
            ZombieFacts.goOn(attempt);
            return;
        }
        ZombieFacts.commitInVain(attempt, checkpoint);
        ZombieFacts.sealInVain(attempt);
    }
}
