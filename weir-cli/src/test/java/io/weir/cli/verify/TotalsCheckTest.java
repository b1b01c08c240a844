package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Each fault is planted into a history that is right otherwise. */
class TotalsCheckTest {

    private static final int PARTITIONS = 3;
    private static final long PER_PARTITION = 400;
    private static final int CUSTOMERS = 10;

    private final Orders orders = new Orders(7, PARTITIONS, CUSTOMERS);
    private final List<Line> history = rightHistory();

    /** A total, still to be written as JSON. */
    private record Line(int output, String key, String customer, int partition, long sequence, long count, long cents) {

        Line counting(long more, long moreCents) {
            return new Line(output, key, customer, partition, sequence, count + more, cents + moreCents);
        }

        OutputRecord record(long offset) {
            String json = "{\"customer\":\"" + customer + "\",\"partition\":" + partition + ",\"sequence\":" + sequence
                    + ",\"count\":" + count + ",\"cents\":" + cents + "}";
            return new OutputRecord("totals", output, offset, bytes(key), bytes(json));
        }
    }

    @Test
    void acceptsOneRightTotalForEachOrder() {
        Findings findings = findings();

        assertThat(findings.isExact()).as("%s", findings.examples()).isTrue();
        assertThat(findings.results()).isEqualTo(PARTITIONS * PER_PARTITION);
    }

    @Test
    void acceptsAnyOrderAmongDifferentCustomers() {
        history.sort((a, b) -> a.customer().compareTo(b.customer()));

        assertThat(findings().isExact()).isTrue();
    }

    @Test
    void seesADuplicate() {
        history.add(500, history.get(480));

        Findings findings = findings();

        assertThat(findings.duplicated()).isEqualTo(1);
        assertThat(findings.wrong() + findings.lost() + findings.disordered()).isZero();
        assertThat(findings.examples()).singleElement().asString().startsWith("duplicated: totals/");
    }

    @Test
    void seesEachDuplicateOfATransactionThatWasWrittenTwice() {
        history.addAll(600, List.copyOf(history.subList(580, 600)));

        assertThat(findings().duplicated()).isEqualTo(20);
    }

    /** What is lost from the output only shows as lost, and as a gap in the customer's totals. */
    @Test
    void seesALossInTheMiddle() {
        Line lost = history.remove(300);

        Findings findings = findings();

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.wrong()).isEqualTo(1);
        assertThat(findings.examples())
                .anySatisfy(example -> assertThat(example).contains("sequence=" + lost.sequence()));
    }

    @Test
    void seesALossAtTheEnd() {
        history.remove(history.size() - 1);

        Findings findings = findings();

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.wrong()).isZero();
        assertThat(findings.isExact()).isFalse();
    }

    /** The order was skipped, and no total counts it. */
    @Test
    void seesARecordThatTheJobHasNeverRead() {
        Line skipped = history.remove(300);
        for (int i = 300; i < history.size(); i++) {
            if (history.get(i).customer().equals(skipped.customer())) {
                history.set(i, history.get(i).counting(-1, -cents(skipped)));
            }
        }

        Findings findings = findings();

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.wrong()).isZero();
    }

    @Test
    void seesARecordThatWasCountedTwice() {
        Line twice = history.get(300);
        for (int i = 301; i < history.size(); i++) {
            if (history.get(i).customer().equals(twice.customer())) {
                history.set(i, history.get(i).counting(1, cents(twice)));
            }
        }

        Findings findings = findings();

        assertThat(findings.wrong()).isEqualTo(1);
        assertThat(findings.isExact()).isFalse();
    }

    @Test
    void seesAWrongSum() {
        Line line = history.get(history.size() - 1);
        history.set(history.size() - 1, line.counting(0, 1));

        assertThat(findings().wrong()).isEqualTo(1);
    }

    @Test
    void seesATotalOfAnotherCustomer() {
        Line line = history.get(50);
        history.set(50, new Line(line.output(), line.key(), "customer-x", line.partition(), line.sequence(), 1, 1));

        assertThat(findings().wrong()).isPositive();
    }

    @Test
    void seesAKeyThatIsNotTheCustomers() {
        Line line = history.get(50);
        history.set(
                50,
                new Line(
                        line.output(),
                        "customer-x",
                        line.customer(),
                        line.partition(),
                        line.sequence(),
                        line.count(),
                        line.cents()));

        assertThat(findings().wrong()).isPositive();
    }

    /** Two orders of a customer and of one partition change places, and the totals are as if that were right. */
    @Test
    void seesOrdersOfAPartitionThatOvertakeEachOther() {
        int second = history.size() - 1;
        while (predecessor(second) < 0) {
            second--;
        }
        int first = predecessor(second);
        Line a = history.get(first);
        Line b = history.get(second);
        long countBefore = a.count() - 1;
        history.set(
                first,
                new Line(
                        a.output(),
                        a.key(),
                        a.customer(),
                        b.partition(),
                        b.sequence(),
                        a.count(),
                        a.cents() - cents(a) + cents(b)));
        history.set(
                second, new Line(b.output(), b.key(), b.customer(), a.partition(), a.sequence(), b.count(), b.cents()));

        Findings findings = findings();

        assertThat(countBefore).isNotNegative();
        assertThat(findings.disordered()).isEqualTo(1);
        assertThat(findings.wrong() + findings.duplicated() + findings.lost()).isZero();
    }

    @Test
    void seesACustomerInAnotherOutputPartition() {
        Line line = history.get(history.size() - 1);
        history.set(
                history.size() - 1,
                new Line(
                        line.output() + 1,
                        line.key(),
                        line.customer(),
                        line.partition(),
                        line.sequence(),
                        line.count(),
                        line.cents()));

        assertThat(findings().disordered()).isEqualTo(1);
    }

    @Test
    void seesATotalOfAnOrderThatWasNotSent() {
        String customer = orders.customer(1, PER_PARTITION);
        history.add(new Line(0, customer, customer, 1, PER_PARTITION, 1, 1));

        assertThat(findings().foreign()).isEqualTo(1);
    }

    @Test
    void seesWhatIsNoTotal() {
        TotalsCheck check = new TotalsCheck(orders);
        check.accept(new OutputRecord("totals", 0, 0, bytes("a"), bytes("{}")));
        check.accept(new OutputRecord("totals", 0, 1, bytes("a"), bytes("not JSON")));
        check.accept(new OutputRecord("totals", 0, 2, null, null));
        check.accept(new OutputRecord("totals", 0, 3, bytes("a"), bytes("{\"partition\":3,\"sequence\":1}")));

        assertThat(check.findings().foreign()).isEqualTo(4);
    }

    /** The order of the same customer and partition that comes right before the customer's total at the index, or -1. */
    private int predecessor(int index) {
        Line line = history.get(index);
        for (int i = index - 1; i >= 0; i--) {
            if (history.get(i).customer().equals(line.customer())) {
                return history.get(i).partition() == line.partition() ? i : -1;
            }
        }
        return -1;
    }

    private long cents(Line line) {
        return orders.cents(line.partition(), line.sequence());
    }

    private Findings findings() {
        TotalsCheck check = new TotalsCheck(orders);
        for (int i = 0; i < history.size(); i++) {
            check.accept(history.get(i).record(i));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(new TopicPartition("orders", partition), PER_PARTITION);
        }
        check.complete(ends);
        return check.findings();
    }

    /** Partitions are taken in stretches that do not fit each other, as by a job. */
    private List<Line> rightHistory() {
        List<Line> lines = new ArrayList<>();
        Map<String, long[]> totals = new HashMap<>();
        long[] next = new long[PARTITIONS];
        List<Integer> turns = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            turns.addAll(Collections.nCopies((int) PER_PARTITION, partition));
        }
        Collections.shuffle(turns, new java.util.Random(3));
        for (int partition : turns) {
            long sequence = next[partition]++;
            String customer = orders.customer(partition, sequence);
            long[] total = totals.computeIfAbsent(customer, absent -> new long[2]);
            total[0]++;
            total[1] += orders.cents(partition, sequence);
            int output = customer.hashCode() & 1;
            lines.add(new Line(output, customer, customer, partition, sequence, total[0], total[1]));
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
