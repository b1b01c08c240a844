package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.verify.Ambush.Side;
import io.weir.cli.verify.Ambush.Signal;
import io.weir.engine.port.ProtocolStep;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The victim is a process that sleeps. */
class AmbushObserverTest {

    private final Process victim;
    private final AmbushObserver observer = new AmbushObserver(Executioner.start());

    AmbushObserverTest() throws IOException {
        victim = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void killVictim() {
        victim.destroyForcibly();
    }

    @Test
    void strikesAtTheGivenOccurrenceOfTheStepAndNotBefore() {
        observer.lay(new Ambush(Signal.KILL, victim.pid(), ProtocolStep.DECIDED, 2, Side.AT));

        observer.reached(ProtocolStep.DECIDED, 1, "here");
        observer.reached(ProtocolStep.DECIDING, 2, "here");
        assertThat(victim.isAlive()).isTrue();

        observer.reached(ProtocolStep.DECIDED, 2, "here");
        assertThat(victim.onExit().join().exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void strikesOnce() throws IOException {
        observer.lay(new Ambush(Signal.KILL, victim.pid(), ProtocolStep.DECIDED, 1, Side.AT));

        observer.reached(ProtocolStep.DECIDED, 1, "here");
        victim.onExit().join();
        observer.reached(ProtocolStep.DECIDED, 2, "here");

        assertThat(victim.isAlive()).isFalse();
    }

    @Test
    void strikesBehindTheStepToo() {
        observer.lay(new Ambush(Signal.KILL, victim.pid(), ProtocolStep.COMMITTING, 1, Side.BEHIND));

        observer.reached(ProtocolStep.COMMITTING, 1, "here");

        assertThat(victim.onExit().join().exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void anAmbushIsReadAsItWasWritten() {
        Ambush ambush = new Ambush(Signal.STOP, 17, ProtocolStep.PRE_COMMITTED, 5, Side.BEHIND);

        assertThat(Ambush.parse(ambush.text())).isEqualTo(ambush);
    }
}
