package io.weir.kafka;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attempt of a job's sink: its committer and writers, driven as the engine drives them. */
final class SinkAttempt implements AutoCloseable {

    private final SinkJob job;
    private final KafkaSink<String> sink;
    private final List<TaskThread> tasks = new ArrayList<>();
    private final List<SinkWriter<String, KafkaCommittable>> writers = new ArrayList<>();
    private final TaskThread committerContext;
    private final Committer<KafkaCommittable> committer;
    private List<CommitOutcome> recovered = List.of();
    private boolean closed;

    SinkAttempt(SinkJob job, KafkaSink<String> sink, int parallelism) {
        this.job = job;
        this.sink = sink;
        this.committerContext = job.context(0, parallelism);
        this.committer = sink.createCommitter(committerContext);
        for (int subtask = 0; subtask < parallelism; subtask++) {
            tasks.add(job.context(subtask, parallelism));
        }
    }

    /** Recovers, commits what is pending, and makes the writers. */
    void recover() throws Exception {
        List<CommitRequest<KafkaCommittable>> pending = job.pending();
        committer.recover(job.restoredCheckpointId(), pending);
        List<CommitOutcome> outcomes = new ArrayList<>();
        for (CommitRequest<KafkaCommittable> request : pending) {
            outcomes.add(committer.commit(request));
        }
        recovered = outcomes;
        job.confirmAll(outcomes);
        tasks.forEach(task -> writers.add(sink.createWriter(task)));
    }

    /** Returns the answers to what was pending. */
    List<CommitOutcome.Status> recovered() {
        return recovered.stream().map(CommitOutcome::status).toList();
    }

    List<CommitOutcome> recoveredOutcomes() {
        return recovered;
    }

    Committer<KafkaCommittable> committer() {
        return committer;
    }

    SinkWriter<String, KafkaCommittable> writer(int subtask) {
        return writers.get(subtask);
    }

    TaskThread task(int subtask) {
        return tasks.get(subtask);
    }

    /** Writes through subtask 0. */
    void write(String... values) {
        writeTo(0, values);
    }

    void writeTo(int subtask, String... values) {
        for (String value : values) {
            tasks.get(subtask)
                    .await(
                            "writer " + subtask + " is ready",
                            () -> writers.get(subtask).ready());
            writers.get(subtask).write(value, 1_000);
        }
    }

    /** Pre-commits at every writer and waits for the answers. */
    List<CommitRequest<KafkaCommittable>> prepare(long checkpointId) {
        List<CommitRequest<KafkaCommittable>> requests = new ArrayList<>();
        for (int subtask = 0; subtask < writers.size(); subtask++) {
            Answer answer = new Answer();
            writers.get(subtask).prepareCommit(checkpointId, answer);
            awaitSealed(subtask, checkpointId, answer);
            for (KafkaCommittable committable : answer.committables()) {
                requests.add(new CommitRequest<>(checkpointId, subtask, committable, false));
            }
        }
        return requests;
    }

    /** Waits for a writer's answer. The engine goes on asking whether the writer is ready, and a seal that waits for a producer rests on that. */
    void awaitSealed(int subtask, long checkpointId, Answer answer) {
        tasks.get(subtask).await("checkpoint " + checkpointId + " is sealed", () -> {
            writers.get(subtask).ready();
            return answer.given();
        });
    }

    /** Pre-commits at subtask 0 and returns why that failed. */
    Throwable prepareAndFail(long checkpointId) {
        Answer answer = new Answer();
        writers.get(0).prepareCommit(checkpointId, answer);
        Cluster.awaitTrue("an answer", answer::given);
        Throwable failure = answer.failure.get();
        if (failure == null) {
            throw new AssertionError("checkpoint " + checkpointId + " was sealed");
        }
        return failure;
    }

    /** Pre-commits and decides. */
    List<CommitRequest<KafkaCommittable>> prepareAndDecide(long checkpointId) {
        List<CommitRequest<KafkaCommittable>> requests = prepare(checkpointId);
        job.decide(requests, checkpointId);
        return requests;
    }

    /** Pre-commits, decides, commits and confirms. */
    void checkpoint(long checkpointId) throws Exception {
        commit(prepareAndDecide(checkpointId));
        job.confirm(checkpointId);
    }

    void commit(List<CommitRequest<KafkaCommittable>> requests) throws Exception {
        for (CommitRequest<KafkaCommittable> request : requests) {
            CommitOutcome outcome = committer.commit(request);
            if (!outcome.equals(CommitOutcome.COMMITTED)) {
                throw new AssertionError("expected COMMITTED, actual=" + outcome);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writers.forEach(SinkWriter::close);
        committer.close();
        tasks.forEach(TaskThread::close);
        committerContext.close();
    }

    /** What a writer answered to a pre-commit. */
    static final class Answer implements PreCommit<KafkaCommittable> {

        private final AtomicReference<@Nullable List<KafkaCommittable>> committables = new AtomicReference<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        @Override
        public void complete(List<KafkaCommittable> newCommittables) {
            committables.set(newCommittables);
        }

        @Override
        public void fail(Throwable cause) {
            failure.set(cause);
        }

        boolean given() {
            return committables.get() != null || failure.get() != null;
        }

        List<KafkaCommittable> committables() {
            if (failure.get() instanceof RuntimeException cause) {
                throw cause;
            }
            return committables.get();
        }
    }
}
