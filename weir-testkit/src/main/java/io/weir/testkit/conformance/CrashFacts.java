package io.weir.testkit.conformance;

import java.util.ArrayList;
import java.util.List;

/** The attempt ends between any two steps of the protocol, twice in a row, and the next one makes it good. */
final class CrashFacts {

    private static final int PARALLELISM = 2;

    /** How an attempt ends. */
    enum Death {
        /** Closed as the engine closes an attempt that failed. */
        CLOSED,
        /** Left as it is, with all its clients: it is shut out while it still lives, and goes on as a zombie later. */
        ABANDONED
    }

    private CrashFacts() {}

    /** An attempt before has left a checkpoint that is decided and not committed, so that a recovery that crashes has something to do. */
    static <T, C> SinkFact<T, C> survives(CrashPoint point, Death death) {
        return fresh -> {
            SinkJob<T, C> job = fresh.job();
            List<Life<T, C>> zombies = new ArrayList<>();
            end(Life.upTo(CrashPoint.DECIDED, job, PARALLELISM), death);
            for (int crash = 0; crash < 2; crash++) {
                Life<T, C> life = Life.upTo(point, job, PARALLELISM);
                fresh.checkVisible();
                end(life, death);
                zombies.add(life);
            }
            Life<T, C> last = Life.upTo(CrashPoint.CONFIRMED, job, PARALLELISM);
            fresh.checkVisible();
            if (death == Death.CLOSED) {
                // The last life has records behind its barrier, which are open; nobody else's may be.
                job.start(PARALLELISM);
                fresh.checkNothingLeftOpen();
                return;
            }
            SinkAttempt<T, C> living = last.attempt();
            for (Life<T, C> zombie : zombies) {
                zombie.goOnAsAZombie(point);
                fresh.checkVisible();
                living = ZombieFacts.goOnInSpiteOfZombies(living);
                fresh.checkVisible();
            }
        };
    }

    private static <T, C> void end(Life<T, C> life, Death death) throws Exception {
        if (death == Death.CLOSED) {
            life.attempt().close();
        }
    }
}
