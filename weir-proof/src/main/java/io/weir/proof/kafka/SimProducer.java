package io.weir.proof.kafka;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transactional producer of the simulated cluster. Records wait for the network, partition by partition, and their acknowledgements too.
 *
 * <p>Threading: confined to the world.
 */
public final class SimProducer {

    private static final Node NODE = new Node(1, "simulated", 9092);

    private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    private record Answer(
            Callback callback,
            @Nullable RecordMetadata metadata,
            @Nullable RuntimeException error) {}

    private final SimKafka kafka;
    private final SimProcess process;
    private final String transactionalId;
    private final long timeoutNanos;
    private final Map<TopicPartition, Deque<Sent>> unsent = new LinkedHashMap<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private @Nullable RuntimeException broken;

    /** Whether what is broken can be left behind by rolling back: records were refused or lost, but nothing else. */
    private boolean abortable;

    private int epoch = -1;
    private boolean inTransaction;

    /** Whether the client believes that the broker may know of the transaction: it sends no end of one that has nothing. */
    private boolean added;

    private boolean closed;
    private boolean left;

    SimProducer(SimKafka kafka, SimProcess process, Map<String, Object> config) {
        this.kafka = kafka;
        this.process = process;
        this.transactionalId = String.valueOf(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
        this.timeoutNanos =
                ((Number) config.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000)).longValue()
                        * 1_000_000;
    }

    public void initTransactions() {
        Reply reply = call("kafka.initTransactions");
        if (reply.happens()) {
            epoch = kafka.initialize(transactionalId, timeoutNanos).epoch;
            kafka.opened(transactionalId, process);
        } else if (reply == Reply.LATE) {
            kafka.later(() -> kafka.initialize(transactionalId, timeoutNanos));
        }
        answered(reply, "kafka.initTransactions");
    }

    public List<PartitionInfo> partitionsFor(String topic) {
        List<PartitionInfo> infos = new ArrayList<>();
        for (SimPartition partition : kafka.partitions(topic)) {
            infos.add(
                    new PartitionInfo(topic, partition.name().partition(), NODE, new Node[] {NODE}, new Node[] {NODE}));
        }
        return infos;
    }

    public void beginTransaction() {
        requireSound();
        inTransaction = true;
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        process.point("kafka.send");
        RuntimeException error = broken;
        if (isFenced(error)) {
            callback.onCompletion(null, error);
            return CompletableFuture.failedFuture(error);
        }
        requireSound();
        if (!inTransaction) {
            throw new IllegalStateException("no transaction has been begun");
        }
        added = true;
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        unsent.computeIfAbsent(partition, absent -> new ArrayDeque<>()).add(new Sent(record, callback));
        return new CompletableFuture<>();
    }

    public void flush() {
        Reply reply = call("kafka.flush");
        if (reply == Reply.GIVEN) {
            while (hasUnsent()) {
                deliver(anyUnsent());
            }
        } else {
            // The delivery timeout passes: some records have arrived, some have not, and nobody knows which.
            for (TopicPartition partition : List.copyOf(unsent.keySet())) {
                if (reply.happens() && kafka.entropy().nextBoolean()) {
                    deliver(partition);
                }
            }
            breakOff(new TimeoutException("the delivery timeout has passed"));
        }
        answerAll();
        process.point("kafka.flush");
    }

    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        requireSound();
        Reply reply = call("kafka.sendOffsets");
        if (reply.happens()) {
            try {
                waitForOngoing()
                        .offsets
                        .computeIfAbsent(group.groupId(), absent -> new LinkedHashMap<>())
                        .putAll(kafka.log(offsets));
            } catch (KafkaException e) {
                throw lost(e);
            }
            added = true;
        }
        answered(reply, "kafka.sendOffsets");
    }

    public void commitTransaction() {
        flush();
        requireSound();
        end("kafka.commit", true);
    }

    public void abortTransaction() {
        if (!abortable) {
            requireSound();
        }
        unsent.clear();
        end("kafka.abort", false);
        broken = null;
        abortable = false;
    }

    private void end(String what, boolean commit) {
        Reply reply = call(what);
        if (reply == Reply.LATE) {
            int sentEpoch = epoch;
            kafka.later(() -> endLate(sentEpoch, commit));
        }
        if (reply.happens() && added) {
            try {
                epoch = kafka.endTransaction(transactionalId, epoch, commit);
            } catch (KafkaException e) {
                throw lost(e);
            }
        }
        inTransaction = false;
        added = false;
        answered(reply, what);
    }

    private void endLate(int sentEpoch, boolean commit) {
        try {
            kafka.endTransaction(transactionalId, sentEpoch, commit);
        } catch (KafkaException e) {
            // Too late: the broker refuses it.
        }
    }

    public void close(Duration timeout) {
        if (!closed && !timeout.isZero() && inTransaction && (broken == null || abortable)) {
            try {
                abortTransaction();
            } catch (KafkaException e) {
                // Who closes a producer is not told.
            }
        }
        closed = true;
    }

    public void close() {
        close(Duration.ofSeconds(1));
    }

    /** Adds what the network may do for this producer now. */
    void addEvents(List<Runnable> events) {
        if (!process.isAlive() || closed) {
            leave();
        }
        for (Map.Entry<TopicPartition, Deque<Sent>> each : unsent.entrySet()) {
            if (!each.getValue().isEmpty()) {
                events.add(() -> deliver(each.getKey()));
            }
        }
        if (!answers.isEmpty() && !process.isStopped()) {
            events.add(this::answer);
        }
        if (left && !hasUnsent()) {
            kafka.forget(this);
        }
    }

    /** Nobody waits for answers any more; of what was sent, some may be on its way. */
    private void leave() {
        if (!left) {
            left = true;
            answers.clear();
            for (Deque<Sent> sent : unsent.values()) {
                int onTheirWay =
                        kafka.entropy().nextBoolean() ? 0 : kafka.entropy().nextInt(sent.size() + 1);
                while (sent.size() > onTheirWay) {
                    sent.removeLast();
                }
            }
        }
    }

    private void deliver(TopicPartition partition) {
        Deque<Sent> sent = unsent.getOrDefault(partition, new ArrayDeque<>());
        if (sent.isEmpty()) {
            return;
        }
        SimTransaction transaction;
        try {
            transaction = waitForOngoing();
        } catch (ProducerFencedException e) {
            breakOff(new InvalidProducerEpochException(e.getMessage()));
            return;
        }
        SimPartition to = kafka.partition(partition);
        if (transaction.partitions.add(to) && kafka.entropy().oneIn(4)) {
            // The coordinator knows of the partition before the partition has the records: a marker may come between
            // them.
            return;
        }
        int batch = 1 + kafka.entropy().nextInt(sent.size());
        for (int i = 0; i < batch; i++) {
            Sent next = sent.remove();
            long timestamp =
                    next.record().timestamp() == null ? 0 : next.record().timestamp();
            long offset = to.append(next.record(), transaction.producerId, timestamp, true);
            byte[] key = next.record().key();
            byte[] value = next.record().value();
            add(new Answer(
                    next.callback(),
                    new RecordMetadata(
                            partition,
                            offset,
                            0,
                            timestamp,
                            key == null ? -1 : key.length,
                            value == null ? -1 : value.length),
                    null));
        }
    }

    /** While the last transaction has not ended everywhere, the broker refuses the next one, and the client tries again. */
    private SimTransaction waitForOngoing() {
        SimTransaction transaction = kafka.ongoing(transactionalId, epoch);
        while (transaction == null) {
            SimTransaction ending = kafka.transactions().get(transactionalId);
            if (ending != null) {
                kafka.completeMarkers(ending);
            }
            transaction = kafka.ongoing(transactionalId, epoch);
        }
        return transaction;
    }

    /** The broker has said that the transaction, or the producer, is no longer. */
    private KafkaException lost(KafkaException error) {
        broken = error;
        abortable = false;
        return error;
    }

    /** Records were refused or lost: everything that waits fails, and nothing is good but to roll back. */
    private void breakOff(RuntimeException error) {
        broken = error;
        abortable = true;
        for (Deque<Sent> sent : unsent.values()) {
            for (Sent each : sent) {
                add(new Answer(each.callback(), null, error));
            }
            sent.clear();
        }
    }

    private void answer() {
        Answer answer = answers.remove();
        answer.callback().onCompletion(answer.metadata(), answer.error());
    }

    private void add(Answer answer) {
        if (!left) {
            answers.add(answer);
        }
    }

    private void answerAll() {
        while (!answers.isEmpty()) {
            answer();
        }
    }

    private boolean hasUnsent() {
        return unsent.values().stream().anyMatch(sent -> !sent.isEmpty());
    }

    private TopicPartition anyUnsent() {
        List<TopicPartition> waiting = new ArrayList<>();
        unsent.forEach((partition, sent) -> {
            if (!sent.isEmpty()) {
                waiting.add(partition);
            }
        });
        return waiting.get(kafka.entropy().nextInt(waiting.size()));
    }

    private void requireSound() {
        RuntimeException error = broken;
        if (isFenced(error)) {
            throw error;
        }
        if (error != null) {
            throw new KafkaException("the producer is in an error state", error);
        }
    }

    /** Errors that the client gives as they are. */
    private static boolean isFenced(@Nullable RuntimeException error) {
        return error instanceof ProducerFencedException || error instanceof InvalidProducerEpochException;
    }

    private Reply call(String what) {
        Reply reply = process.call(what);
        return reply == Reply.GIVEN && kafka.isDown() ? Reply.REQUEST_LOST : reply;
    }

    /** The effect has happened or not: the process may die here, or is told that nobody has answered. */
    private void answered(Reply reply, String what) {
        process.point(what);
        if (reply != Reply.GIVEN) {
            TimeoutException error = new TimeoutException(what + " was not answered in time");
            broken = error;
            abortable = false;
            throw error;
        }
    }
}
