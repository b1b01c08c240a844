package io.weir.proof.database;

import io.weir.proof.workload.Result;
import io.weir.testkit.world.Actor;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database in a simulated world: transactions that read what is committed, lock the rows they name, and become visible as a whole. A connection may be cut
 * before or after its commit; the server finds out some time later, and only then frees what was locked.
 *
 * <p>Threading: confined to the world.
 */
public final class SimDatabase implements Actor {

    /** Is told of what becomes visible. */
    public interface Witness {

        /** A transaction has committed: these rows, and these ledger entries. */
        void committed(List<Result> rows, Map<String, Long> entries);
    }

    private final SimWorld world;
    private final Entropy entropy;
    private final Witness witness;
    private final List<Result> rows = new ArrayList<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private final Map<String, SimConnection> locks = new LinkedHashMap<>();
    private final List<SimConnection> abandoned = new ArrayList<>();
    private final List<SimConnection> open = new ArrayList<>();

    public SimDatabase(SimWorld world, String name, Witness witness) {
        this.world = world;
        this.entropy = world.entropy("database " + name);
        this.witness = witness;
    }

    /** Opens a connection, with a transaction, for a process. */
    public SimConnection connect(SimProcess process) {
        SimConnection connection = new SimConnection(this, process);
        open.add(connection);
        return connection;
    }

    /** Returns the rows that are committed, in the order of their commits. */
    public List<Result> rows() {
        return rows;
    }

    @Nullable Long number(String key) {
        return numbers.get(key);
    }

    /** Locks a row for a transaction; returns whether it could be had. */
    boolean lock(String key, SimConnection connection) {
        SimConnection owner = locks.putIfAbsent(key, connection);
        return owner == null || owner == connection;
    }

    boolean isLocked(String key, SimConnection by) {
        return locks.get(key) == by;
    }

    void apply(SimConnection connection, List<Result> newRows, Map<String, Long> newNumbers) {
        rows.addAll(newRows);
        numbers.putAll(newNumbers);
        witness.committed(newRows, newNumbers);
        free(connection);
    }

    void free(SimConnection connection) {
        locks.values().removeIf(owner -> owner == connection);
        open.remove(connection);
    }

    /** The client has gone: the server finds out later. */
    void abandon(SimConnection connection) {
        open.remove(connection);
        abandoned.add(connection);
    }

    /** Returns how many rows are locked. */
    public int lockCount() {
        return locks.size();
    }

    @Override
    public boolean ready() {
        for (SimConnection connection : List.copyOf(open)) {
            if (!connection.process().isAlive()) {
                abandon(connection);
            }
        }
        return !abandoned.isEmpty() && world.steps() % 8 == 0;
    }

    @Override
    public void act() {
        SimConnection connection = abandoned.remove(entropy.nextInt(abandoned.size()));
        connection.finishAlone();
        free(connection);
    }

    @Override
    public long dueNanos() {
        return abandoned.isEmpty() ? Long.MAX_VALUE : world.nowNanos();
    }
}
