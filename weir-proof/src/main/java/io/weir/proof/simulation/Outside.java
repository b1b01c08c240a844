package io.weir.proof.simulation;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.journal.JournalStore;
import io.weir.kafka.KafkaSink;
import io.weir.kafka.RecordEncoder;
import io.weir.proof.database.SimDatabase;
import io.weir.proof.database.StagedSink;
import io.weir.proof.files.SimFileSink;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.kafka.SimReader;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The place that one sink writes to, and the reader that looks at it.
 *
 * <p>Threading: confined to the world.
 */
abstract class Outside {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(1);

    private final OutputCheck check;

    Outside(OutputCheck check) {
        this.check = check;
    }

    /** Makes the sink of a process. */
    abstract Sink<Result, ?> sinkOf(SimProcess process);

    /** Returns what has become visible since the last call, in the reader's order. */
    abstract List<Result> poll();

    /** Returns what has been left behind that should not be, once the job has ended; null if nothing has. */
    abstract @Nullable String leftBehind();

    /** Returns what only an attempt that was overtaken may leave; null if there is nothing of it. */
    @Nullable String unfinished() {
        return null;
    }

    /** The machine loses power. */
    void losePower() {}

    /** The job has ended: whatever happens from now on, its output stays. */
    void jobEnded() {}

    /** Returns whether the sink's lanes hold locks in common while they call the outside. */
    boolean holdsLocks() {
        return false;
    }

    OutputCheck check() {
        return check;
    }

    /** Looks at what is new; returns what is wrong with it, or null. */
    final @Nullable String look() {
        for (Result result : poll()) {
            String wrong = check.next(result);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return check.sink() + ": " + check.outstanding();
    }

    static Outside of(
            SinkKind kind,
            String name,
            SimWorld world,
            SimKafka kafka,
            OutputCheck check,
            SimDatabase.Witness witness) {
        return switch (kind) {
            case KAFKA -> new Topic(check, kafka, name);
            case DATABASE -> new Database(check, world, name, witness);
            case FILES -> new Files(check, world, name, witness);
            case MEMORY -> new Memory(check);
            case FILE_SINK -> new PublishedFiles(check, world, name);
            default -> throw new IllegalArgumentException("needs a database: " + kind);
        };
    }

    private static final class Topic extends Outside {
        private static final RecordEncoder<Result> ENCODER = new RecordEncoder<>() {
            @Override
            public byte[] value(Result value) {
                return value.toBytes();
            }

            @Override
            public byte[] key(Result value) {
                return ByteBuffer.allocate(8).putLong(value.key()).array();
            }
        };

        private final SimKafka kafka;
        private final String topic;
        private final SimReader reader;

        Topic(OutputCheck check, SimKafka kafka, String topic) {
            super(check);
            this.kafka = kafka;
            this.topic = topic;
            kafka.createTopic(topic, 3);
            this.reader = kafka.reader(topic);
        }

        @Override
        Sink<Result, ?> sinkOf(SimProcess process) {
            return KafkaSink.of(topic, ENCODER)
                    .bootstrapServers("simulated:9092")
                    .clients(kafka.clientsOf(process))
                    .transactionTimeout(TRANSACTION_TIMEOUT)
                    .transactionsMax(3);
        }

        @Override
        List<Result> poll() {
            List<Result> results = new ArrayList<>();
            reader.poll().forEach(record -> results.add(Result.ofBytes(record.value())));
            return results;
        }

        @Override
        @Nullable String leftBehind() {
            List<String> blocked = kafka.blockedPartitions();
            return blocked.isEmpty() ? null : "readers are kept from " + blocked + " by " + kafka.openTransactions();
        }
    }

    private static final class Database extends Outside {
        private final SimDatabase database;
        private int position;

        Database(OutputCheck check, SimWorld world, String name, SimDatabase.Witness witness) {
            super(check);
            this.database = new SimDatabase(world, name, witness);
            world.add(database);
        }

        @Override
        Sink<Result, ?> sinkOf(SimProcess process) {
            return new StagedSink(database, process);
        }

        @Override
        List<Result> poll() {
            List<Result> rows = database.rows();
            List<Result> fresh = List.copyOf(rows.subList(position, rows.size()));
            position = rows.size();
            return fresh;
        }

        @Override
        @Nullable String leftBehind() {
            return database.lockCount() == 0 ? null : "the database has locked rows";
        }
    }

    private static final class Files extends Outside {
        private final SimDisk disk;
        private final SimDatabase.Witness witness;
        private final Set<String> seen = new HashSet<>();
        private long changes = -1;

        Files(OutputCheck check, SimWorld world, String name, SimDatabase.Witness witness) {
            super(check);
            this.witness = witness;
            this.disk = new SimDisk(world.entropy("files " + name));
        }

        @Override
        Sink<Result, ?> sinkOf(SimProcess process) {
            JournalStore directory = disk.storeOf(process);
            return new SimFileSink(directory);
        }

        /** A file that loses its name with the power gets it again: the reader, which was on the same machine, begins anew. */
        @Override
        void losePower() {
            disk.losePower();
            seen.clear();
            changes = -1;
            check().restart();
        }

        @Override
        List<Result> poll() {
            List<Result> results = new ArrayList<>();
            if (disk.nameChanges() == changes) {
                return results;
            }
            changes = disk.nameChanges();
            for (String name : disk.names()) {
                if (SimFileSink.isOutput(name) && seen.add(name)) {
                    try {
                        List<Result> fresh = SimFileSink.read(disk.read(name));
                        witness.committed(fresh, Map.of("ledger of files", SimFileSink.checkpointOf(name)));
                        results.addAll(fresh);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            return results;
        }

        @Override
        @Nullable String leftBehind() {
            return null;
        }

        @Override
        @Nullable String unfinished() {
            List<String> pending =
                    disk.names().stream().filter(SimFileSink::isPending).toList();
            return pending.isEmpty() ? null : "the files " + pending;
        }
    }

    private static final class Memory extends Outside {
        private final MemoryStore<Result> store = new MemoryStore<>();
        private int position;

        Memory(OutputCheck check) {
            super(check);
        }

        @Override
        Sink<Result, ?> sinkOf(SimProcess process) {
            return MemorySink.to(store);
        }

        @Override
        List<Result> poll() {
            int count = store.committedCount();
            if (count == position) {
                return List.of();
            }
            List<Result> fresh = store.committed().subList(position, count);
            position = count;
            return fresh;
        }

        @Override
        @Nullable String leftBehind() {
            int left = store.openCount() + store.sealedCount();
            return left == 0 ? null : left + " transactions in memory are not ended";
        }
    }
}
