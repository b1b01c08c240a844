package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.s3.MemoryServer.Fault;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to any request of a journal, what was decided is found again, and nothing is decided twice. */
class JournalFaultsTest {

    private static final int SEEDS = 1_000;
    private static final int STEPS_PER_SEED = 30;

    @Test
    void aScriptWithoutFaultsPasses() {
        assertThat(run(-1, -1, Fault.LOST, 1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void survivesAFaultAtEveryRequest(Fault fault) {
        int reachedCount = 0;
        for (int step = 0; step < JournalRun.SCRIPT.size(); step++) {
            for (int delay : fault == Fault.DELAYED ? List.of(1, 2, 3, 5, 9, 1_000_000) : List.of(1)) {
                int request = 0;
                while (run(step, request, fault, delay)) {
                    request++;
                }
                reachedCount += request;
            }
        }
        assertThat(reachedCount).isGreaterThan(100);
    }

    /** Returns whether the request was reached. */
    private static boolean run(int faultStep, int faultRequest, Fault fault, int delay) {
        MemoryServer server = new MemoryServer();
        server.delay(delay);
        JournalRun run = new JournalRun(server);
        boolean reached = false;
        try {
            for (int step = 0; step < JournalRun.SCRIPT.size(); step++) {
                if (step == faultStep) {
                    run.failAt(faultRequest, fault);
                }
                JournalRun.SCRIPT.get(step).accept(run);
                reached |= step == faultStep && run.faultReached();
            }
            server.deliver();
            run.restart();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "step=" + faultStep + ", request=" + faultRequest + ", fault=" + fault + ", delay=" + delay, e);
        }
        return reached;
    }

    /** Faults one after another, also in the recovery from a fault. */
    @Test
    void survivesFaultAfterFault() {
        int faultsReached = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MemoryServer server = new MemoryServer();
            JournalRun run = new JournalRun(server);
            try {
                run.recover();
                for (int i = 0; i < STEPS_PER_SEED; i++) {
                    if (random.nextInt(3) == 0) {
                        Fault[] faults = Fault.values();
                        server.delay(1 + random.nextInt(40));
                        run.failAt(random.nextInt(12), faults[random.nextInt(faults.length)]);
                    }
                    randomStep(random).accept(run);
                    faultsReached += run.faultReached() ? 1 : 0;
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
        assertThat(faultsReached).isGreaterThan(SEEDS);
    }

    private static Consumer<JournalRun> randomStep(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> JournalRun::confirm;
            case 1 -> JournalRun::finish;
            case 2, 3 -> JournalRun::base;
            case 4 -> JournalRun::restart;
            case 5 -> JournalRun::again;
            default -> JournalRun::append;
        };
    }
}
