package io.weir.kafka;

import io.weir.runtime.IoLane;
import java.util.concurrent.Callable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A writer that is woken for a producer finds it: the wake-up comes after the producer. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "woken for nothing, and not again")
@Outcome(expect = Expect.ACCEPTABLE, desc = "found, or still to be woken")
@State
public class PoolGiveBackWakes extends FakeStage {

    private final ProducerPool pool = pool();
    private final TransactionalProducer transactional = new FakeProducer().transactional();
    private volatile boolean woken;

    /** A broker that does not answer, so that the pool opens no producer of its own. */
    private static final class SilentLane implements IoLane {
        @Override
        public <R> void submit(Callable<R> call, Completion<? super R> done) {}
    }

    @Override
    public IoLane lane(String purpose) {
        return new SilentLane();
    }

    @Override
    public void wakeUp() {
        woken = true;
    }

    @Actor
    public void committer() {
        pool.giveBack(transactional);
    }

    @Actor
    public void task(ZZ_Result r) {
        r.r1 = woken;
        r.r2 = pool.take() != null;
    }
}
