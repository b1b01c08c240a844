package io.weir.proof.conformance.postgres;

import io.weir.proof.conformance.postgres.Database.RolledBack;
import io.weir.proof.conformance.postgres.Database.Transaction;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does operations to a database, and says in words what came of each.
 *
 * <p>Threading: confined to one thread.
 */
final class Driver {

    /** A transaction, and which numbers were there when it read them. */
    private record Open(Transaction transaction, Map<String, Boolean> present) {}

    private final Database database;
    private final Map<Integer, Open> open = new HashMap<>();

    Driver(Database database) {
        this.database = database;
    }

    /** Does an operation. Returns what came of it: what was seen, or how the transaction ended. */
    String run(Operation operation) {
        switch (operation.kind()) {
            case READ -> {
                return database.read();
            }
            case SETTLE -> {
                database.settle();
                return "ok";
            }
            case KILL -> {
                open.clear();
                database.kill();
                return "ok";
            }
            default -> {
                return runIn(operation);
            }
        }
    }

    private String runIn(Operation operation) {
        boolean begins = operation.kind() == Operation.Kind.LOCK || operation.kind() == Operation.Kind.INSERT;
        Open transaction = begins
                ? open.computeIfAbsent(operation.connection(), absent -> new Open(database.begin(), new HashMap<>()))
                : open.get(operation.connection());
        if (transaction == null) {
            return "nothing begun";
        }
        try {
            return step(operation, transaction);
        } catch (RolledBack e) {
            open.remove(operation.connection());
            return "rolled back";
        } catch (IOException e) {
            open.remove(operation.connection());
            return "cut";
        }
    }

    private String step(Operation operation, Open in) throws RolledBack, IOException {
        String key = "key-" + operation.key();
        Transaction transaction = in.transaction();
        switch (operation.kind()) {
            case LOCK -> {
                @Nullable Long number = transaction.lock(key);
                in.present().put(key, number != null);
                return String.valueOf(number);
            }
            case WRITE -> {
                Boolean present = in.present().get(key);
                if (present == null) {
                    return "not read";
                }
                transaction.write(key, operation.number(), !present);
                in.present().put(key, true);
            }
            case INSERT -> transaction.insert(operation.number());
            default -> end(operation, transaction);
        }
        return "ok";
    }

    private void end(Operation operation, Transaction transaction) throws RolledBack, IOException {
        open.remove(operation.connection());
        switch (operation.kind()) {
            case COMMIT -> transaction.commit();
            case ROLL_BACK -> transaction.rollBack();
            case CUT -> transaction.cut();
            case COMMIT_AND_LEAVE -> transaction.commitAndCut(true);
            case COMMIT_AND_RESET -> transaction.commitAndCut(false);
            case TERMINATE -> transaction.terminate();
            case COMMIT_AND_KILL -> {
                transaction.commitAndCut(true);
                open.clear();
                database.kill();
            }
            default -> throw new IllegalStateException("no operation: " + operation);
        }
    }
}
