package io.weir.proof.simulation;

import io.weir.kafka.KafkaSource;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.log.SimLog;
import io.weir.proof.log.SimLogSource;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.source.Source;
import io.weir.testkit.world.Actor;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts events into one source, a few at a time, as long as the run lasts.
 *
 * <p>Threading: confined to the world.
 */
abstract class Feed implements Actor {

    /** A source by this much larger has events that nobody must see. */
    static final int STRANGERS = 100;

    private static final int PARTITIONS_MAX = 4;

    private final SimWorld world;
    private final Entropy entropy;
    private final int source;
    private final Input input;
    private final long pauseNanosMax;
    private final List<Integer> sequences = new ArrayList<>();
    private long dueNanos;
    private boolean ended;

    Feed(SimWorld world, int source, int partitionCount, Input input, long pauseNanosMax) {
        this.world = world;
        this.entropy = world.entropy("feed " + source);
        this.source = source;
        this.input = input;
        this.pauseNanosMax = pauseNanosMax;
        for (int i = 0; i < partitionCount; i++) {
            sequences.add(0);
        }
    }

    abstract Source<Event, ?> sourceOf(SimProcess process);

    abstract void put(Event event);

    abstract void addPartition();

    /** Puts in what is there before the job starts. */
    void begin() {}

    /** Returns whether partitions may be added while the job runs. */
    boolean mayGrow() {
        return true;
    }

    /** Puts nothing in any more. */
    void end() {
        ended = true;
    }

    @Override
    public boolean ready() {
        return world.nowNanos() >= dueNanos();
    }

    @Override
    public void act() {
        finishDue();
        if (ended || world.nowNanos() < dueNanos) {
            return;
        }
        if (sequences.size() < PARTITIONS_MAX && mayGrow() && entropy.oneIn(60)) {
            sequences.add(0);
            addPartition();
        }
        int count = entropy.oneIn(40) ? entropy.between(20, 60) : entropy.between(1, 4);
        putSome(count);
        dueNanos = world.nowNanos() + 1 + (long) (entropy.nextDouble() * pauseNanosMax);
    }

    /** Puts so many events into any partitions. */
    void putSome(int count) {
        for (int i = 0; i < count; i++) {
            int partition = entropy.nextInt(sequences.size());
            int sequence = sequences.get(partition);
            sequences.set(partition, sequence + 1);
            Event event = new Event(source, partition, sequence);
            add(event);
            put(event);
        }
    }

    /** Says that an event is about to be there. */
    final void add(Event event) {
        input.add(event);
    }

    final int source() {
        return source;
    }

    /** Finishes what was begun and is due by now. */
    void finishDue() {}

    /** Returns when something that was begun is to be finished. */
    long unfinishedNanos() {
        return Long.MAX_VALUE;
    }

    /** The outside system answers nobody for so long. */
    void goDown(long nanos) {}

    /** Returns how many connections to the outside system are open. */
    int openConnections() {
        return 0;
    }

    /** Frees what lies outside of the world. */
    void close() {}

    @Override
    public long dueNanos() {
        return Math.min(ended ? Long.MAX_VALUE : dueNanos, unfinishedNanos());
    }

    /** A topic of the simulated Kafka. */
    static final class OfTopic extends Feed {
        private final SimKafka kafka;
        private final String topic;

        OfTopic(SimWorld world, int source, int partitionCount, Input input, long pauseNanosMax, SimKafka kafka) {
            super(world, source, partitionCount, input, pauseNanosMax);
            this.kafka = kafka;
            this.topic = "input-" + source;
            kafka.createTopic(topic, partitionCount);
        }

        @Override
        Source<Event, ?> sourceOf(SimProcess process) {
            return KafkaSource.of(topic, record -> Event.ofBytes(record.value()))
                    .bootstrapServers("simulated:9092")
                    .clients(kafka.clientsOf(process))
                    .discoveryInterval(Duration.ofMillis(20));
        }

        @Override
        void put(Event event) {
            kafka.append(topic, event.partition(), null, event.toBytes());
        }

        @Override
        void addPartition() {
            kafka.addPartition(topic);
        }
    }

    /** A replayable log, which ends. */
    static final class OfLog extends Feed {
        private final SimLog log;
        private final boolean bounded;

        OfLog(SimWorld world, int source, int partitionCount, Input input, long pauseNanosMax, boolean bounded) {
            super(world, source, partitionCount, input, pauseNanosMax);
            this.log = new SimLog(partitionCount);
            this.bounded = bounded;
        }

        @Override
        Source<Event, ?> sourceOf(SimProcess process) {
            return new SimLogSource(log, process, bounded);
        }

        @Override
        void put(Event event) {
            log.append(event);
        }

        @Override
        void addPartition() {
            log.addPartition();
        }

        /** A bounded source looks for partitions at its start only. */
        @Override
        boolean mayGrow() {
            return !bounded;
        }

        @Override
        void end() {
            super.end();
            log.end();
        }
    }
}
