package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.sink.PreCommit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** W2 of the writer: what comes behind a barrier is sent only when the lane has every acknowledgement of what came before it. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "held back")
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "sent after both acknowledgements")
@Outcome(expect = Expect.FORBIDDEN, desc = "a record may overtake an earlier one (I12)")
@State
public class WriterOrder extends FakeStage implements KafkaClients {

    /** The ledger asks it for its group, and no more. */
    private static final Consumer<byte[], byte[]> GROUP_ONLY = new MockConsumer<>("none");

    private static final PreCommit<KafkaCommittable> ANSWER = new PreCommit<>() {
        @Override
        public void complete(List<KafkaCommittable> committables) {}

        @Override
        public void fail(Throwable cause) {
            throw new IllegalStateException(cause);
        }
    };

    private final HeldLane sealLane = new HeldLane();
    private final KafkaWriter<Integer> writer = new KafkaWriter<>(this, settings(this), new SealedByAttempt());
    private int producerCount;
    private volatile int acknowledgedCount;
    private int acknowledgedAtSend;

    public WriterOrder() {
        writer.write(1, 0);
        writer.ready();
        writer.write(2, 0);
        writer.prepareCommit(1, ANSWER);
        writer.write(3, 0);
    }

    /** The first producer has the records before the barrier, the second those behind it. */
    private final class Numbered extends FakeProducer {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread acknowledges
        void acknowledging() {
            acknowledgedCount++;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (number == 1) {
                int acknowledged = acknowledgedCount;
                acknowledgedAtSend = acknowledged == 0 ? -1 : acknowledged;
            }
            return super.send(record, callback);
        }
    }

    @Actor
    public void lane() {
        sealLane.run();
    }

    @Actor
    public void task(I_Result r) {
        writer.ready();
        r.r1 = acknowledgedAtSend;
    }

    @Override
    public IoLane lane(String purpose) {
        return purpose.equals("seal") ? sealLane : new InlineLane();
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> config) {
        return new Numbered(producerCount++);
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return GROUP_ONLY;
    }

    @Override
    public Admin admin(Map<String, Object> config) {
        throw new UnsupportedOperationException();
    }
}
