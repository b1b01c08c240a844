package io.weir.engine.job;

import io.weir.engine.job.RestartStrategy.ExponentialDelay;
import io.weir.engine.job.RestartStrategy.FixedDelay;
import io.weir.engine.local.Machine;
import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.runtime.Finding;
import java.time.Duration;
import java.util.function.Consumer;

/** What can be told of a job's own settings, beside the machine that it is to run on. */
final class SettingsCheck {

    /** An outage that everybody has: a broker or database that is started anew. */
    private static final Duration OUTAGE = Duration.ofSeconds(60);

    /** State is held as objects, which take several times the bytes that it has in a checkpoint. */
    private static final int OBJECT_FACTOR = 3;

    private final JobSettings settings;
    private final Machine machine;
    private final Consumer<Finding> findings;

    SettingsCheck(JobSettings settings, Machine machine, Consumer<Finding> findings) {
        this.settings = settings;
        this.machine = machine;
        this.findings = findings;
    }

    void guarantee() {
        if (settings.guarantee() == Guarantee.EXACTLY_ONCE) {
            findings.accept(Finding.ok("the guarantee is exactly-once"));
        } else {
            warn(
                    "at-least-once",
                    "the guarantee is at-least-once",
                    "after a crash, records can change the output twice",
                    "leave Weir.guarantee(..) out, unless that is meant");
        }
    }

    void parallelism(PhysicalPlan plan) {
        int most = plan.vertices().stream().mapToInt(Vertex::parallelism).max().orElse(1);
        if (most > machine.cores()) {
            warn(
                    "parallelism-above-cores",
                    "a stage has " + most + " subtasks, and this machine " + machine.cores() + " core(s)",
                    "a worker thread a core runs all of them: more subtasks than cores cost memory and bring no speed",
                    "set a parallelism of at most " + machine.cores() + " on this machine");
        } else {
            findings.accept(Finding.ok("at most " + most + " subtask(s) a stage, on " + machine.cores() + " core(s)"));
        }
    }

    void restarts() {
        RestartStrategy strategy = settings.restartStrategy();
        if (strategy instanceof RestartStrategy.None) {
            warn(
                    "no-restarts",
                    "the job is not restarted when it fails",
                    "any short outage outside ends it",
                    "leave Weir.restartStrategy(..) out, or see that somebody else starts the job again");
            return;
        }
        Duration span = span(strategy);
        if (span.compareTo(OUTAGE) < 0) {
            warn(
                    "restarts-end-soon",
                    "the job gives up after about " + span.toSeconds() + " s of failures in a row",
                    "a broker or database that is started anew is away for longer",
                    "allow more restarts or a longer delay, or leave Weir.restartStrategy(..) out (five minutes)");
        } else {
            findings.accept(Finding.ok("the job is restarted when it fails: " + strategy));
        }
    }

    /** @param stateSize what the last base of the checkpoints holds, in bytes */
    void heap(long stateSize) {
        if (settings.stateBackend() != null || stateSize * OBJECT_FACTOR < machine.heapSize()) {
            findings.accept(Finding.ok("the heap may take " + megabytes(machine.heapSize())
                    + (stateSize == 0 ? "" : ", and the state of the checkpoint " + megabytes(stateSize))));
        } else {
            warn(
                    "state-near-heap",
                    "the state in the checkpoint takes " + megabytes(stateSize) + ", and the heap may take "
                            + megabytes(machine.heapSize()),
                    "state is held in memory, as objects that take several times as much",
                    "raise -Xmx, or keep state in RocksDB with Weir.stateBackend(..), see docs/state-rocksdb.md");
        }
    }

    /** Returns how long failures in a row are followed by restarts, without what the attempts themselves take. */
    private static Duration span(RestartStrategy strategy) {
        if (strategy instanceof FixedDelay fixed) {
            return fixed.delay().multipliedBy(fixed.restartsMax());
        }
        if (strategy instanceof ExponentialDelay exponential) {
            double millis = 0;
            double delay = exponential.first().toMillis();
            for (int i = 0; i < exponential.restartsMax() && millis < OUTAGE.toMillis(); i++) {
                millis += Math.min(delay, (double) exponential.max().toMillis());
                delay *= exponential.factor();
            }
            return Duration.ofMillis((long) millis);
        }
        // By rate: for ever, as long as failures come slowly.
        return OUTAGE;
    }

    private void warn(String code, String what, String why, String mend) {
        findings.accept(Finding.warning(code, what, why, mend));
    }

    private static String megabytes(long size) {
        return (size >> 20) + " MiB";
    }
}
