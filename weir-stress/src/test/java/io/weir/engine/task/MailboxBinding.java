package io.weir.engine.task;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A letter posted while the task gets its worker is opened in the worker's first turn, or wakes it. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the letter lies there unseen")
@Outcome(expect = Expect.ACCEPTABLE, desc = "opened, or woken, or both")
@State
public class MailboxBinding {

    private final Mailbox mailbox = new Mailbox();
    private boolean woken;

    @Actor
    public void starts(ZZ_Result r) {
        mailbox.bind(() -> woken = true);
        r.r1 = mailbox.drain();
    }

    @Actor
    public void posts(ZZ_Result r) {
        mailbox.post(() -> {});
        r.r2 = woken;
    }
}
