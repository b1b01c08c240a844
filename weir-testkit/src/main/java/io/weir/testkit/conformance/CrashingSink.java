package io.weir.testkit.conformance;

import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.Optional;

/**
 * A sink around the one under test, which kills the job before and after each call.
 *
 * <p>Threading: as {@link Sink}.
 */
final class CrashingSink<T, C> implements Sink<T, C> {

    private final Sink<T, C> sink;
    private final CrashSchedule schedule;

    CrashingSink(Sink<T, C> sink, CrashSchedule schedule) {
        this.sink = sink;
        this.schedule = schedule;
    }

    @Override
    public void check(CheckContext context) throws Exception {
        sink.check(context);
    }

    @Override
    public int parallelismMax() {
        return sink.parallelismMax();
    }

    @Override
    public Committer<C> createCommitter(StageContext context) throws Exception {
        schedule.reached(EngineStep.CREATE_COMMITTER);
        return new CrashingCommitter<>(sink.createCommitter(context), schedule);
    }

    @Override
    public SinkWriter<T, C> createWriter(StageContext context) {
        schedule.reached(EngineStep.CREATE_WRITER);
        return new CrashingWriter<>(sink.createWriter(context), context, schedule);
    }

    @Override
    public Serde<C> committableSerde() {
        return sink.committableSerde();
    }

    /** Threading: as {@link Committer}. */
    private record CrashingCommitter<C>(Committer<C> committer, CrashSchedule schedule) implements Committer<C> {

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<C>> pending) throws Exception {
            schedule.reached(EngineStep.BEFORE_RECOVER);
            committer.recover(restoredCheckpointId, pending);
            schedule.reached(EngineStep.AFTER_RECOVER);
        }

        @Override
        public Optional<String> doubt(CommitRequest<C> request) throws Exception {
            return committer.doubt(request);
        }

        @Override
        public void settled(List<CommitRequest<C>> committed) throws Exception {
            committer.settled(committed);
        }

        @Override
        public CommitOutcome commit(CommitRequest<C> request) throws Exception {
            schedule.reached(request.recovered() ? EngineStep.BEFORE_COMMIT_IN_RECOVERY : EngineStep.BEFORE_COMMIT);
            CommitOutcome outcome = committer.commit(request);
            schedule.reached(request.recovered() ? EngineStep.AFTER_COMMIT_IN_RECOVERY : EngineStep.AFTER_COMMIT);
            return outcome;
        }

        @Override
        public CommitOutcome commitAgain(CommitRequest<C> request) throws Exception {
            return committer.commitAgain(request);
        }

        @Override
        public void close() {
            committer.close();
        }
    }

    /** Threading: as {@link SinkWriter}. */
    private record CrashingWriter<T, C>(SinkWriter<T, C> writer, StageContext context, CrashSchedule schedule)
            implements SinkWriter<T, C> {

        @Override
        public void write(T value, long timestamp) {
            schedule.reached(EngineStep.BEFORE_WRITE);
            writer.write(value, timestamp);
            schedule.reached(EngineStep.AFTER_WRITE);
        }

        @Override
        public boolean ready() {
            return writer.ready();
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<C> preCommit) {
            schedule.reached(EngineStep.BEFORE_PREPARE_COMMIT);
            writer.prepareCommit(checkpointId, new CrashingPreCommit<>(preCommit, context, schedule));
            schedule.reached(EngineStep.AFTER_PREPARE_COMMIT);
        }

        @Override
        public void finish() {
            writer.finish();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    /** Threading: as {@link PreCommit}. */
    private record CrashingPreCommit<C>(PreCommit<C> preCommit, StageContext context, CrashSchedule schedule)
            implements PreCommit<C> {

        @Override
        public void complete(List<C> committables) {
            if (schedule.strikesAt(EngineStep.INSTEAD_OF_ANSWER)) {
                preCommit.fail(new CrashSchedule.Planted(EngineStep.INSTEAD_OF_ANSWER));
                return;
            }
            preCommit.complete(committables);
            if (schedule.strikesAt(EngineStep.AFTER_ANSWER)) {
                context.fail(new CrashSchedule.Planted(EngineStep.AFTER_ANSWER));
            }
        }

        @Override
        public void fail(Throwable cause) {
            preCommit.fail(cause);
        }
    }
}
