package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A job with one sink, and its checkpoint directory: which checkpoints are decided, and what of them is not confirmed. Committables go through their serde,
 * as in a real checkpoint.
 */
final class SinkJob {

    private record Stored(long checkpointId, int subtask, byte[] committable) {}

    private final KafkaSink<String> sink;
    private final JobId jobId;
    private final String stageName;
    private final List<Stored> pending = new ArrayList<>();
    private long restoredCheckpointId;
    private long attempt;

    SinkJob(KafkaSink<String> sink) {
        this(sink, new JobId("job", String.format("%016x", System.nanoTime())), "out");
    }

    SinkJob(KafkaSink<String> sink, JobId jobId, String stageName) {
        this.sink = sink;
        this.jobId = jobId;
        this.stageName = stageName;
    }

    KafkaSink<String> sink() {
        return sink;
    }

    JobId jobId() {
        return jobId;
    }

    String stageName() {
        return stageName;
    }

    TransactionalIds ids() {
        return new TransactionalIds(jobId, stageName);
    }

    /**
     * Returns a subtask's entry of the ledger. The broker answers a commit before the end of the transaction has reached the group that holds the entry; until then it says itself that it
     * does not know the entry, which is no answer. Who starts a job never meets that: it fences the producer first, and that waits for the end.
     */
    long ledger(Cluster cluster, String topic, int subtask) {
        AtomicLong entry = new AtomicLong();
        Cluster.awaitTrue("the broker knows the ledger's entry of subtask " + subtask, () -> {
            try {
                entry.set(new Ledger(ids(), topic)
                        .read(cluster.admin(), Set.of(subtask))
                        .get(subtask));
                return true;
            } catch (WeirException e) {
                if (!e.code().equals("kafka-ledger-unstable")) {
                    throw e;
                }
                return false;
            }
        });
        return entry.get();
    }

    void deleteLedger(Cluster cluster, String topic, int subtask) throws Exception {
        cluster.admin()
                .deleteConsumerGroupOffsets(ids().ledgerGroup(subtask), Set.of(new TopicPartition(topic, 0)))
                .all()
                .get();
    }

    TaskThread context(int subtask, int parallelism) {
        return new TaskThread(jobId, stageName, subtask, parallelism, attempt);
    }

    /** Starts the next attempt and settles what earlier ones left. */
    SinkAttempt start(int parallelism) throws Exception {
        return start(parallelism, sink);
    }

    SinkAttempt start(int parallelism, KafkaSink<String> with) throws Exception {
        SinkAttempt started = startUnrecovered(parallelism, with);
        try {
            started.recover();
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    SinkAttempt startUnrecovered(int parallelism) {
        return startUnrecovered(parallelism, sink);
    }

    private SinkAttempt startUnrecovered(int parallelism, KafkaSink<String> with) {
        attempt++;
        return new SinkAttempt(this, with, parallelism);
    }

    /** Decides a checkpoint: from now on its committables must be committed. */
    void decide(List<CommitRequest<KafkaCommittable>> requests, long checkpointId) {
        Serde<KafkaCommittable> serde = sink.committableSerde();
        for (CommitRequest<KafkaCommittable> request : requests) {
            ByteWriter out = new ByteWriter();
            serde.write(request.committable(), out);
            pending.add(new Stored(request.checkpointId(), request.subtask(), out.toByteArray()));
        }
        restoredCheckpointId = Math.max(restoredCheckpointId, checkpointId);
    }

    void confirm(long checkpointId) {
        pending.removeIf(stored -> stored.checkpointId() <= checkpointId);
    }

    /** Puts the directory back, as from an old copy. */
    void restoreOldCopy(long checkpointId) {
        restoredCheckpointId = checkpointId;
        pending.clear();
    }

    long restoredCheckpointId() {
        return restoredCheckpointId;
    }

    /** Reads the pending committables as the next attempt finds them. */
    List<CommitRequest<KafkaCommittable>> pending() {
        Serde<KafkaCommittable> serde = sink.committableSerde();
        return pending.stream()
                .map(stored -> {
                    ByteReader in = new ByteReader(stored.committable());
                    KafkaCommittable committable = serde.read(in);
                    in.expectEnd();
                    return new CommitRequest<>(stored.checkpointId(), stored.subtask(), committable, true);
                })
                .toList();
    }

    void confirmAll(List<CommitOutcome> outcomes) {
        if (outcomes.stream()
                .allMatch(outcome -> outcome.status() == CommitOutcome.Status.COMMITTED
                        || outcome.status() == CommitOutcome.Status.ALREADY_COMMITTED)) {
            pending.clear();
        }
    }
}
