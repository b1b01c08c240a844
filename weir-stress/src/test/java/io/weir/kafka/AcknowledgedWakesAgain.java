package io.weir.kafka;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIZ_Result;

/**
 * A writer that asks again while the acknowledgement it asked for first comes in: its second request may be dropped together with the first, but then it is
 * woken afterwards, and asks a third time.
 */
@JCStressTest
@Outcome(
        id = "0, 0, false",
        expect = Expect.FORBIDDEN,
        desc = "the second request was dropped without a wake-up after it")
@Outcome(
        id = "1, 1, false",
        expect = Expect.FORBIDDEN,
        desc = "the second request was dropped without a wake-up after it")
@Outcome(expect = Expect.ACCEPTABLE, desc = "told, or woken after the second request")
@State
public class AcknowledgedWakesAgain extends FakeStage {

    private static final long RECORD_BYTES = SendProgress.sizeBytes(null, new byte[1]);

    private final SendProgress progress = new SendProgress(this, "out");
    private volatile int wokenCount;

    public AcknowledgedWakesAgain() {
        progress.wakeUpAt(RECORD_BYTES);
    }

    @Override
    @SuppressWarnings({"NonAtomicVolatileUpdate", "NonAtomicOperationOnVolatileField"}) // one thread acknowledges
    public void wakeUp() {
        wokenCount++;
    }

    @Actor
    public void producerThread() {
        progress.onCompletion(FakeProducer.ONE_BYTE, null);
        progress.onCompletion(FakeProducer.ONE_BYTE, null);
    }

    @Actor
    public void task(IIZ_Result r) {
        r.r1 = wokenCount;
        r.r3 = progress.wakeUpAt(2 * RECORD_BYTES);
    }

    @Arbiter
    public void afterwards(IIZ_Result r) {
        r.r2 = wokenCount;
    }
}
