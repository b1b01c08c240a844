package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A batch that goes to the consumer and back has one owner at a time: the consumer reads what the producer filled in, and who fills it again finds it empty
 * and keeps what it adds.
 */
@JCStressTest
@Outcome(id = "7, 70, 1, 8", expect = Expect.ACCEPTABLE, desc = "a batch of its own, or the recycled one")
@Outcome(expect = Expect.FORBIDDEN, desc = "two owners at a time")
@State
public class BatchRecycling {

    private final Channel channel = new Channel();
    private Batch refilled;

    public BatchRecycling() {
        Batch batch = new Batch();
        batch.begin(null);
        batch.add(7, 70);
        channel.offer(batch);
    }

    @Actor
    public void consumer(IIII_Result r) {
        Batch batch = (Batch) channel.peek();
        channel.take();
        r.r1 = (int) batch.value(0);
        r.r2 = (int) batch.timestamp(0);
        channel.recycle(batch);
    }

    @Actor
    public void producer() {
        Batch batch = channel.emptyBatch();
        batch.begin(null);
        batch.add(8, 80);
        refilled = batch;
    }

    @Arbiter
    public void content(IIII_Result r) {
        r.r3 = refilled.size();
        r.r4 = refilled.value(0) instanceof Integer value ? value : -1;
    }
}
