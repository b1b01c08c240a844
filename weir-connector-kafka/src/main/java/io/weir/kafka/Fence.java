package io.weir.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;

/**
 * Ends what producers of a sink's transactional ids had open, and shuts those producers out (I7, I9).
 *
 * <p>Threading: confined to the committer's thread.
 */
final class Fence {

    private final Admin admin;
    private final TransactionalIds ids;
    private final String stage;

    Fence(Admin admin, TransactionalIds ids, String stage) {
        this.admin = admin;
        this.ids = ids;
        this.stage = stage;
    }

    /** Returns the ids of this sink and job that the broker knows, whatever parallelism they were used at. */
    Set<String> knownIds() throws InterruptedException {
        return known().keySet();
    }

    /** Returns the state of each id of this sink and job that the broker knows. */
    Map<String, TransactionState> known() throws InterruptedException {
        ListTransactionsOptions ofThisSink =
                new ListTransactionsOptions().filterOnTransactionalIdPattern(ids.brokerPattern());
        Map<String, TransactionState> known = new TreeMap<>();
        try {
            for (TransactionListing listing :
                    admin.listTransactions(ofThisSink).all().get()) {
                if (ids.owns(listing.transactionalId())) {
                    known.put(listing.transactionalId(), listing.state());
                }
            }
        } catch (ExecutionException e) {
            throw KafkaErrors.inWords("the transactions of earlier runs of " + stage + " could not be listed", e);
        }
        return known;
    }

    /**
     * Fences all producers of {@code transactionalIds}. When this returns, each open transaction has been rolled back, and each whose commit was under way
     * has been committed, ledger included: Kafka's coordinator answers CONCURRENT_TRANSACTIONS until then, and the client asks again.
     */
    void fence(Set<String> transactionalIds) throws InterruptedException {
        Map<String, KafkaFuture<Void>> answers = new LinkedHashMap<>();
        for (String id : transactionalIds) {
            // One call for each: Kafka's client takes the ids of one call for retries of one another and backs off, 25
            // s for 32 ids.
            answers.put(id, admin.fenceProducers(Set.of(id)).all());
        }
        for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
            try {
                answer.getValue().get();
            } catch (ExecutionException e) {
                throw KafkaErrors.inWords(
                        "earlier producers of " + stage + " could not be fenced, transactional id " + answer.getKey(),
                        e);
            }
        }
    }
}
