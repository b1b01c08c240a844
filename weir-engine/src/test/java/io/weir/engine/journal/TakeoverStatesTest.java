package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.PowerLossStates.Detail;
import io.weir.engine.journal.StepRun.Step;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * I9 on a disk that loses power: an attempt takes a step before each operation of its successor's recovery, and then
 * the power fails before each operation that follows.
 */
class TakeoverStatesTest {

    private static final List<List<Step>> BEFORE = List.of(
            List.of(),
            List.of(Step.APPEND),
            List.of(Step.APPEND, Step.CONFIRM),
            List.of(Step.APPEND, Step.APPEND),
            List.of(Step.APPEND, Step.APPEND, Step.BASE),
            List.of(Step.APPEND, Step.APPEND, Step.BASE, Step.APPEND),
            List.of(Step.APPEND, Step.KILL, Step.APPEND),
            List.of(Step.APPEND, Step.UNSYNCED_BASE_NAME, Step.APPEND));

    private final CrashStates states = new CrashStates(Detail.MAIN);

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"APPEND", "CONFIRM", "FINISH", "BASE"})
    void whateverTheOlderAttemptDoesNoStateIsWrong(Step zombieStep) {
        long begin = System.nanoTime();
        for (List<Step> before : BEFORE) {
            boolean reached = true;
            for (int operation = 0; reached; operation++) {
                reached = takeOver(before, zombieStep, operation);
            }
        }
        System.out.printf(
                "takeover with %s: moments=%,d, states=%,d, seconds=%.1f%n",
                zombieStep, states.momentCount(), states.stateCount(), (System.nanoTime() - begin) / 1e9);
        assertThat(states.stateCount()).isGreaterThan(1_000);
    }

    private boolean takeOver(List<Step> before, Step zombieStep, int operation) {
        StepRun run = new StepRun(0);
        try {
            run.start();
            before.forEach(run::take);
            boolean reached = run.takeOver(operation, zombieStep, states);
            run.take(Step.APPEND, states);
            run.take(Step.BASE, states);
            run.take(Step.KILL, states);
            return reached;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("before=" + before + ", step=" + zombieStep + ", operation=" + operation, e);
        }
    }
}
