package io.weir.cli.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** Finds transactions that were left open: they hold back every reader of committed records. */
final class OpenTransactions {

    private static final Set<TransactionState> OPEN = EnumSet.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private OpenTransactions() {}

    /** Says in words which transactions nobody has begun to end. */
    static List<String> ongoing(Collection<TransactionListing> transactions) {
        return transactions.stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(OpenTransactions::inWords)
                .toList();
    }

    /**
     * Says in words what is open.
     *
     * @param stableEnds the ends of the output's partitions for readers of committed records
     * @param ends the ends for everybody else
     * @param transactions those that the broker knows
     */
    static List<String> find(
            Map<TopicPartition, Long> stableEnds,
            Map<TopicPartition, Long> ends,
            Collection<TransactionListing> transactions) {
        List<String> found = new ArrayList<>();
        for (TransactionListing transaction : transactions) {
            if (OPEN.contains(transaction.state())) {
                found.add(inWords(transaction));
            }
        }
        new TreeMap<>(named(ends)).forEach((name, end) -> {
            long stable = named(stableEnds).getOrDefault(name, -1L);
            if (stable != end) {
                found.add("hanging: readers of committed records come to offset " + stable + " of " + name
                        + ", which ends at " + end);
            }
        });
        return found;
    }

    private static String inWords(TransactionListing transaction) {
        return "hanging: transaction " + transaction.transactionalId() + " is " + transaction.state() + ", producerId="
                + transaction.producerId();
    }

    private static Map<String, Long> named(Map<TopicPartition, Long> ends) {
        Map<String, Long> named = new TreeMap<>();
        ends.forEach((partition, end) -> named.put(partition.toString(), end));
        return named;
    }
}
