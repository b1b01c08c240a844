package io.weir.cli.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the totals of the standard pipeline: one for each order; behind each other those of a customer, where each adds one order to the one before; and
 * among these, the orders of a partition in their order. In which order a customer's orders of different partitions were taken is left to the job.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class TotalsCheck implements OutputCheck {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long NONE = -1;

    private final Orders orders;
    private final List<BitSet> seen = new ArrayList<>();
    private final Map<String, Account> accounts = new HashMap<>();
    private final Findings findings = new Findings();

    TotalsCheck(Orders orders) {
        this.orders = orders;
        for (int partition = 0; partition < orders.partitionCount(); partition++) {
            seen.add(new BitSet());
        }
    }

    /** What was last seen of a customer. */
    private static final class Account {
        private final int outputPartition;
        private final long[] lastSequences;
        private long count;
        private long cents;

        Account(int outputPartition, int partitionCount) {
            this.outputPartition = outputPartition;
            this.lastSequences = new long[partitionCount];
            Arrays.fill(lastSequences, NONE);
        }
    }

    /** A total as it was read; what cannot be read is of no order. */
    private record Total(String customer, int partition, long sequence, long count, long cents) {}

    @Override
    public void accept(OutputRecord record) {
        findings.result();
        Total total = read(record.value());
        if (total.partition() < 0
                || total.partition() >= orders.partitionCount()
                || total.sequence() < 0
                || total.sequence() > Integer.MAX_VALUE) {
            findings.foreign("%s", record);
            return;
        }
        String customer = orders.customer(total.partition(), total.sequence());
        if (!total.customer().equals(customer) || !record.keyText().equals(customer)) {
            findings.wrong("%s; right is customer=%s", record, customer);
            return;
        }
        BitSet ofPartition = seen.get(total.partition());
        if (ofPartition.get((int) total.sequence())) {
            findings.duplicated("%s", record);
            return;
        }
        ofPartition.set((int) total.sequence());
        book(record, total);
    }

    private void book(OutputRecord record, Total total) {
        Account account = accounts.computeIfAbsent(
                total.customer(), absent -> new Account(record.partition(), orders.partitionCount()));
        if (record.partition() != account.outputPartition) {
            findings.disordered("%s; results of this customer stand in partition %d", record, account.outputPartition);
        }
        long before = account.lastSequences[total.partition()];
        if (total.sequence() < before) {
            findings.disordered("%s; before it came that of sequence=%d", record, before);
        }
        long cents = orders.cents(total.partition(), total.sequence());
        if (total.count() != account.count + 1 || total.cents() != account.cents + cents) {
            findings.wrong("%s; right is count=%d, cents=%d", record, account.count + 1, account.cents + cents);
        }
        account.lastSequences[total.partition()] = Math.max(before, total.sequence());
        account.count = total.count();
        account.cents = total.cents();
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public long expectedCount(long inputCount) {
        return inputCount;
    }

    @Override
    public void complete(Map<TopicPartition, Long> inputEnds) {
        inputEnds.forEach((partition, end) -> {
            BitSet ofPartition = seen.get(partition.partition());
            int sent = Math.toIntExact(end);
            int present = ofPartition.get(0, sent).cardinality();
            findings.lost(sent - present);
            if (present < sent) {
                int first = ofPartition.nextClearBit(0);
                findings.example(
                        "lost: %,d results of partition %d, the first of sequence=%d, customer=%s",
                        sent - present, partition.partition(), first, orders.customer(partition.partition(), first));
            }
            for (int beyond = ofPartition.nextSetBit(sent); beyond >= 0; beyond = ofPartition.nextSetBit(beyond + 1)) {
                findings.foreign("sequence=%d of partition %d was not sent", beyond, partition.partition());
            }
        });
    }

    private static Total read(byte @Nullable [] value) {
        Total unreadable = new Total("", -1, NONE, NONE, NONE);
        if (value == null) {
            return unreadable;
        }
        try {
            JsonNode node = MAPPER.readTree(value);
            return new Total(
                    node.path("customer").asString(""),
                    node.path("partition").asInt(-1),
                    node.path("sequence").asLong(NONE),
                    node.path("count").asLong(NONE),
                    node.path("cents").asLong(NONE));
        } catch (JacksonException notJson) {
            return unreadable;
        }
    }
}
