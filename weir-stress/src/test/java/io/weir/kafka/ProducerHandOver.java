package io.weir.kafka;

import io.weir.runtime.IoLane;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A producer goes from the committer back to the task with all its state: its next record begins a new transaction. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not given back yet")
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "committed, and a new transaction begun")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record outside of a transaction, or in one that commits")
@State
public class ProducerHandOver extends FakeStage {

    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("out", 0, null, new byte[1]);

    private final ProducerPool pool = pool();
    private final FakeProducer producer = new FakeProducer();
    private final SendProgress progress = new SendProgress(this, "out");
    private final SealedTransaction sealed;

    public ProducerHandOver() {
        TransactionalProducer transactional = producer.transactional();
        transactional.send(RECORD, progress);
        sealed = new SealedTransaction(transactional, pool, 1);
    }

    @Override
    public IoLane lane(String purpose) {
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {}
        };
    }

    @Actor
    public void committer() {
        sealed.commit();
    }

    @Actor
    public void task(II_Result r) {
        TransactionalProducer taken = pool.take();
        if (taken != null) {
            taken.send(RECORD, progress);
            r.r1 = producer.begunCount;
            if (producer.committedCount != 1) {
                r.r1 = -1;
            }
        }
    }

    @Arbiter
    public void afterwards(II_Result r) {
        r.r2 = producer.committedCount;
    }
}
