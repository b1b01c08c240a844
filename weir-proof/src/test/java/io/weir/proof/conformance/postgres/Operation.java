package io.weir.proof.conformance.postgres;

import io.weir.testkit.world.Entropy;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is done to a database. What an operation has no use for is 0.
 *
 * <p>Threading: Immutable.
 *
 * @param connection which of the connections; each has one transaction at a time, and is opened when it is first used
 * @param key which of the numbers
 */
record Operation(Kind kind, int connection, int key, int number) {

    enum Kind {
        /** Reads a number and locks it, if it is there. */
        LOCK(14),
        /** Writes a number that was read before. */
        WRITE(12),
        INSERT(7),
        COMMIT(6),
        ROLL_BACK(2),
        /** The client is gone before it asks for the commit. */
        CUT(2),
        /** The client asks for the commit and is gone: its end of the connection is closed in order. */
        COMMIT_AND_LEAVE(2),
        /** The client asks for the commit, and the connection is reset. */
        COMMIT_AND_RESET(2),
        /** An administrator ends the connection. */
        TERMINATE(2),
        /** The server is killed and started again. */
        KILL(1),
        /** The client asks for the commit, and the server is killed at once and started again. */
        COMMIT_AND_KILL(2),
        /** Reads all that is committed. */
        READ(8),
        /** Waits until the server has found out about every client that is gone. */
        SETTLE(0);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    static final int CONNECTIONS = 3;
    static final int KEYS = 2;

    /** Draws a sequence that ends with a look at everything, and with every number locked by one transaction. */
    static List<Operation> sequence(Entropy entropy) {
        List<Operation> operations = new ArrayList<>();
        if (!entropy.oneIn(4)) {
            enterNumbers(operations);
        }
        int length = operations.size() + entropy.between(12, 30);
        boolean kills = entropy.oneIn(4);
        while (operations.size() < length) {
            Operation drawn = draw(entropy, operations.size());
            if (kills || drawn.kind() != Kind.KILL && drawn.kind() != Kind.COMMIT_AND_KILL) {
                operations.add(drawn);
            }
        }
        operations.add(new Operation(Kind.READ, 0, 0, 0));
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            operations.add(new Operation(Kind.CUT, connection, 0, 0));
        }
        operations.add(new Operation(Kind.SETTLE, 0, 0, 0));
        operations.add(new Operation(Kind.READ, 0, 0, 0));
        for (int key = 0; key < KEYS; key++) {
            operations.add(new Operation(Kind.LOCK, 0, key, 0));
        }
        operations.add(new Operation(Kind.ROLL_BACK, 0, 0, 0));
        return operations;
    }

    /** A row that is there can be locked, one that is not cannot. */
    private static void enterNumbers(List<Operation> operations) {
        for (int key = 0; key < KEYS; key++) {
            operations.add(new Operation(Kind.LOCK, 0, key, 0));
            operations.add(new Operation(Kind.WRITE, 0, key, operations.size()));
        }
        operations.add(new Operation(Kind.COMMIT, 0, 0, 0));
    }

    private static Operation draw(Entropy entropy, int number) {
        int total = 0;
        for (Kind kind : Kind.values()) {
            total += kind.weight;
        }
        int drawn = entropy.nextInt(total);
        for (Kind kind : Kind.values()) {
            drawn -= kind.weight;
            if (drawn < 0) {
                return new Operation(kind, entropy.nextInt(CONNECTIONS), entropy.nextInt(KEYS), number);
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    @Override
    public String toString() {
        return kind + " connection=" + connection + " key=" + key + " number=" + number;
    }
}
