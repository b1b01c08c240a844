package io.weir.cli.verify;

import io.weir.cli.verify.Ambush.Side;
import io.weir.engine.port.ProtocolStep;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that is done to the job or to its broker.
 *
 * <p>Threading: Immutable.
 *
 * @param step where it strikes; empty for a random moment
 * @param occurrence at the how-manieth time that the job reaches the step
 * @param delay of a random moment: from the first new result of the job on; of a process that is to be struck early, from its start on
 * @param early of a random moment: it may come while the job still recovers; of a zombie: it is woken as soon as its successor runs, not when that has
 *     results
 * @param absence how long what was struck stays down, or stopped
 * @param withJob whether the job is killed too while the broker is down
 */
record Strike(
        Kind kind,
        Optional<ProtocolStep> step,
        int occurrence,
        Side side,
        Duration delay,
        boolean early,
        Duration absence,
        boolean withJob) {

    /** Steps that an attempt goes through once, before anything else. */
    private static final Set<ProtocolStep> OF_RECOVERY = EnumSet.of(
            ProtocolStep.RECOVERING,
            ProtocolStep.JOURNAL_RECOVERED,
            ProtocolStep.FENCING,
            ProtocolStep.FENCED,
            ProtocolStep.RUNNING);

    /** What is done. */
    enum Kind {
        STEP_KILL("job killed at a step"),
        RANDOM_KILL("job killed at a random moment"),
        ZOMBIE("job stopped, replaced, and woken again"),
        BROKER_KILL("broker killed"),
        BROKER_PAUSE("broker stopped for a while");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Strike wokenEarly(boolean wokenEarly) {
        return new Strike(kind, step, occurrence, side, delay, wokenEarly, absence, withJob);
    }

    /** Whether it can only strike a process that has just been started. */
    boolean needsFreshProcess() {
        return step.filter(OF_RECOVERY::contains).isPresent();
    }

    /** Whether a process of the job lives on after it. */
    boolean leavesProcess() {
        return switch (kind) {
            case STEP_KILL, RANDOM_KILL -> false;
            case ZOMBIE -> true;
            case BROKER_KILL, BROKER_PAUSE -> !withJob;
        };
    }

    String inWords() {
        String moment = step.map(named -> side.word() + " " + named)
                .orElse(early && kind == Kind.RANDOM_KILL ? "soon after its start" : "at a random moment");
        return kind.words().replace(" at a step", "").replace(" at a random moment", "") + ", " + moment
                + (withJob ? ", and the job killed meanwhile" : "")
                + (absence.compareTo(Duration.ofSeconds(1)) > 0
                        ? String.format(Locale.ROOT, ", for %.1f s", absence.toMillis() / 1e3)
                        : "");
    }
}
