package io.weir.engine.exchange;

import io.weir.engine.item.Batch;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A batch that the consumer sees is whole, its size, its values and its timestamps, and stays so while its producer goes on. */
@JCStressTest
@Outcome(id = "0, 0, 0, 0", expect = Expect.ACCEPTABLE, desc = "nothing yet")
@Outcome(id = "2, 7, 8, 80", expect = Expect.ACCEPTABLE, desc = "all of it")
@Outcome(expect = Expect.FORBIDDEN, desc = "a part of it")
@State
public class BatchHandOver {

    private final Channel channel = new Channel();
    private final Outlet outlet = new Outlet(List.of(channel));

    @Actor
    public void producer() {
        outlet.send(0, 7, 70);
        outlet.send(0, 8, 80);
        outlet.flush();
        outlet.send(0, 9, 90);
    }

    @Actor
    public void consumer(IIII_Result r) {
        if (channel.peek() instanceof Batch batch) {
            r.r1 = batch.size();
            r.r2 = content(batch, 0);
            r.r3 = content(batch, 1);
            r.r4 = (int) batch.timestamp(1);
            channel.take();
        }
    }

    private static int content(Batch batch, int index) {
        return batch.value(index) instanceof Integer value ? value : -1;
    }
}
