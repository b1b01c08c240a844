package io.weir.engine.exchange;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Whoever takes an element from the ring sees all that its maker wrote, and in their order every element that came before it. */
@JCStressTest
@Outcome(id = "-1, -1, 0", expect = Expect.ACCEPTABLE, desc = "nothing yet")
@Outcome(id = "1, -1, 1", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(id = "-1, 1, 1", expect = Expect.ACCEPTABLE, desc = "the first, at the second look")
@Outcome(id = "1, 2, 2", expect = Expect.ACCEPTABLE, desc = "both")
@Outcome(expect = Expect.FORBIDDEN, desc = "an element that is not whole, or missing")
@State
public class RingPublication {

    private final SpscRing<Cell> ring = new SpscRing<>(2);

    /** Plain, so that only the ring can make it visible. */
    private static final class Cell {
        int content;
    }

    /** Leaves the slots as they are after their first use. */
    public RingPublication() {
        for (int i = 0; i < 2; i++) {
            offer(9);
            ring.poll();
        }
    }

    @Actor
    public void producer() {
        offer(1);
        offer(2);
    }

    private void offer(int content) {
        Cell cell = new Cell();
        cell.content = content;
        ring.offer(cell);
    }

    @Actor
    public void consumer(III_Result r) {
        r.r1 = poll(r);
        r.r2 = poll(r);
    }

    private int poll(III_Result r) {
        Cell cell = ring.poll();
        if (cell == null) {
            return -1;
        }
        r.r3++;
        return cell.content;
    }
}
