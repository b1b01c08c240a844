package io.weir.kafka;

import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import io.weir.testkit.conformance.SinkTrait;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every fact of the conformance kit, against a real broker. Each has a topic and a job of its own, and mostly waits for the broker, so several run at once.
 */
@Execution(ExecutionMode.CONCURRENT)
class KafkaConformanceIT {

    private static final int PARTITION_COUNT = 3;
    private static final int RECORD_COUNT = 24;

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @Nested
    class SinkFacts extends SinkConformance<String, KafkaCommittable> {

        @Override
        protected SinkSubject<String, KafkaCommittable> open() {
            return new Output(cluster.topic(1));
        }
    }

    @Nested
    class SourceFacts extends SourceConformance<String, KafkaSplit> {

        @Override
        protected SourceSubject<String, KafkaSplit> open() throws Exception {
            Input input = new Input(cluster.topic(PARTITION_COUNT), new ArrayList<>());
            for (int partition = 0; partition < PARTITION_COUNT; partition++) {
                input.add(partition, RECORD_COUNT / PARTITION_COUNT);
            }
            return input;
        }
    }

    /** A topic of one partition, because readers see an order within a partition only. */
    private record Output(String topic) implements SinkSubject<String, KafkaCommittable> {

        @Override
        public Sink<String, KafkaCommittable> sink() {
            return KafkaSink.strings(topic).bootstrapServers(cluster.servers());
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        @Override
        public List<String> visible() {
            return cluster.visibleValues(topic);
        }

        @Override
        public OptionalInt leftOpen() throws Exception {
            return OptionalInt.of(cluster.openTransactionCount(topic));
        }

        /** Larger than a request may be. */
        @Override
        public Optional<String> refused() {
            return Optional.of("x".repeat(1 << 20));
        }

        @Override
        public Set<SinkTrait> traits() {
            return EnumSet.of(SinkTrait.ZOMBIES_CAN_END_A_NEWER_ATTEMPT, SinkTrait.OPEN_OUTPUT_HIDES_LATER_OUTPUT);
        }
    }

    private record Input(String topic, List<String> held) implements SourceSubject<String, KafkaSplit> {

        List<String> add(int partition, int count) throws Exception {
            List<String> values = IntStream.range(held.size(), held.size() + count)
                    .mapToObj(index -> "record-" + index)
                    .toList();
            cluster.produce(topic, partition, values.toArray(String[]::new));
            held.addAll(values);
            return values;
        }

        @Override
        public Source<String, KafkaSplit> source() {
            return KafkaSource.strings(topic)
                    .bootstrapServers(cluster.servers())
                    .startFrom(StartFrom.earliest());
        }

        @Override
        public List<String> records() {
            return List.copyOf(held);
        }

        @Override
        public List<String> append() throws Exception {
            return add(held.size() % PARTITION_COUNT, 2);
        }

        @Override
        public int positionsMax() {
            return 12;
        }
    }
}
