package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A source and a sink of one task both wait for a time to come. */
class MailboxTimersTest {

    private final Mailbox mailbox = new Mailbox();
    private final Mailbox.Timer source = mailbox.newTimer();
    private final Mailbox.Timer sink = mailbox.newTimer();

    @Test
    void neitherLosesItsTimeToTheOther() {
        source.wakeAt(10);
        sink.wakeAt(1_000);
        assertThat(mailbox.wakeNanos()).isEqualTo(10);

        mailbox.passTime(10);
        assertThat(mailbox.wakeNanos()).isEqualTo(1_000);

        source.wakeAt(500);
        source.wakeAt(2_000);
        assertThat(mailbox.wakeNanos()).isEqualTo(1_000);

        mailbox.passTime(2_000);
        assertThat(mailbox.wakeNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
