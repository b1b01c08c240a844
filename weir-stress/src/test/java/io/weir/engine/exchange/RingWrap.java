package io.weir.engine.exchange;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A slot that the consumer has freed belongs to the producer alone: the next element in it is neither lost nor overwritten. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the ring was full")
@Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "the second is still there")
@Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "both were taken")
@Outcome(expect = Expect.FORBIDDEN, desc = "an element is lost, or comes twice")
@State
public class RingWrap {

    private final SpscRing<Integer> ring = new SpscRing<>(1);
    private boolean offered;

    public RingWrap() {
        ring.offer(1);
    }

    @Actor
    public void producer() {
        offered = ring.offer(2);
    }

    @Actor
    public void consumer(III_Result r) {
        r.r1 = poll();
        r.r2 = poll();
    }

    @Arbiter
    public void rest(III_Result r) {
        r.r3 = poll();
        if (offered && r.r2 + r.r3 != 2) {
            r.r3 = -1;
        }
    }

    private int poll() {
        Integer element = ring.poll();
        return element == null ? 0 : element;
    }
}
