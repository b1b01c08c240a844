package io.weir.proof.conformance.kafka;

import io.weir.testkit.world.Entropy;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a client does to a cluster. What an operation has no use for is 0.
 *
 * <p>Threading: Immutable.
 *
 * @param id which transactional id
 * @param old whether it is the producer before the newest of that id that acts: the one that was fenced
 * @param topic which topic
 * @param group which consumer group
 */
record Operation(Kind kind, int id, boolean old, int topic, int partition, int group, int number) {

    enum Kind {
        /** A new producer of the id, whose transactions last a minute; it fences those before. */
        OPEN(4),
        /** A new producer of the id, whose transactions time out soon. */
        OPEN_SHORT(3),
        /** Sends a record; begins a transaction if none is begun. */
        SEND(12),
        FLUSH(4),
        /** Puts an offset into the transaction; begins one if none is begun. */
        OFFSETS(7),
        COMMIT(8),
        ABORT(2),
        /** Leaves what is open as it is. */
        CLOSE_AT_ONCE(2),
        /** Closes with time to roll back what is open. */
        CLOSE(1),
        /** An administrator fences the id. */
        FENCE(3),
        /** Waits until the transaction of the id has timed out, if it is one that soon will. */
        TIME_OUT(3),
        /** Waits until every marker is written. */
        SETTLE(0),
        /** Reads a partition as a reader of committed records does. */
        VIEW(5),
        /** Reads a group's stable offset for a partition. */
        LEDGER(4),
        /** Lists the transactional ids that the cluster knows. */
        IDS(1),
        /** Asks whether the id's transaction is ongoing. */
        ONGOING(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        /** Returns whether it only looks, so that doing it again changes nothing. */
        boolean looks() {
            return this == VIEW || this == LEDGER || this == IDS || this == ONGOING;
        }

        /** Returns whether it is an operation of a producer. */
        boolean produces() {
            return ordinal() >= SEND.ordinal() && ordinal() <= CLOSE.ordinal();
        }
    }

    static final int IDS = 3;
    static final int TOPICS = 2;
    static final int PARTITIONS = 2;
    static final int GROUPS = 2;

    static Operation view(int topic, int partition) {
        return new Operation(Kind.VIEW, 0, false, topic, partition, 0, 0);
    }

    static Operation ledger(int group, int topic, int partition) {
        return new Operation(Kind.LEDGER, 0, false, topic, partition, group, 0);
    }

    static Operation of(Kind kind, int id) {
        return new Operation(kind, id, false, 0, 0, 0, 0);
    }

    /** Draws a sequence that ends with a look at everything, after every id has been fenced as a recovery does it. */
    static List<Operation> sequence(Entropy entropy) {
        List<Operation> operations = new ArrayList<>();
        int ids = entropy.between(2, IDS);
        for (int id = 0; id < ids; id++) {
            operations.add(of(Kind.OPEN, id));
        }
        int length = ids + entropy.between(10, 25);
        while (operations.size() < length) {
            operations.add(draw(entropy, ids, operations.size()));
        }
        for (int id = 0; id < ids; id++) {
            operations.add(of(Kind.ONGOING, id));
            operations.add(of(Kind.FENCE, id));
        }
        operations.add(of(Kind.SETTLE, 0));
        for (int topic = 0; topic < TOPICS; topic++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                operations.add(view(topic, partition));
                for (int group = 0; group < GROUPS; group++) {
                    operations.add(ledger(group, topic, partition));
                }
            }
        }
        return operations;
    }

    private static Operation draw(Entropy entropy, int ids, int number) {
        int total = 0;
        for (Kind kind : Kind.values()) {
            total += kind.weight;
        }
        int drawn = entropy.nextInt(total);
        for (Kind kind : Kind.values()) {
            drawn -= kind.weight;
            if (drawn < 0) {
                return new Operation(
                        kind,
                        // Most act on one id, so that much happens to it.
                        entropy.nextBoolean() ? 0 : entropy.nextInt(ids),
                        kind.produces() && entropy.oneIn(5),
                        entropy.nextInt(TOPICS),
                        // Offsets of one partition meet one another, and a reader of it meets them.
                        entropy.nextInt(PARTITIONS),
                        entropy.nextInt(GROUPS),
                        number);
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    @Override
    public String toString() {
        return kind + (old ? " (old)" : "") + " id=" + id + " topic=" + topic + " partition=" + partition + " group="
                + group + " number=" + number;
    }
}
