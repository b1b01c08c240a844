package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Goal.Bound;
import io.weir.bench.Goal.Bound.Side;
import io.weir.bench.Goal.Quantity;
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
        add(each, "1 task / loop", against(each, ONE_TASK, Kind.LOOP, Figure.RATE), atLeast(ofLoop, 2, " ×"));
        add(each, "1 task / Flink", against(each, ONE_TASK, Kind.FLINK, Figure.RATE), atLeast(ofFlink, 0, " ×"));
    }

    private void twoTasks(BenchCase each, double atLeast) {
        add(
                each,
                "2 tasks / 1 task",
                comparison -> comparison.quotients(each, TWO_TASKS, comparison.of(each, ONE_TASK), Figure.RATE),
                atLeast(atLeast, 1, " ×"));
    }

    private void kafka() {
        Figure rate = Figure.RATE_FROM_START;
        add(BenchCase.W4, "2 tasks / loop", against(BenchCase.W4, TWO_TASKS, Kind.LOOP, rate), atLeast(1, 2, " ×"));
        for (Kind peer : List.of(Kind.FLINK, Kind.JET, Kind.KAFKA_STREAMS)) {
            add(
                    BenchCase.W4,
                    "2 tasks / " + peer.label(),
                    against(BenchCase.W4, TWO_TASKS, peer, rate),
                    atLeast(2, 0, " ×"));
        }
        BenchCase w5 = BenchCase.W5;
        add(w5, "p50 / loop", against(w5, ONE_TASK, Kind.LOOP, Figure.LATENCY_P50), atMost(1, 2, " ×"));
        add(w5, "p99 / loop", against(w5, ONE_TASK, Kind.LOOP, Figure.LATENCY_P99), atMost(1, 2, " ×"));
        add(
                w5,
                "p99 / Flink at its best interval",
                against(w5, ONE_TASK, Kind.FLINK, Figure.LATENCY_P99),
                atMost(0.5, 2, " ×"));
        add(
                w5,
                "p50 of the worst window / of the median window, in the time of this run",
                comparison -> comparison.shares(w5, ONE_TASK, Figure.WORST_WINDOW_P50, Figure.MEDIAN_WINDOW_P50),
                atMost(2, 1, " ×"));
    }

    private void others() {
        add(
                BenchCase.START,
                "from main() to the first result",
                comparison -> comparison.figures(BenchCase.START, ONE_TASK, Figure.FIRST_RESULT),
                atMost(1, 1, " s"));
        add(
                BenchCase.W4,
                "2 tasks, from main() to the first result",
                comparison -> comparison.figures(BenchCase.W4, TWO_TASKS, Figure.FIRST_RESULT),
                atMost(1, 1, " s"));
        add(
                BenchCase.PAUSE,
                "p99.9",
                comparison -> comparison.figures(BenchCase.PAUSE, ONE_TASK, Figure.PAUSE_P999),
                atMost(5, 0, " ms"));
        add(
                BenchCase.RECOVERY,
                "MB/s of state",
                comparison -> comparison
                        .figures(BenchCase.RECOVERY, ONE_TASK, Figure.RECOVERY_RATE)
                        .dividedBy(1e6),
                atLeast(300, 0, " MB/s"));
    }

    private static Quantity against(BenchCase each, Entrant entrant, Kind rival, Figure figure) {
        return comparison -> comparison.quotients(each, entrant, comparison.rival(each, rival), figure);
    }

    private static Bound atLeast(double value, int decimals, String unit) {
        return new Bound(Side.AT_LEAST, value, decimals, unit);
    }

    private static Bound atMost(double value, int decimals, String unit) {
        return new Bound(Side.AT_MOST, value, decimals, unit);
    }

    private void add(BenchCase each, String condition, Quantity quantity, Bound bound) {
        goals.add(new Goal(each.label(), condition, quantity, bound));
    }
}
