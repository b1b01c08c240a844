package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A transaction that is sealed while its attempt ends is discarded, once. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "discarded")
@Outcome(expect = Expect.FORBIDDEN, desc = "left open, or closed twice")
@State
public class SealedAfterEnd {

    private final FakeStage stage = new FakeStage();
    private final SealedTransactions sealed = new SealedByAttempt().open(stage);
    private final FakeProducer producer = new FakeProducer();
    private final SealedTransaction transaction = new SealedTransaction(producer.transactional(), stage.pool(), 1);

    @Actor
    public void writer() {
        sealed.add(transaction);
    }

    @Actor
    public void committer() {
        sealed.close();
    }

    @Arbiter
    public void afterwards(II_Result r) {
        r.r1 = producer.closedCount;
        r.r2 = producer.committedCount;
    }
}
