package io.weir.kafka;

import io.weir.source.Source;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every fact of the conformance kit, against a real broker. */
class KafkaSourceConformanceIT extends SourceConformance<String, KafkaSplit> {

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

    @Override
    protected SourceSubject<String, KafkaSplit> open() throws Exception {
        Topic topic = new Topic(cluster.topic(PARTITION_COUNT), new ArrayList<>());
        for (int partition = 0; partition < PARTITION_COUNT; partition++) {
            topic.add(partition, RECORD_COUNT / PARTITION_COUNT);
        }
        return topic;
    }

    private record Topic(String name, List<String> held) implements SourceSubject<String, KafkaSplit> {

        List<String> add(int partition, int count) throws Exception {
            List<String> values = IntStream.range(held.size(), held.size() + count)
                    .mapToObj(index -> "record-" + index)
                    .toList();
            cluster.produce(name, partition, values.toArray(String[]::new));
            held.addAll(values);
            return values;
        }

        @Override
        public Source<String, KafkaSplit> source() {
            return KafkaSource.strings(name).bootstrapServers(cluster.servers()).startFrom(StartFrom.earliest());
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
