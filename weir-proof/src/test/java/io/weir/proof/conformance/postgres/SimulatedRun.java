package io.weir.proof.conformance.postgres;

import io.weir.proof.conformance.Replay;
import io.weir.proof.conformance.postgres.Database.RolledBack;
import io.weir.proof.conformance.postgres.Database.Transaction;
import io.weir.proof.database.SimConnection;
import io.weir.proof.database.SimDatabase;
import io.weir.proof.workload.Result;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of operations on the simulated database. It has no faults but those that an operation asks for.
 *
 * <p>Threading: confined to one thread.
 */
final class SimulatedRun implements Database, Replay.Run<Operation> {

    /** Gives the next call the answer that was set, and all others theirs. */
    private static final class NextReply implements Chaos {
        private Reply next = Reply.GIVEN;

        @Override
        public void at(SimProcess process, String point) {}

        @Override
        public Reply reply(SimProcess process, String call) {
            Reply reply = next;
            next = Reply.GIVEN;
            return reply;
        }
    }

    private final NextReply replies = new NextReply();
    private final SimDatabase database;
    private final SimProcess process;
    private final Entropy entropy;
    private final Driver driver = new Driver(this);

    /** In how many of eight cases the server finds out about one more client between two operations: in one world at once, in another very late. */
    private final int movesOfEight;

    private final List<SimConnection> open = new ArrayList<>();
    private final Map<String, Long> numbers = new TreeMap<>();

    SimulatedRun(long seed) {
        SimWorld world = new SimWorld(new SimWorld.Settings(seed, SimWorld.Picking.UNIFORM, false, 1), replies, null);
        database = new SimDatabase(world, "conformance", (rows, entries) -> numbers.putAll(entries));
        process = world.startProcess(1);
        entropy = world.entropy("conformance");
        movesOfEight = entropy.nextInt(8);
    }

    @Override
    public void moveSome() {
        while (entropy.nextInt(8) < movesOfEight && moveOnce()) {
            // Each move is one of chance.
        }
    }

    @Override
    public boolean moveOnce() {
        if (!database.ready()) {
            return false;
        }
        database.act();
        return true;
    }

    @Override
    public String run(Operation operation) {
        return driver.run(operation);
    }

    @Override
    public boolean looks(Operation operation) {
        return operation.kind() == Operation.Kind.READ;
    }

    @Override
    public Transaction begin() {
        SimConnection connection = database.connect(process);
        open.add(connection);
        return new SimulatedTransaction(connection);
    }

    /** What is cut off is found out before the server serves again. */
    @Override
    public void kill() {
        for (SimConnection each : List.copyOf(open)) {
            new SimulatedTransaction(each).cut();
        }
        settle();
    }

    @Override
    public String read() {
        return "rows " + database.rows().stream().map(Result::id).sorted().toList() + " numbers " + numbers;
    }

    @Override
    public void settle() {
        while (moveOnce()) {
            // Until nothing is under way.
        }
    }

    @Override
    public void close() {}

    private final class SimulatedTransaction implements Transaction {
        private final SimConnection connection;

        SimulatedTransaction(SimConnection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Long lock(String key) throws RolledBack, IOException {
            try {
                return connection.readForUpdate(key);
            } catch (SimConnection.RolledBackException e) {
                throw rolledBack(e);
            }
        }

        @Override
        public void write(String key, long number, boolean isNew) throws RolledBack, IOException {
            try {
                connection.write(key, number);
            } catch (SimConnection.RolledBackException e) {
                throw rolledBack(e);
            }
        }

        @Override
        public void insert(long row) throws RolledBack, IOException {
            try {
                connection.insert(List.of(new Result(0, row, 0, 0)));
            } catch (SimConnection.RolledBackException e) {
                throw rolledBack(e);
            }
        }

        private RolledBack rolledBack(SimConnection.RolledBackException cause) {
            open.remove(connection);
            return new RolledBack(cause);
        }

        @Override
        public void commit() throws RolledBack, IOException {
            try {
                connection.commit();
                open.remove(connection);
            } catch (SimConnection.RolledBackException e) {
                throw rolledBack(e);
            }
        }

        @Override
        public void rollBack() {
            open.remove(connection);
            connection.rollBack();
        }

        @Override
        public void cut() {
            lose(Reply.REQUEST_LOST);
        }

        @Override
        public void commitAndCut(boolean inOrder) {
            Reply[] replies = {Reply.REPLY_LOST, Reply.REQUEST_LOST, Reply.LATE};
            lose(replies[entropy.nextInt(replies.length)]);
        }

        private void lose(Reply reply) {
            open.remove(connection);
            replies.next = reply;
            try {
                connection.commit();
                throw new AssertionError("a commit was answered that was to be lost");
            } catch (IOException e) {
                // Nobody learns more.
            } catch (SimConnection.RolledBackException e) {
                throw new AssertionError("a commit was refused that was to be lost", e);
            }
        }

        @Override
        public void terminate() {
            cut();
        }
    }
}
