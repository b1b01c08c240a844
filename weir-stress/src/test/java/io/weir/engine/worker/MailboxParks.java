package io.weir.engine.worker;

import io.weir.engine.task.Mailbox;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A task that parks because it has no letter sees the one that is posted, with all that its sender wrote before, or is woken for it. */
@JCStressTest
@Outcome(id = "0, false", expect = Expect.FORBIDDEN, desc = "W1: the signal is lost")
@Outcome(id = "1, .*", expect = Expect.FORBIDDEN, desc = "the letter was opened, and its content was missing")
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "woken")
@Outcome(id = "8, .*", expect = Expect.ACCEPTABLE, desc = "seen")
@State
public class MailboxParks {

    private final ParkingSign sign = new ParkingSign();
    private final Mailbox mailbox = new Mailbox();
    private boolean woken;
    private int written;
    private int read;

    public MailboxParks() {
        mailbox.bind(() -> woken = sign.isUp());
    }

    @Actor
    public void parks(IZ_Result r) {
        sign.putUp();
        mailbox.drain();
        r.r1 = read;
    }

    @Actor
    public void posts(IZ_Result r) {
        written = 7;
        mailbox.post(() -> read = written + 1);
        r.r2 = woken;
    }
}
