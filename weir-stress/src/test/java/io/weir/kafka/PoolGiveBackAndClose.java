package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A producer that is given back while the pool is closed is closed, once. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "closed")
@Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "left open")
@Outcome(expect = Expect.FORBIDDEN, desc = "closed more than once")
@State
public class PoolGiveBackAndClose {

    private final ProducerPool pool = new FakeStage().pool();
    private final FakeProducer producer = new FakeProducer();
    private final TransactionalProducer transactional = producer.transactional();

    @Actor
    public void committer() {
        pool.giveBack(transactional);
    }

    @Actor
    public void task() {
        pool.close(null);
    }

    @Arbiter
    public void afterwards(I_Result r) {
        r.r1 = producer.closedCount;
    }
}
