package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each fault is planted into results that are right otherwise. */
class ResultCheckTest {

    private static final int SIZE = 2_000;
    private static final int PARTITIONS = 3;

    private final OrderBook orders = OrderBook.fromSeed(7, SIZE, PARTITIONS);
    private final List<ResultLine> results = rightResults();

    @Test
    void acceptsOneRightResultForEachOrder() {
        Verdict verdict = verdict();

        assertThat(verdict.isExact()).isTrue();
        assertThat(verdict).isEqualTo(new Verdict(SIZE, SIZE, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void seesALostResult() {
        ResultLine lost = results.remove(1_234);

        Verdict verdict = verdict();

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.isExact()).isFalse();
        assertThat(verdict.isComplete()).isFalse();
        assertThat(verdict.examples()).singleElement().asString().contains("order=" + lost.order());
    }

    @Test
    void seesARepeatedResult() {
        results.add(1_500, results.get(1_499));

        Verdict verdict = verdict();

        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.disordered()).isZero();
        assertThat(verdict.isExact()).isFalse();
        assertThat(verdict.isComplete()).as("at-least-once allows it").isTrue();
    }

    @Test
    void countsEachRepetition() {
        ResultLine again = results.get(10);
        Collections.addAll(results, again, again, again);

        assertThat(verdict().duplicated()).isEqualTo(3);
    }

    @Test
    void seesTwoResultsOfACustomerThatChangedPlaces() {
        int second = SIZE - 1;
        int first = lastOfSameCustomerBefore(second);
        Collections.swap(results, first, second);

        Verdict verdict = verdict();

        assertThat(verdict.disordered()).isEqualTo(1);
        assertThat(verdict.wrong()).isZero();
        assertThat(verdict.isExact()).isFalse();
        assertThat(verdict.isComplete())
                .as("at-least-once does not allow it either")
                .isFalse();
    }

    @Test
    void seesAResultInAnotherPartitionThanThoseBefore() {
        ResultLine line = results.get(SIZE - 1);
        results.set(
                SIZE - 1,
                new ResultLine(
                        line.partition() + 1, line.key(), line.customer(), line.order(), line.count(), line.cents()));

        assertThat(verdict().disordered()).isEqualTo(1);
    }

    @Test
    void seesAWrongTotal() {
        ResultLine line = results.get(500);
        results.set(
                500,
                new ResultLine(
                        line.partition(), line.key(), line.customer(), line.order(), line.count(), line.cents() + 1));

        assertThat(verdict().wrong()).isEqualTo(1);
    }

    @Test
    void seesAWrongCount() {
        ResultLine line = results.get(500);
        results.set(
                500,
                new ResultLine(
                        line.partition(), line.key(), line.customer(), line.order(), line.count() + 1, line.cents()));

        assertThat(verdict().wrong()).isEqualTo(1);
    }

    @Test
    void seesAResultOfAnotherCustomer() {
        ResultLine line = results.get(500);
        results.set(
                500,
                new ResultLine(line.partition(), line.key(), "somebody", line.order(), line.count(), line.cents()));

        assertThat(verdict().wrong()).isEqualTo(1);
    }

    @Test
    void seesARecordWithAnotherKey() {
        ResultLine line = results.get(500);
        results.set(
                500, new ResultLine(line.partition(), "", line.customer(), line.order(), line.count(), line.cents()));

        assertThat(verdict().wrong()).isEqualTo(1);
    }

    @Test
    void seesAResultOfNoOrder() {
        results.add(new ResultLine(0, "customer-0", "customer-0", SIZE, 1, 1));
        results.add(new ResultLine(0, "", "", -1, -1, -1));

        Verdict verdict = verdict();

        assertThat(verdict.foreign()).isEqualTo(2);
        assertThat(verdict.isComplete()).isFalse();
    }

    /** What at-least-once does: records are applied to the state once more, and all later totals of the customer are off. */
    @Test
    void seesThatARecordWasCountedTwice() {
        List<ResultLine> counted = new ArrayList<>();
        String customer = orders.customerName(0);
        counted.add(results.get(0));
        for (ResultLine line : results) {
            boolean same = line.customer().equals(customer);
            counted.add(
                    same
                            ? new ResultLine(
                                    line.partition(),
                                    line.key(),
                                    line.customer(),
                                    line.order(),
                                    line.count() + 1,
                                    line.cents() + orders.cents(0))
                            : line);
        }
        results.clear();
        results.addAll(counted);

        Verdict verdict = verdict();

        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.wrong())
                .isEqualTo(counted.stream()
                                .filter(line -> line.customer().equals(customer))
                                .count()
                        - 1);
        assertThat(verdict.isComplete()).isTrue();
    }

    private int lastOfSameCustomerBefore(int id) {
        for (int earlier = id - 1; earlier >= 0; earlier--) {
            if (orders.customer(earlier) == orders.customer(id)) {
                return earlier;
            }
        }
        throw new AssertionError("the customer has one order only: id=" + id);
    }

    private Verdict verdict() {
        ResultCheck check = new ResultCheck(orders);
        results.forEach(check::accept);
        return check.verdict();
    }

    /** Written apart from the check's own fold: a running total in a map of names. */
    private List<ResultLine> rightResults() {
        Map<String, long[]> totals = new TreeMap<>();
        List<ResultLine> lines = new ArrayList<>();
        for (int id = 0; id < orders.size(); id++) {
            String customer = orders.customerName(id);
            long[] total = totals.computeIfAbsent(customer, name -> new long[2]);
            total[0]++;
            total[1] += orders.cents(id);
            lines.add(new ResultLine(orders.partition(id), customer, customer, id, total[0], total[1]));
        }
        return lines;
    }
}
