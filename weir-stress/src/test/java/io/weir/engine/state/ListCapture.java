package io.weir.engine.state;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A list captured at a barrier reads the same in the thread that encodes it, whatever its task does to it meanwhile. */
@JCStressTest
@Outcome(id = "2, 1, 2", expect = Expect.ACCEPTABLE, desc = "as captured")
@Outcome(expect = Expect.FORBIDDEN, desc = "changed after the barrier")
@State
public class ListCapture {

    private final ListValue before = ListValue.empty().plus(1);
    private final ListValue captured = before.plus(2);

    @Actor
    public void encodes(III_Result r) {
        r.r1 = captured.size();
        r.r2 = (int) captured.get(0);
        r.r3 = (int) captured.get(1);
    }

    @Actor
    public void task() {
        captured.plus(3).plus(4).plus(5);
        // As after a function that set the list back to what it had read before.
        before.plus(6);
    }
}
