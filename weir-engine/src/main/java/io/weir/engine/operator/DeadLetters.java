package io.weir.engine.operator;

import io.weir.deadletter.Cause;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetter.Step;
import io.weir.deadletter.DeadLetterLimit;
import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.source.RejectedRecord;

/**
 * Makes the dead letters of one subtask of a stage, and sends them to its side output.
 *
 * <p>Threading: confined to one task.
 */
public final class DeadLetters {

    private final String job;
    private final String stage;
    private final int subtask;
    private final DeadLetterLimit limit;
    private final Output output;
    private long recordCount;
    private long deadCount;

    /** @param output the side output */
    public DeadLetters(StageContext context, DeadLetterLimit limit, Output output) {
        this.job = context.jobId().name();
        this.stage = context.stageName();
        this.subtask = context.subtask();
        this.limit = limit;
        this.output = output;
    }

    /** Returns whether a failure is one of the record: exceptions of Weir are not, nor is what ends a thread. */
    public static boolean isOfRecord(Exception failure) {
        return !(failure instanceof WeirException) && !(failure instanceof InterruptedException);
    }

    /** Counts a record that comes in. */
    public void counted() {
        recordCount++;
    }

    /**
     * Takes a record that a stage or sink could not.
     *
     * @param input which of the stage's inputs it came from
     * @throws WeirException {@code too-many-dead-letters}
     */
    public void take(Step step, int input, Object value, long timestamp, Throwable failure) {
        send(
                new DeadLetter(
                        job,
                        stage,
                        step,
                        "input=" + input + ", subtask=" + subtask,
                        timestamp,
                        FailedRecords.of(value),
                        Cause.of(failure)),
                recordCount);
    }

    /** Takes a record that a source could not decode, one of so many that it has read. */
    void take(RejectedRecord rejected, long readCount) {
        send(
                new DeadLetter(
                        job,
                        stage,
                        Step.DECODE,
                        rejected.origin(),
                        rejected.timestamp(),
                        FailedRecords.ofSource(rejected),
                        Cause.of(rejected.reason())),
                readCount);
    }

    private void send(DeadLetter letter, long ofCount) {
        deadCount++;
        if (limit.isExceeded(deadCount, ofCount)) {
            throw WeirException.user(
                    "too-many-dead-letters",
                    "the stage \"" + stage + "\" could not take " + deadCount + " of " + ofCount
                            + " records of this attempt in subtask " + subtask,
                    "its limit is a share of " + limit.share() + "; the last failure is "
                            + letter.cause().type() + " " + letter.cause().message() + " at " + letter.origin(),
                    "mend the function, decoder or service that fails, or raise the limit of onError, and start the job again:"
                            + " it goes on from its last checkpoint");
        }
        output.accept(letter, letter.timestamp());
    }
}
