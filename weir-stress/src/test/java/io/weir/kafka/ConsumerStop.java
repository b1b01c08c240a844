package io.weir.kafka;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A consumer that is made while the reader stops does not fetch, or is woken out of its fetch. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "a fetch that nobody ends")
@Outcome(expect = Expect.ACCEPTABLE, desc = "no fetch, or one that is woken")
@State
public class ConsumerStop implements KafkaClients {

    private static final Set<TopicPartition> ASSIGNMENT = Set.of(new TopicPartition("in", 0));
    private static final Class<?>[] CONSUMER = {Consumer.class};

    private final PartitionConsumer consumer;
    private boolean fetched;
    private boolean woken;

    public ConsumerStop() {
        ClientSettings client = new ClientSettings("127.0.0.1:1", Map.of(), this);
        consumer = new PartitionConsumer(
                new SourceSettings<>(
                        List.of("in"), Strings.decoder(), client, StartFrom.earliest(), false, Duration.ZERO, null),
                "source in");
    }

    @Actor
    public void lane() {
        consumer.poll();
    }

    @Actor
    public void task() {
        consumer.stop();
    }

    @Arbiter
    public void afterwards(ZZ_Result r) {
        r.r1 = fetched;
        r.r2 = woken;
    }

    @Override
    @SuppressWarnings("unchecked") // the interface takes every type
    public Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                ConsumerStop.class.getClassLoader(), CONSUMER, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "assignment":
                            return ASSIGNMENT;
                        case "poll":
                            fetched = true;
                            return ConsumerRecords.empty();
                        case "wakeup":
                            woken = true;
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> config) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Admin admin(Map<String, Object> config) {
        throw new UnsupportedOperationException();
    }
}
