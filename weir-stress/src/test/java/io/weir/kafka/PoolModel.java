package io.weir.kafka;

import io.weir.stress.Model;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/** A pool is a queue of producers until it is closed; from then on it closes what is given back, and leaves none open. */
public final class PoolModel extends Model {

    private static final int PRODUCERS = 4;

    private final ProducerPool pool = new SilentStage().pool();
    private final List<FakeProducer> producers = new ArrayList<>();
    private final List<TransactionalProducer> transactional = new ArrayList<>();
    private final boolean[] givenBack = new boolean[PRODUCERS];
    private final boolean[] taken = new boolean[PRODUCERS];
    private boolean closed;

    public PoolModel() {
        super(2, 0);
        for (int i = 0; i < PRODUCERS; i++) {
            FakeProducer producer = new FakeProducer();
            producers.add(producer);
            transactional.add(new TransactionalProducer("id", producer, "out"));
        }
    }

    @Operation(nonParallelGroup = "committer", runOnce = true)
    public void giveBackFirst() {
        giveBack(0);
    }

    @Operation(nonParallelGroup = "committer", runOnce = true)
    public void giveBackSecond() {
        giveBack(1);
    }

    @Operation(nonParallelGroup = "committer", runOnce = true)
    public void giveBackThird() {
        giveBack(2);
    }

    private void giveBack(int number) {
        pool.giveBack(transactional.get(number));
        givenBack[number] = true;
    }

    @Operation(nonParallelGroup = "task")
    public @Nullable Integer take() {
        if (closed) {
            return null;
        }
        TransactionalProducer producer = pool.take();
        if (producer == null) {
            return null;
        }
        int number = transactional.indexOf(producer);
        taken[number] = true;
        return number;
    }

    @Operation(nonParallelGroup = "task", runOnce = true)
    public void close() {
        closed = true;
        pool.close(null);
    }

    /** When all is quiet. */
    @Validate
    public void noneIsLeftOpen() {
        for (int i = 0; i < PRODUCERS; i++) {
            int expected = closed && givenBack[i] && !taken[i] ? 1 : 0;
            if (producers.get(i).closedCount != expected) {
                throw new IllegalStateException(
                        "producer=" + i + ", closed=" + producers.get(i).closedCount + " times, expected=" + expected);
            }
        }
    }

    /** Opening a producer of its own fails for want of a broker, closing is done at once. */
    private static final class SilentStage extends FakeStage {
        @Override
        public io.weir.runtime.IoLane lane(String purpose) {
            return purpose.equals("open") ? new HeldLane() : new InlineLane();
        }
    }
}
