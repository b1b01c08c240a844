package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The count of acknowledged records, a plain field, is there for whoever has read the bytes that were written after it. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "not acknowledged yet")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "acknowledged, and counted")
@Outcome(expect = Expect.FORBIDDEN, desc = "the bytes are there without their record")
@State
public class AcknowledgedCount {

    private final SendProgress progress = new SendProgress(new FakeStage(), "out");

    @Actor
    public void producerThread() {
        progress.onCompletion(FakeProducer.ONE_BYTE, null);
    }

    @Actor
    public void lane(ZZ_Result r) {
        r.r1 = progress.acknowledgedBytes() > 0;
        if (r.r1) {
            try {
                progress.expectAcknowledged(1);
                r.r2 = true;
            } catch (RuntimeException e) {
                r.r2 = false;
            }
        }
    }
}
