package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A writer that asks to be woken when enough is acknowledged is told that it is already, or is woken. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the writer waits for ever")
@Outcome(expect = Expect.ACCEPTABLE, desc = "told, or woken, or both")
@State
public class AcknowledgedWakes extends FakeStage {

    private static final long ENOUGH_BYTES = SendProgress.sizeBytes(null, new byte[1]);

    private final SendProgress progress = new SendProgress(this, "out");
    private boolean woken;

    @Override
    public void wakeUp() {
        woken = true;
    }

    @Actor
    public void producerThread() {
        progress.onCompletion(FakeProducer.ONE_BYTE, null);
    }

    @Actor
    public void task(ZZ_Result r) {
        r.r1 = progress.wakeUpAt(ENOUGH_BYTES);
    }

    @Arbiter
    public void afterwards(ZZ_Result r) {
        r.r2 = woken;
    }
}
