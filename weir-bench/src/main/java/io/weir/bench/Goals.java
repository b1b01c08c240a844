package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Goal.Bound;
import io.weir.bench.Goal.Bound.Side;
import io.weir.bench.Goal.Quantity;
import io.weir.bench.Goal.Who;
import java.util.ArrayList;
import java.util.List;

/**
 * The goals that Weir has set itself, all on two cores and exactly once.
 *
 * <p>Threading: confined to one thread; used once.
 */
final class Goals {

    private static final Entrant ONE_TASK = Entrant.weir(1);
    private static final Entrant TWO_TASKS = Entrant.weir(2);

    /** In less time nothing is known of stability. */
    private static final double STABLE_SECONDS = 600;

    /** Of fewer, the p99.9 is hardly another than the longest. */
    private static final double PAUSES_MIN = 3_000;

    private final List<Goal> goals = new ArrayList<>();

    private Goals() {}

    static List<Goal> all() {
        Goals goals = new Goals();
        goals.rate(BenchCase.W1, 1, 4);
        goals.rate(BenchCase.W2_FEW_1S, 0.8, 15);
        goals.rate(BenchCase.W2_FEW_100MS, 0.8, 15);
        goals.rate(BenchCase.W2_MANY_1S, 0.6, 8);
        goals.rate(BenchCase.W2_MANY_100MS, 0.6, 8);
        goals.rate(BenchCase.W3_FEW, 0.6, 20);
        goals.rate(BenchCase.W3_MANY, 0.6, 8);
        goals.twoTasks(BenchCase.W1, 1.7);
        goals.twoTasks(BenchCase.W2_FEW_1S, 1);
        goals.twoTasks(BenchCase.W2_MANY_1S, 1.4);
        goals.twoTasks(BenchCase.W3_FEW, 1);
        goals.twoTasks(BenchCase.W3_MANY, 1.4);
        goals.kafka();
        goals.others();
        return List.copyOf(goals.goals);
    }

    private void rate(BenchCase each, double ofLoop, double ofFlink) {
        against(each, "1 task / loop", ONE_TASK, Kind.LOOP, Figure.RATE, atLeast(ofLoop, 2, " ×"));
        against(each, "1 task / Flink", ONE_TASK, Kind.FLINK, Figure.RATE, atLeast(ofFlink, 0, " ×"));
    }

    private void twoTasks(BenchCase each, double atLeast) {
        against(
                each,
                "2 tasks / 1 task",
                TWO_TASKS,
                comparison -> comparison.of(each, ONE_TASK),
                Figure.RATE,
                atLeast(atLeast, 1, " ×"));
    }

    private void kafka() {
        count(Figure.RATE_FROM_START, "whole run");
        count(Figure.RATE, "warm");
        BenchCase w5 = BenchCase.W5;
        against(w5, "p50 / loop", ONE_TASK, Kind.LOOP, Figure.LATENCY_P50, atMost(1, 2, " ×"));
        against(w5, "p99 / loop", ONE_TASK, Kind.LOOP, Figure.LATENCY_P99, atMost(1, 2, " ×"));
        against(w5, "p99 / Flink at its best interval", ONE_TASK, Kind.FLINK, Figure.LATENCY_P99, atMost(0.5, 2, " ×"));
        alone(
                w5,
                "p50 of the worst window / of the median window in 10 min, worst round",
                ONE_TASK,
                comparison -> comparison
                        .figures(w5, ONE_TASK, Figure.INSTABILITY, Figure.TURN_SECONDS, STABLE_SECONDS)
                        .worst(),
                atMost(2, 1, " ×"));
    }

    private void count(Figure rate, String what) {
        BenchCase w4 = BenchCase.W4;
        against(w4, "2 tasks / loop, " + what, TWO_TASKS, Kind.LOOP, rate, atLeast(1, 2, " ×"));
        for (Kind peer : List.of(Kind.FLINK, Kind.JET, Kind.KAFKA_STREAMS)) {
            against(w4, "2 tasks / " + peer.label() + ", " + what, TWO_TASKS, peer, rate, atLeast(2, 0, " ×"));
        }
    }

    private void others() {
        alone(
                BenchCase.START,
                "from main() to the first result at the sink, not yet committed",
                ONE_TASK,
                comparison -> comparison.figures(BenchCase.START, ONE_TASK, Figure.FIRST_RESULT),
                atMost(1, 1, " s"));
        alone(
                BenchCase.W4,
                "2 tasks, from \"go\" to the first committed result",
                TWO_TASKS,
                comparison -> comparison.figures(BenchCase.W4, TWO_TASKS, Figure.FIRST_RESULT),
                atMost(1, 1, " s"));
        alone(
                BenchCase.PAUSE,
                "p99.9 of at least 3,000",
                ONE_TASK,
                comparison -> comparison.figures(
                        BenchCase.PAUSE, ONE_TASK, Figure.PAUSE_P999, Figure.PAUSE_COUNT, PAUSES_MIN),
                atMost(5, 0, " ms"));
        alone(
                BenchCase.RECOVERY,
                "MB/s of state",
                ONE_TASK,
                comparison -> comparison
                        .figures(BenchCase.RECOVERY, ONE_TASK, Figure.RECOVERY_RATE)
                        .dividedBy(1e6),
                atLeast(300, 0, " MB/s"));
    }

    private void against(BenchCase each, String condition, Entrant entrant, Kind rival, Figure figure, Bound bound) {
        against(each, condition, entrant, comparison -> comparison.rival(each, entrant, rival), figure, bound);
    }

    private void against(BenchCase each, String condition, Entrant entrant, Who rival, Figure figure, Bound bound) {
        goals.add(new Goal(
                each,
                List.of(comparison -> comparison.of(each, entrant), rival),
                condition,
                comparison -> comparison.quotients(each, entrant, rival.in(comparison), figure),
                bound));
    }

    private void alone(BenchCase each, String condition, Entrant entrant, Quantity quantity, Bound bound) {
        goals.add(new Goal(each, List.of(comparison -> comparison.of(each, entrant)), condition, quantity, bound));
    }

    private static Bound atLeast(double value, int decimals, String unit) {
        return new Bound(Side.AT_LEAST, value, decimals, unit);
    }

    private static Bound atMost(double value, int decimals, String unit) {
        return new Bound(Side.AT_MOST, value, decimals, unit);
    }
}
