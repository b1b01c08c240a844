package io.weir.proof.kafka;

import io.weir.kafka.KafkaClients;
import io.weir.testkit.world.Actor;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster in a simulated world: logs, transactions of the second protocol, consumer groups' offsets. Every end of a transaction bumps its producer's
 * epoch; markers are written partition by partition, some time later; a transaction that lasts too long is rolled back; requests are late, and arrive after
 * their sender's death.
 *
 * <p>Threading: confined to the world.
 */
public final class SimKafka implements Actor {

    /** Is told of what becomes visible. */
    public interface Witness {

        /**
         * A transaction is decided: its records will be seen.
         *
         * @param offsets what it commits for consumer groups
         */
        void committed(String transactionalId, List<OffsetAndMetadata> offsets);

        /**
         * The same decision with all that it makes visible.
         *
         * @param offsets by the group that they are committed for
         * @param records partition by partition, each in its order
         */
        default void shown(
                String transactionalId,
                Map<String, OffsetAndMetadata> offsets,
                List<ProducerRecord<byte[], byte[]>> records) {}

        /** A process has opened a transactional id: whoever had it is shut out. */
        default void opened(String transactionalId, SimProcess process) {}
    }

    private final SimWorld world;
    private final Entropy entropy;
    private final Witness witness;
    private final Map<String, List<SimPartition>> topics = new LinkedHashMap<>();
    private final Map<String, SimTransaction> transactions = new LinkedHashMap<>();
    private final Map<String, Map<TopicPartition, GroupOffset>> groups = new LinkedHashMap<>();
    private final List<SimProducer> producers = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Runnable> events = new ArrayList<>();
    private long nextProducerId = 1;
    private long offsetLogEnd;
    private long downUntilNanos;

    public SimKafka(SimWorld world, Witness witness) {
        this.world = world;
        this.entropy = world.entropy("kafka");
        this.witness = witness;
    }

    public void createTopic(String topic, int partitionCount) {
        List<SimPartition> partitions = new ArrayList<>();
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new SimPartition(new TopicPartition(topic, i)));
        }
        topics.put(topic, partitions);
    }

    /** Adds partitions to a topic, as an administrator may at any time. */
    public void addPartition(String topic) {
        List<SimPartition> partitions = partitions(topic);
        partitions.add(new SimPartition(new TopicPartition(topic, partitions.size())));
    }

    /** Lets nobody be answered for so long. */
    public void goDown(long nanos) {
        downUntilNanos = world.nowNanos() + nanos;
    }

    /** Returns clients of a process: they die with it. */
    public KafkaClients clientsOf(SimProcess process) {
        return new KafkaClients() {
            @Override
            public Producer<byte[], byte[]> producer(Map<String, Object> config) {
                SimProducer producer = new SimProducer(SimKafka.this, process, config);
                producers.add(producer);
                @SuppressWarnings("unchecked")
                Producer<byte[], byte[]> made = Stub.of(Producer.class, producer);
                return made;
            }

            @Override
            public Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
                @SuppressWarnings("unchecked")
                Consumer<byte[], byte[]> made =
                        Stub.of(Consumer.class, new SimConsumer(SimKafka.this, process, config));
                return made;
            }

            @Override
            public Admin admin(Map<String, Object> config) {
                return Stub.of(Admin.class, new SimAdmin(SimKafka.this, process));
            }
        };
    }

    /** Writes a record outside any transaction, as the world's own producers do; readers see it at once. */
    public void append(String topic, int partition, byte @Nullable [] key, byte[] value) {
        SimPartition to = partitions(topic).get(partition);
        to.append(new ProducerRecord<>(topic, partition, key, value), -1, world.nowNanos() / 1_000_000, false);
    }

    /** Returns a reader of a topic's committed records that belongs to no process. */
    public SimReader reader(String topic) {
        return new SimReader(partitions(topic));
    }

    /** Returns the ids of transactions that are open or not ended everywhere. */
    public List<String> openTransactions() {
        List<String> open = new ArrayList<>();
        for (SimTransaction transaction : transactions.values()) {
            if (transaction.state != SimTransaction.State.EMPTY) {
                open.add(transaction.id);
            }
        }
        return open;
    }

    /** Returns the ids of transactions that nobody has ended yet. */
    public List<String> ongoingTransactions() {
        List<String> ongoing = new ArrayList<>();
        for (SimTransaction transaction : transactions.values()) {
            if (transaction.state == SimTransaction.State.ONGOING) {
                ongoing.add(transaction.id);
            }
        }
        return ongoing;
    }

    /** Returns the partitions that have records which readers of committed ones are kept from. */
    public List<String> blockedPartitions() {
        List<String> blocked = new ArrayList<>();
        for (List<SimPartition> partitions : topics.values()) {
            for (SimPartition partition : partitions) {
                if (partition.stableOffset() != partition.endOffset()) {
                    blocked.add(partition.name() + " at " + partition.stableOffset());
                }
            }
        }
        return blocked;
    }

    boolean isDown() {
        return world.nowNanos() < downUntilNanos;
    }

    SimWorld world() {
        return world;
    }

    Entropy entropy() {
        return entropy;
    }

    Map<String, List<SimPartition>> topics() {
        return topics;
    }

    List<SimPartition> partitions(String topic) {
        List<SimPartition> partitions = topics.get(topic);
        if (partitions == null) {
            throw new IllegalArgumentException("no such topic: " + topic);
        }
        return partitions;
    }

    SimPartition partition(TopicPartition partition) {
        return partitions(partition.topic()).get(partition.partition());
    }

    Map<String, SimTransaction> transactions() {
        return transactions;
    }

    /** Returns what a group has committed. */
    Map<TopicPartition, OffsetAndMetadata> groupOffsets(String group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        groups.getOrDefault(group, Map.of()).forEach((partition, entry) -> offsets.put(partition, entry.offset()));
        return offsets;
    }

    /** Writes offsets of a group into the log of offsets; they count from now on, or with the commit of a transaction. */
    Map<TopicPartition, GroupOffset> log(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, GroupOffset> logged = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> logged.put(partition, new GroupOffset(offset, offsetLogEnd++)));
        return logged;
    }

    void commitOffsets(String group, Map<TopicPartition, GroupOffset> logged) {
        Map<TopicPartition, GroupOffset> committed = groups.computeIfAbsent(group, absent -> new LinkedHashMap<>());
        logged.forEach((partition, offset) -> committed.merge(
                partition, offset, (before, after) -> before.logPosition() > after.logPosition() ? before : after));
    }

    void later(Runnable request) {
        late.add(request);
    }

    void forget(SimProducer producer) {
        producers.remove(producer);
    }

    /** Opens a transactional id: what was open is rolled back, and every earlier producer of it is shut out. */
    SimTransaction initialize(String transactionalId, long timeoutNanos) {
        SimTransaction transaction = transactions.computeIfAbsent(
                transactionalId, absent -> new SimTransaction(transactionalId, nextProducerId++));
        if (transaction.state == SimTransaction.State.ONGOING) {
            transaction.end(false);
        }
        completeMarkers(transaction);
        transaction.fence();
        transaction.timeoutNanos = timeoutNanos;
        return transaction;
    }

    /** Returns the transaction that a producer of that epoch may add to; null if its last one has not ended everywhere. */
    @Nullable SimTransaction ongoing(String transactionalId, int epoch) {
        SimTransaction transaction = current(transactionalId, epoch);
        if (transaction.ending()) {
            return null;
        }
        if (transaction.state == SimTransaction.State.EMPTY) {
            transaction.state = SimTransaction.State.ONGOING;
            transaction.startNanos = world.nowNanos();
        }
        return transaction;
    }

    /** Ends a transaction; returns the producer's next epoch. */
    int endTransaction(String transactionalId, int epoch, boolean commit) {
        SimTransaction ended = transactions.get(transactionalId);
        if (ended != null && ended.hasJustEnded(epoch)) {
            // As the real one: a timeout looks like an answer that was lost, so rolling back succeeds, and committing
            // is too late.
            if (commit != (ended.lastEnd == SimTransaction.State.COMMITTING)) {
                throw new InvalidTxnStateException("the transaction has ended otherwise: " + ended.lastEnd);
            }
            return ended.epoch;
        }
        SimTransaction transaction = current(transactionalId, epoch);
        if (transaction.state == SimTransaction.State.EMPTY && !commit) {
            transaction.end(false);
            completeMarkers(transaction);
            return transaction.epoch;
        }
        if (transaction.state != SimTransaction.State.ONGOING) {
            throw new InvalidTxnStateException("the transaction is " + transaction.state);
        }
        transaction.end(commit);
        if (commit) {
            List<OffsetAndMetadata> offsets = new ArrayList<>();
            transaction
                    .offsets
                    .values()
                    .forEach(entries -> entries.values().forEach(entry -> offsets.add(entry.offset())));
            witness.committed(transactionalId, offsets);
            tellAll(transaction);
        }
        return transaction.epoch;
    }

    private void tellAll(SimTransaction transaction) {
        Map<String, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        transaction.offsets.forEach(
                (group, entries) -> entries.values().forEach(entry -> offsets.put(group, entry.offset())));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        transaction.partitions.forEach(partition -> records.addAll(partition.openRecords(transaction.producerId)));
        witness.shown(transaction.id, offsets, records);
    }

    void opened(String transactionalId, SimProcess process) {
        witness.opened(transactionalId, process);
    }

    private SimTransaction current(String transactionalId, int epoch) {
        SimTransaction transaction = transactions.get(transactionalId);
        if (transaction == null || epoch != transaction.epoch) {
            throw new ProducerFencedException("a newer producer has the id " + transactionalId);
        }
        return transaction;
    }

    void completeMarkers(SimTransaction transaction) {
        while (transaction.ending()) {
            writeMarker(transaction);
        }
    }

    private void writeMarker(SimTransaction transaction) {
        if (!transaction.unmarked.isEmpty()) {
            boolean commit = transaction.state == SimTransaction.State.COMMITTING;
            Object where = transaction.unmarked.remove(entropy.nextInt(transaction.unmarked.size()));
            if (where instanceof SimPartition partition) {
                partition.mark(transaction.producerId, commit);
            } else if (commit) {
                String group = (String) where;
                commitOffsets(group, transaction.offsets.getOrDefault(group, Map.of()));
            }
        }
        if (transaction.unmarked.isEmpty()) {
            transaction.clear();
        }
    }

    /** Returns whether a transaction that has no marker for the group yet has an offset of it for a partition. */
    boolean isPending(String group, TopicPartition partition) {
        for (SimTransaction transaction : transactions.values()) {
            boolean unmarked =
                    transaction.state == SimTransaction.State.ONGOING || transaction.unmarked.contains(group);
            if (unmarked && transaction.offsets.getOrDefault(group, Map.of()).containsKey(partition)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean ready() {
        findEvents();
        return !events.isEmpty();
    }

    @Override
    public void act() {
        events.get(entropy.nextInt(events.size())).run();
    }

    @Override
    public long dueNanos() {
        long due = Long.MAX_VALUE;
        if (isDown()) {
            return downUntilNanos;
        }
        for (SimTransaction transaction : transactions.values()) {
            if (transaction.state == SimTransaction.State.ONGOING) {
                due = Math.min(due, transaction.startNanos + transaction.timeoutNanos);
            }
        }
        return due;
    }

    private void findEvents() {
        events.clear();
        if (isDown()) {
            return;
        }
        for (SimTransaction transaction : transactions.values()) {
            if (transaction.ending()) {
                events.add(() -> writeMarker(transaction));
            } else if (transaction.state == SimTransaction.State.ONGOING
                    && world.nowNanos() - transaction.startNanos >= transaction.timeoutNanos) {
                events.add(() -> transaction.end(false));
            }
        }
        for (SimProducer producer : List.copyOf(producers)) {
            producer.addEvents(events);
        }
        for (Runnable request : late) {
            events.add(() -> {
                late.remove(request);
                request.run();
            });
        }
    }
}
