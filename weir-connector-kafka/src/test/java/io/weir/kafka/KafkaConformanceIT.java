package io.weir.kafka;

import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import io.weir.testkit.conformance.SinkTrait;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every fact of the conformance kit, against a real broker. */
class KafkaSinkConformanceIT extends SinkConformance<String, KafkaCommittable> {

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    @Override
    protected SinkSubject<String, KafkaCommittable> open() throws Exception {
        return new Topic(cluster.topic(1), Set.copyOf(cluster.openTransactionIds()));
    }

    /** A topic of one partition, because readers see an order within a partition only. */
    private record Topic(String name, Set<String> openBefore) implements SinkSubject<String, KafkaCommittable> {

        @Override
        public Sink<String, KafkaCommittable> sink() {
            return KafkaSink.strings(name).bootstrapServers(cluster.servers());
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        @Override
        public List<String> visible() {
            return cluster.visibleValues(name);
        }

        @Override
        public OptionalInt leftOpen() throws Exception {
            return OptionalInt.of((int) cluster.openTransactionIds().stream()
                    .filter(id -> !openBefore.contains(id))
                    .count());
        }

        @Override
        public Set<SinkTrait> traits() {
            return EnumSet.of(SinkTrait.ZOMBIES_CAN_END_A_NEWER_ATTEMPT);
        }
    }
}
