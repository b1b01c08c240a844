package io.weir.proof.database;

import io.weir.proof.workload.Result;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection with one transaction. After an exception it is good for nothing: what has become of a commit must be asked by another.
 *
 * <p>Threading: confined to the world.
 */
public final class SimConnection {

    /** The transaction is rolled back: a row could not be locked in time, or the server is busy. Nothing has happened. */
    public static final class RolledBackException extends Exception {
        private static final long serialVersionUID = 1L;

        RolledBackException(String why) {
            super(why);
        }
    }

    private final SimDatabase database;
    private final SimProcess process;
    private final List<Result> rows = new ArrayList<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private boolean commitOnItsWay;

    SimConnection(SimDatabase database, SimProcess process) {
        this.database = database;
        this.process = process;
    }

    SimProcess process() {
        return process;
    }

    /** Reads a number and locks it until the transaction ends; null if there is none, and then nothing is locked: a row that is not there cannot be. */
    public @Nullable Long readForUpdate(String key) throws IOException, RolledBackException {
        call("database.read");
        if (database.number(key) != null) {
            lock(key);
        }
        process.point("database.read");
        return numbers.containsKey(key) ? numbers.get(key) : database.number(key);
    }

    /** Sets a number that this transaction has locked, or enters one that was not there. Of two that enter the same the later one is rolled back. */
    public void write(String key, long number) throws IOException, RolledBackException {
        call("database.write");
        boolean isNew = !database.isLocked(key, this);
        lock(key);
        if (isNew && database.number(key) != null) {
            throw rolledBack("another has entered " + key + " meanwhile");
        }
        numbers.put(key, number);
    }

    private void lock(String key) throws RolledBackException {
        if (!database.lock(key, this)) {
            throw rolledBack("the lock on " + key + " could not be had in time");
        }
    }

    public void insert(List<Result> newRows) throws IOException, RolledBackException {
        call("database.insert");
        rows.addAll(newRows);
    }

    /** Makes it all visible, or, if this throws, perhaps. */
    public void commit() throws IOException, RolledBackException {
        Reply reply = process.call("database.commit");
        if (reply == Reply.REFUSED) {
            refused();
        }
        if (reply == Reply.LATE) {
            commitOnItsWay = true;
        }
        if (reply.happens()) {
            database.apply(this, rows, numbers);
            process.point("database.commit");
        }
        if (reply != Reply.GIVEN) {
            cut();
        }
    }

    public void rollBack() {
        database.free(this);
    }

    private void call(String what) throws IOException, RolledBackException {
        Reply reply = process.call(what);
        if (reply == Reply.REFUSED) {
            refused();
        }
        if (reply != Reply.GIVEN) {
            cut();
        }
    }

    private void refused() throws RolledBackException {
        throw rolledBack("the simulated database is busy");
    }

    private RolledBackException rolledBack(String why) {
        database.free(this);
        return new RolledBackException(why);
    }

    private void cut() throws IOException {
        database.abandon(this);
        throw new IOException("the connection to the simulated database was cut");
    }

    /** Server: a commit that was on its way arrives or does not; anything else is rolled back. */
    void finishAlone() {
        if (commitOnItsWay) {
            database.apply(this, rows, numbers);
        }
    }
}
