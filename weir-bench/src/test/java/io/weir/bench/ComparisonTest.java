package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.Goal.Outcome;
import io.weir.bench.chart.BarChart;
import io.weir.bench.chart.BarChart.Bar;
import io.weir.bench.chart.BarChart.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final Entrant LOOP = Entrant.of(Kind.LOOP);
    private static final Entrant FLINK = new Entrant(Kind.FLINK, 1);

    private final List<Run> runs = new ArrayList<>();

    @Test
    void dividesWithinARoundAndTakesTheMedianOfThat() {
        // The machine slows down from round to round: a quotient of medians would be 1.
        rate(LOOP, 1, 100);
        rate(LOOP, 2, 50);
        rate(LOOP, 3, 10);
        rate(Entrant.weir(1), 1, 200);
        rate(Entrant.weir(1), 2, 100);
        rate(Entrant.weir(1), 3, 50);
        assertThat(ratio(Kind.LOOP).values()).containsExactly(2, 2, 5);
        assertThat(ratio(Kind.LOOP).median()).isEqualTo(2);
    }

    @Test
    void aRoundThatTheRivalSitsOutHasNoRatio() {
        rate(FLINK, 1, 10);
        rate(Entrant.weir(1), 1, 100);
        rate(Entrant.weir(1), 2, 80);
        assertThat(ratio(Kind.FLINK).values()).containsExactly(10);
    }

    @Test
    void anEngineThatFailedInOneRoundHasNoFigures() {
        rate(Entrant.weir(1), 1, 100);
        rate(FLINK, 1, 10);
        runs.add(new Run(FLINK, 2, Map.of()));
        assertThat(ratio(Kind.FLINK).isEmpty()).isTrue();
        assertThat(comparison().figures(BenchCase.W1, FLINK, Figure.RATE).isEmpty())
                .isTrue();
        assertThat(comparison().failed(BenchCase.W1)).containsExactly(FLINK);
    }

    @Test
    void anEngineIsARivalOnlyOfThoseWithAsManyTasks() {
        rate(LOOP, 1, 50);
        rate(FLINK, 1, 10);
        rate(Entrant.weir(1), 1, 100);
        rate(Entrant.weir(2), 1, 200);
        assertThat(comparison().rival(BenchCase.W1, Entrant.weir(1), Kind.FLINK))
                .hasSize(1);
        assertThat(comparison().rival(BenchCase.W1, Entrant.weir(2), Kind.FLINK))
                .isEmpty();
        assertThat(comparison().rival(BenchCase.W1, Entrant.weir(2), Kind.LOOP)).hasSize(1);
    }

    @Test
    void aGoalIsDisturbedIfItsRivalWas() {
        Map<Figure, Double> disturbed = Map.of(Figure.RATE, 50.0, Figure.FOREIGN_CORES, 0.3);
        rate(Entrant.weir(1), 1, 100);
        rate(LOOP, 1, 50);
        runs.add(new Run(FLINK, 1, disturbed));
        assertThat(goal("1 task / Flink").isDisturbed(comparison())).isTrue();
        assertThat(goal("1 task / loop").isDisturbed(comparison())).isFalse();
    }

    @Test
    void stabilityIsJudgedByTheWorstRoundOfTenMinutes() {
        String condition = "p50 of the worst window / of the median window in 10 min, worst round";
        assertThat(goal(condition).outcome(stability(599, 1.1, 1.1, 1.1))).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(goal(condition).outcome(stability(600, 1.1, 1.1, 1.9))).isEqualTo(Outcome.MET);
        assertThat(goal(condition).outcome(stability(600, 1.1, 2.1, 1.1))).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void pausesAreJudgedOnlyIfThereAreEnough() {
        assertThat(goal("p99.9 of at least 3,000").outcome(pauses(2_999))).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(goal("p99.9 of at least 3,000").outcome(pauses(3_000))).isEqualTo(Outcome.MET);
    }

    @Test
    void ofWhoDidNotRunNothingIsKnown() {
        rate(Entrant.weir(1), 1, 100);
        runs.add(new Run(FLINK, 1, Map.of()));
        assertThat(ratio(Kind.FLINK).isEmpty()).isTrue();
        assertThat(ratio(Kind.LOOP).isEmpty()).isTrue();
    }

    @Test
    void aGoalIsMetByTheMedian() {
        rate(LOOP, 1, 100);
        rate(FLINK, 1, 30);
        rate(Entrant.weir(1), 1, 110);
        assertThat(outcome("1 task / loop")).isEqualTo(Outcome.MET);
        assertThat(outcome("1 task / Flink")).isEqualTo(Outcome.NOT_MET);
        assertThat(outcome("2 tasks / 1 task")).isEqualTo(Outcome.NOT_MEASURED);
    }

    @Test
    void twoTasksAreHeldAgainstOne() {
        rate(Entrant.weir(1), 1, 100);
        rate(Entrant.weir(2), 1, 169);
        assertThat(outcome("2 tasks / 1 task")).isEqualTo(Outcome.NOT_MET);
        runs.clear();
        rate(Entrant.weir(1), 1, 100);
        rate(Entrant.weir(2), 1, 170);
        assertThat(outcome("2 tasks / 1 task")).isEqualTo(Outcome.MET);
    }

    @Test
    void aGoalOfATimeIsMetFromBelow() {
        Comparison slow = latency(21, 20);
        Comparison fast = latency(19, 20);
        assertThat(goal("p99 / loop").outcome(slow)).isEqualTo(Outcome.NOT_MET);
        assertThat(goal("p99 / loop").outcome(fast)).isEqualTo(Outcome.MET);
    }

    @Test
    void theChartShowsThoseWithOneNumberOfTasksAndTheInverseOfTimes() {
        rate(LOOP, 1, 100);
        rate(Entrant.weir(1), 1, 50);
        rate(Entrant.weir(2), 1, 90);
        Map<BenchCase, List<Run>> all = Map.of(BenchCase.W1, runs, BenchCase.W5, latencyRuns(40, 20));
        BarChart chart = new ResultChart(new Comparison(all), List.of()).chart();
        assertThat(chart.series()).containsExactly("loop", "Weir");
        assertThat(chart.groups().stream().map(Group::label))
                .containsExactly("W1, 1 task", BenchCase.W5.label() + ", 1 task");
        assertThat(chart.groups().stream()
                        .flatMap(group -> group.bars().stream())
                        .map(Bar::value))
                .containsExactly(100.0, 50.0, 0.05, 0.025);
    }

    @Test
    void jsonHasEachRunAndEachGoal() {
        rate(LOOP, 1, 100);
        rate(Entrant.weir(1), 1, Double.POSITIVE_INFINITY);
        String text = new ResultJson(Map.of("processor", "a \"b\"\n"), comparison(), Goals.all()).text();
        assertThat(text)
                .contains("\"processor\": \"a \\\"b\\\"\\u000a\"")
                .contains(
                        "\"case\": \"W1\", \"contender\": \"loop\", \"tasks\": 1, \"round\": 1, \"failed\": false, \"rate\": 100.0}")
                .contains("\"rate\": null")
                .contains("\"outcome\": \"not measured\"");
        assertThat(text.split("\"outcome\"", -1)).hasSize(Goals.all().size() + 1);
    }

    private static Comparison stability(double seconds, double... instabilities) {
        List<Run> rounds = new ArrayList<>();
        for (double each : instabilities) {
            rounds.add(new Run(
                    Entrant.weir(1),
                    rounds.size() + 1,
                    Map.of(Figure.TURN_SECONDS, seconds, Figure.INSTABILITY, each)));
        }
        return new Comparison(Map.of(BenchCase.W5, rounds));
    }

    private static Comparison pauses(double count) {
        Run run = new Run(Entrant.weir(1), 1, Map.of(Figure.PAUSE_COUNT, count, Figure.PAUSE_P999, 4.0));
        return new Comparison(Map.of(BenchCase.PAUSE, List.of(run)));
    }

    private static Comparison latency(double weir, double loop) {
        return new Comparison(Map.of(BenchCase.W5, latencyRuns(weir, loop)));
    }

    private static List<Run> latencyRuns(double weir, double loop) {
        return List.of(
                new Run(Entrant.of(Kind.LOOP_KAFKA), 1, Map.of(Figure.LATENCY_P99, loop)),
                new Run(Entrant.weir(1), 1, Map.of(Figure.LATENCY_P99, weir)));
    }

    private void rate(Entrant entrant, int round, double rate) {
        runs.add(new Run(entrant, round, Map.of(Figure.RATE, rate)));
    }

    private Comparison comparison() {
        return new Comparison(Map.of(BenchCase.W1, runs));
    }

    private Series ratio(Kind rival) {
        Comparison comparison = comparison();
        return comparison.quotients(
                BenchCase.W1, Entrant.weir(1), comparison.rival(BenchCase.W1, Entrant.weir(1), rival), Figure.RATE);
    }

    private Outcome outcome(String condition) {
        return goal(condition).outcome(comparison());
    }

    /** The first goal of this condition: of W1, or the only one. */
    private static Goal goal(String condition) {
        return Goals.all().stream()
                .filter(goal -> goal.condition().equals(condition))
                .findFirst()
                .orElseThrow();
    }
}
