package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.runtime.StageContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The producers that one subtask rotates through: each is free, or has a transaction that is being written, sealed or committed.
 *
 * <p>Threading: confined to the task, except {@link #ledgerGroup}, which the lane that seals calls, and {@link #giveBack} and
 * {@link #attempt}, which any thread may call.
 *
 * <p>Invariants:
 * <ul>
 *   <li>P1: there are never more producers than the bound, open and opening together.
 *   <li>P2: free producers are taken in the order they were given back, so that each rests as long as possible: the broker still writes markers for some
 *       time after a commit.
 * </ul>
 */
final class ProducerPool {

    /** One is written while the other is committed. */
    private static final int INITIAL_COUNT = 2;

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final TransactionalIds ids;
    private final Ledger ledger;
    private final ProducerConfigs configs;
    private final IoLane openLane;

    /** Its own, because opening blocks for long when the broker is down, and is then interrupted together with what waits behind it. */
    private final IoLane closeLane;

    private final Queue<TransactionalProducer> free = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile @Nullable ConsumerGroupMetadata ledgerGroup;
    private int partitionCount;
    private int slotCount;
    private boolean opening;

    ProducerPool(StageContext context, SinkSettings<?> settings, TransactionalIds ids, Ledger ledger) {
        this.context = context;
        this.settings = settings;
        this.ids = ids;
        this.ledger = ledger;
        this.configs = new ProducerConfigs(settings, "sink " + context.stageName());
        this.openLane = context.lane("open");
        this.closeLane = context.lane("close");
    }

    /** Opens the first producers, on the lane. */
    void start() {
        openLane.submit(
                StageContext.action(() -> ledgerGroup =
                        ledger.group(context.subtask(), settings.client(), "sink " + context.stageName())),
                done -> {});
        grow();
    }

    long attempt() {
        return context.attempt();
    }

    /** Returns how many partitions the topic has, or 0 as long as that is not known. */
    int partitionCount() {
        return partitionCount;
    }

    /** Any thread: returns how many bytes of one transaction may be unacknowledged. */
    long inFlightBytesMax(int topicPartitionCount) {
        return configs.inFlightBytesMax(topicPartitionCount);
    }

    /** Returns the group of the subtask's ledger entry. There, once there is a producer. */
    ConsumerGroupMetadata ledgerGroup() {
        ConsumerGroupMetadata group = ledgerGroup;
        if (group == null) {
            throw new IllegalStateException("no producer has been opened yet: subtask=" + context.subtask());
        }
        return group;
    }

    /** Takes a free producer. If there is none, returns null and opens another as far as the bound allows; a wake-up follows when there is one. */
    @Nullable TransactionalProducer take() {
        TransactionalProducer producer = free.poll();
        if (producer == null) {
            grow();
            return null;
        }
        try {
            partitionCount = producer.partitionCount();
        } catch (RuntimeException e) {
            // Nobody else knows it: were it not given back, closing would not find it.
            giveBack(producer);
            throw e;
        }
        return producer;
    }

    /** Opens one more producer, unless the bound is reached. */
    void grow() {
        if (opening || closed || slotCount == settings.transactionsMax()) {
            return;
        }
        opening = true;
        String id = ids.of(context.subtask(), slotCount);
        slotCount++;
        // The producer is given back on the lane: were it handed to the task, it would be lost if the task closed
        // meanwhile.
        openLane.submit(
                StageContext.action(() -> giveBack(TransactionalProducer.open(configs, id, settings.topic()))),
                done -> opened());
    }

    private void opened() {
        opening = false;
        if (slotCount < INITIAL_COUNT) {
            grow();
        }
    }

    /** Any thread: makes a producer that has committed free again. */
    void giveBack(TransactionalProducer producer) {
        free.add(producer);
        if (closed) {
            closeFree();
        } else {
            context.wakeUp();
        }
    }

    /** Closes the free producers and {@code current}, on the lane. Those with a sealed transaction stay as they are. */
    void close(@Nullable TransactionalProducer current) {
        closed = true;
        closeLane.submit(
                StageContext.action(() -> {
                    closeFree();
                    if (current != null) {
                        current.closeAndRollBack();
                    }
                }),
                done -> {});
    }

    private void closeFree() {
        for (TransactionalProducer producer = free.poll(); producer != null; producer = free.poll()) {
            producer.closeAtOnce();
        }
    }
}
