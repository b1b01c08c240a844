package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A small journal with everything in it: a base, several segments and attempts, confirmations, two schemas. */
final class SampleJournal {

    private final CrashingStore store = new CrashingStore(new Random(1));
    private final List<JobModel> history = new ArrayList<>(List.of(JobModel.EMPTY));
    private RecoveredJob job;
    private long nextId;

    private SampleJournal() {}

    static SampleJournal write() {
        SampleJournal sample = new SampleJournal();
        sample.recover();
        sample.append("a", "1");
        sample.append("b", "2");
        sample.append("a", "3");
        sample.job.journal().confirm(List.of(new SinkConfirmation("out", 1)));
        sample.job.journal().buildBase();
        sample.append("c", "4");
        sample.append("b", null);
        sample.recover();
        sample.append("d", "5");
        sample.job.journal().confirm(List.of(new SinkConfirmation("out", 7)));
        sample.append("e", "6");
        sample.recover();
        sample.append("f", "7");
        sample.append("a", "8");
        return sample;
    }

    CrashingStore store() {
        return store;
    }

    /** Returns what the job's checkpoints mean, oldest first; the first is none at all. */
    List<JobModel> history() {
        return history;
    }

    JobModel last() {
        return history.get(history.size() - 1);
    }

    void confirmLast() {
        job.journal().confirm(List.of(new SinkConfirmation("out", nextId - 1)));
    }

    RecoveredJob recoverCopy() {
        return recover(store.copy(new Random(2)));
    }

    static RecoveredJob recover(JournalStore from) {
        return Journal.recover(from, "orders", () -> "000000000000000a");
    }

    private void recover() {
        job = recover(store);
        nextId = job.firstCheckpointId();
    }

    private void append(String key, String value) {
        StateDelta count = new StateDelta("count", "total", "s1", List.of(Checkpoints.block(3, key, value)));
        StateDelta join = new StateDelta("join", "left", "s" + nextId % 2, List.of(Checkpoints.block(1, key, "j")));
        CheckpointData data = new CheckpointData(
                nextId,
                List.of(Checkpoints.source(nextId)),
                List.of(count, join),
                List.of(Checkpoints.sink("out", nextId, 0)));
        job.journal().append(data);
        history.add(last().plus(data));
        nextId++;
    }
}
