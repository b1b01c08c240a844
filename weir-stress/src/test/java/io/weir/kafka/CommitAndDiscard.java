package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A sealed transaction is committed or discarded, never both: discarding does not close a producer that commits. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "committed")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "discarded")
@Outcome(expect = Expect.FORBIDDEN, desc = "both, or neither")
@State
public class CommitAndDiscard {

    private final FakeProducer producer = new FakeProducer();
    private final SealedTransaction sealed = new SealedTransaction(producer.transactional(), new FakeStage().pool(), 1);

    @Actor
    public void committer() {
        try {
            sealed.commit();
        } catch (IllegalStateException e) {
            // Discarded before.
        }
    }

    @Actor
    public void closing() {
        sealed.discard();
    }

    @Arbiter
    public void afterwards(II_Result r) {
        r.r1 = producer.committedCount;
        r.r2 = producer.closedCount;
    }
}
