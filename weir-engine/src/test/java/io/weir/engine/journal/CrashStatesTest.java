package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.PowerLossStates.Detail;
import io.weir.engine.journal.StepRun.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every state in which a loss of power may leave the disk, before, in and after every operation of the store, for all
 * short sequences of what a job does, and for some longer ones.
 */
class CrashStatesTest {

    /**
     * Multiplies the longer sequences; above 1, all combinations of torn files are taken, and from 10 on, the short
     * sequences are longer by one step.
     */
    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));

    private static final int SHORT_LENGTH = SOAK < 10 ? 3 : 4;
    private static final int LONG_LENGTH = 6;
    private static final int LONG_COUNT_PER_ROUND = 100;

    private static final int STATES_MIN = 100_000;

    private static long momentsInAll;
    private static long statesInAll;
    private static long beginNanos;

    private final CrashStates states = new CrashStates(SOAK > 1 ? Detail.ALL : Detail.MAIN);

    @BeforeAll
    static void begin() {
        momentsInAll = 0;
        statesInAll = 0;
        beginNanos = System.nanoTime();
    }

    @AfterAll
    static void print() {
        System.out.printf(
                "crash states: sequences of %d steps after the first recovery, moments=%,d, states=%,d, seconds=%.1f%n",
                SHORT_LENGTH, momentsInAll, statesInAll, (System.nanoTime() - beginNanos) / 1e9);
        assertThat(statesInAll).isGreaterThan(STATES_MIN);
    }

    @Test
    void everyStateOfTheFirstRecoveryRecovers() {
        new StepRun(0).start(states);
        count();
    }

    static Stream<List<Step>> beginnings() {
        return Stream.of(Step.values())
                .flatMap(first -> Stream.concat(
                        Stream.of(List.of(first)), Stream.of(Step.values()).map(second -> List.of(first, second))));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void everyStateOfEveryShortSequenceRecovers(List<Step> beginning) {
        if (beginning.size() == 1) {
            run(beginning, beginning.toString().hashCode(), "");
        } else {
            sequences(beginning);
        }
        count();
    }

    static IntStream rounds() {
        return IntStream.range(0, (int) Math.ceil(SOAK));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void everyStateOfSomeLongerSequencesRecovers(int round) {
        for (int i = 0; i < LONG_COUNT_PER_ROUND; i++) {
            int seed = round * LONG_COUNT_PER_ROUND + i;
            Random random = new Random(seed);
            List<Step> steps = new ArrayList<>();
            for (int step = 0; step < LONG_LENGTH; step++) {
                steps.add(Step.values()[random.nextInt(Step.values().length)]);
            }
            run(steps, seed, "");
        }
        count();
    }

    /** On a disk that only says that it has synced, the check must fail, or it proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"sync journal-", "sync base-", "sync directory"})
    void aDiskThatLiesIsFoundOut(String lie) {
        assertThatThrownBy(() -> {
                    run(List.of(Step.APPEND), 0, lie);
                    run(List.of(Step.APPEND, Step.BASE), 0, lie);
                })
                .isInstanceOf(AssertionError.class)
                .hasStackTraceContaining("recovering from");
    }

    /** Takes each sequence that begins like this; what may happen before its last step has been looked at before. */
    private void sequences(List<Step> steps) {
        run(steps, steps.toString().hashCode(), "");
        if (steps.size() < SHORT_LENGTH) {
            for (Step step : Step.values()) {
                List<Step> longer = new ArrayList<>(steps);
                longer.add(step);
                sequences(longer);
            }
        }
    }

    private void run(List<Step> steps, long seed, String lie) {
        StepRun run = new StepRun(seed);
        try {
            if (!lie.isEmpty()) {
                run.lieOn(lie);
            }
            run.start();
            for (Step step : steps.subList(0, steps.size() - 1)) {
                run.take(step);
            }
            run.take(steps.get(steps.size() - 1), states);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + ", steps=" + steps, e);
        }
    }

    private void count() {
        momentsInAll += states.momentCount();
        statesInAll += states.stateCount();
    }
}
