package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A stage's place in a job, of which a test sees the wake-ups and holds the lanes.
 *
 * <p>Threading: as {@link StageContext}.
 */
class FakeStage implements StageContext {

    static final SinkSettings<Integer> SETTINGS = settings(KafkaClients.NETWORK);

    private static final JobId JOB = new JobId("stress", "0123456789abcdef");
    private static final TransactionalIds IDS = new TransactionalIds(JOB, "out");
    private static final Ledger LEDGER = new Ledger(IDS, "out");

    static SinkSettings<Integer> settings(KafkaClients clients) {
        ClientSettings client = new ClientSettings("127.0.0.1:1", Map.of(), clients);
        return new SinkSettings<>("out", value -> new byte[] {value.byteValue()}, client, Duration.ofSeconds(60), 4);
    }

    /** A lane that runs what it is given at once, on the thread of the caller. */
    static final class InlineLane implements IoLane {
        @Override
        public <R> void submit(Callable<R> call, Completion<? super R> done) {
            try {
                done.accept(call.call());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A lane that keeps what it was given last. */
    static final class HeldLane implements IoLane {
        private Callable<?> held = () -> null;

        @Override
        public <R> void submit(Callable<R> call, Completion<? super R> done) {
            held = call;
        }

        void run() {
            try {
                held.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    final ProducerPool pool() {
        return new ProducerPool(this, SETTINGS, IDS, LEDGER);
    }

    @Override
    public IoLane lane(String purpose) {
        return new InlineLane();
    }

    @Override
    public void wakeUp() {}

    @Override
    public JobId jobId() {
        return JOB;
    }

    @Override
    public String stageName() {
        return "out";
    }

    @Override
    public int subtask() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long attempt() {
        return 1;
    }

    @Override
    public void fail(Throwable cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public long currentTimeMillis() {
        return 0;
    }
}
