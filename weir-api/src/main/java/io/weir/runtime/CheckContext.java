package io.weir.runtime;

import io.weir.error.WeirException;
import java.util.function.Consumer;

/**
 * What a source or sink may know when it is asked to check its settings before the job starts, and where it tells what it finds. A check tells all that it finds,
 * rather than the first: a start fails with every problem named, and {@code weir doctor} shows the rest too. A check that cannot go on throws: what it throws is one
 * more problem.
 *
 * <p>Threading: confined to the thread of the check.
 *
 * @param jobId the identity of the job
 * @param stageName the name that the user gave the source or sink
 * @param parallelism how many subtasks the stage will have
 * @param checkpointIntervalNanos the interval at which checkpoints will be triggered; 0 if they come on request only
 * @param findings takes each finding; a problem that it throws for ends the check
 */
public record CheckContext(
        JobId jobId, String stageName, int parallelism, long checkpointIntervalNanos, Consumer<Finding> findings) {

    /** A context in which the first problem is thrown, and anything else is passed over. */
    public CheckContext(JobId jobId, String stageName, int parallelism, long checkpointIntervalNanos) {
        this(jobId, stageName, parallelism, checkpointIntervalNanos, CheckContext::throwProblem);
    }

    /** Tells that something is as it should be. */
    public void ok(String what) {
        findings.accept(Finding.ok(what));
    }

    /** Tells something that should be looked at, and does not keep the job from starting. */
    public void warning(String code, String what, String why, String mend) {
        findings.accept(Finding.warning(code, what, why, mend));
    }

    /** Tells something that keeps the job from starting; the check goes on. */
    public void problem(WeirException error) {
        findings.accept(Finding.problem(error));
    }

    private static void throwProblem(Finding finding) {
        WeirException error = finding.error();
        if (error != null) {
            throw error;
        }
    }
}
