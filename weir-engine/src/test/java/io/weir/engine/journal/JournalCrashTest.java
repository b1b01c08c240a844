package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CrashingStore.Fault;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crashes, failed syncs and full disks at every operation of the store. */
class JournalCrashTest {

    /** Everything that a job does, with restarts between. */
    private static final List<Consumer<CrashRun>> SCRIPT = List.of(
            CrashRun::recover,
            CrashRun::append,
            CrashRun::append,
            CrashRun::confirm,
            CrashRun::append,
            CrashRun::buildBase,
            CrashRun::restart,
            CrashRun::append,
            CrashRun::confirm,
            CrashRun::append,
            CrashRun::restart,
            CrashRun::restart,
            CrashRun::append,
            CrashRun::buildBase,
            CrashRun::buildBase,
            CrashRun::append,
            CrashRun::confirm,
            CrashRun::confirmFinished,
            CrashRun::restart,
            CrashRun::append,
            CrashRun::restart,
            CrashRun::buildBase,
            CrashRun::restart);

    private static final int SEEDS_PER_OPERATION = 12;
    private static final int SEEDS = 2_000;
    private static final int STEPS_PER_SEED = 40;

    @Test
    void aScriptWithoutFaultsPasses() {
        run(0, -1, -1, Fault.IO_ERROR);
    }

    /** One fault at each operation of each step, and for each several ways in which the disk may look afterwards. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void survivesAFaultAtEveryOperation(Fault fault) {
        for (int step = 0; step < SCRIPT.size(); step++) {
            boolean reached = true;
            for (int operation = 0; reached; operation++) {
                reached = false;
                for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
                    reached |= run(seed, step, operation, fault);
                }
            }
        }
    }

    /** Returns whether the operation was reached. */
    private static boolean run(int seed, int faultStep, int faultOperation, Fault fault) {
        Random random = new Random(seed);
        CrashingStore store = new CrashingStore(random);
        CrashRun run = new CrashRun(store, random);
        boolean reached = false;
        try {
            for (int step = 0; step < SCRIPT.size(); step++) {
                if (step == faultStep) {
                    store.failAt(faultOperation, fault);
                }
                SCRIPT.get(step).accept(run);
                if (step == faultStep) {
                    reached = store.faultReached();
                    store.failNever();
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed=" + seed + ", step=" + faultStep + ", operation=" + faultOperation + ", fault=" + fault, e);
        }
        return reached;
    }

    /** Faults one after another, also in the recovery from a fault. */
    @Test
    void survivesFaultAfterFault() {
        int faultsReached = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CrashingStore store = new CrashingStore(random);
            CrashRun run = new CrashRun(store, random);
            try {
                run.recover();
                for (int i = 0; i < STEPS_PER_SEED; i++) {
                    if (random.nextInt(3) == 0) {
                        Fault[] faults = Fault.values();
                        store.failAt(random.nextInt(15), faults[random.nextInt(faults.length)]);
                    }
                    randomStep(random).accept(run);
                    faultsReached += store.faultReached() ? 1 : 0;
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
        assertThat(faultsReached).isGreaterThan(SEEDS);
    }

    private static Consumer<CrashRun> randomStep(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> CrashRun::confirm;
            case 1 -> CrashRun::confirmFinished;
            case 2, 3 -> CrashRun::buildBase;
            case 4, 5 -> CrashRun::restart;
            default -> CrashRun::append;
        };
    }
}
