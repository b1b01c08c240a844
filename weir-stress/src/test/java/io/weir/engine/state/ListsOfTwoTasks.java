package io.weir.engine.state;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** All tasks begin their lists from one empty list, and none sees what another appends. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "each its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "an element of the other task's list")
@State
public class ListsOfTwoTasks {

    @Actor
    public void oneTask(II_Result r) {
        r.r1 = (int) ListValue.empty().plus(1).get(0);
    }

    @Actor
    public void otherTask(II_Result r) {
        r.r2 = (int) ListValue.empty().plus(2).get(0);
    }
}
