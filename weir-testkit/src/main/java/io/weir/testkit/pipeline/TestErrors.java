package io.weir.testkit.pipeline;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/** What a {@link PipelineTest} tells its user. */
final class TestErrors {

    private TestErrors() {}

    static WeirException foreignConnector(String kind, String stage, Object connector, String why, String mend) {
        return WeirException.user(
                "test-foreign-connector",
                "the " + kind + " of the stage \"" + stage + "\" is "
                        + connector.getClass().getSimpleName(),
                why,
                mend);
    }

    static WeirException unreadSource(String source) {
        return WeirException.user(
                "test-unread-source",
                "the pipeline does not read the test source \"" + source + "\"",
                "it was made by source(...) of this test, and no stage of the pipeline has it",
                "give the pipeline the very object that source(...) returned, or leave the source away");
    }

    static WeirException down(String method, String why) {
        return WeirException.user(
                "test-not-running",
                method + " was called, and the pipeline does not run",
                why,
                "call start or restart");
    }

    static WeirException alreadyRunning(String method) {
        return WeirException.user(
                "test-already-running",
                method + " was called, and the pipeline runs",
                "a test has one process",
                "call stop(), for a start from where it has stopped in good order, or crash()");
    }

    static WeirException gaveUp(String job, String summary, @Nullable Throwable cause) {
        return new WeirException(
                "test-job-failed",
                ErrorKind.USER,
                "the job \"" + job + "\" has given up",
                String.valueOf(cause),
                "see the cause; restart() starts it again from its last checkpoint, and restartStrategy(...) lets it try"
                        + " again by itself. " + summary,
                cause);
    }

    static WeirException neverQuiet(long steps, String busiest, String summary) {
        return WeirException.user(
                "test-never-quiet",
                "the pipeline has made " + steps + " steps while time stood still and no record was read, and still"
                        + " moves",
                "the last steps were mostly those of " + busiest,
                "look for a timer of processing time that registers the next one for a time that has come, or for a"
                        + " source that always has more. " + summary);
    }

    static WeirException noCheckpoint(String why, String summary) {
        return WeirException.user(
                "test-no-checkpoint",
                "no checkpoint has been committed in a minute of virtual time",
                why,
                "look at the failures of the job, if there are any; awaitCheckpoint() needs checkpointInterval(...) and"
                        + " records or timers since the last one, checkpoint() needs neither. " + summary);
    }

    static WeirException notStopped(String state, String summary) {
        return WeirException.user(
                "test-not-stopped",
                "the job has not stopped in a minute of virtual time",
                "it is " + state,
                "look at the failures of the job: without a last checkpoint it cannot stop in good order; crash() ends"
                        + " it at once. " + summary);
    }

    static WeirException broken(String defect, String summary, @Nullable Throwable cause) {
        return new WeirException(
                "defect",
                ErrorKind.DEFECT,
                "the engine has broken a rule of its own",
                defect,
                "report it with the seed. " + summary,
                cause);
    }
}
