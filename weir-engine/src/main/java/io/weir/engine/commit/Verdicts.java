package io.weir.engine.commit;

import io.weir.engine.journal.Intervention;
import io.weir.error.WeirException;
import io.weir.sink.CommitRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What persons have found out about output in doubt: by a command, kept beside the checkpoints, or in the program that starts the job.
 *
 * <p>Threading: confined to one thread.
 */
public final class Verdicts {

    /** The output of one subtask of one checkpoint. */
    private record Output(String sink, long checkpointId, int subtask) {}

    /**
     * One of them.
     *
     * @param isStored whether it was said by a command
     * @param by who said so, when and why, as far as that is known
     */
    public record Verdict(boolean committed, boolean isStored, String by) {

        /**
         * Returns whether it is true only until somebody acts on it: what was found not committed may be once a start has begun to write it, and would be written twice if that were not noted
         * before. It does not matter who said so: a program says the same again at each restart.
         */
        public boolean isSpentByUse() {
            return !committed;
        }

        @Override
        public String toString() {
            return (committed ? "committed" : "not committed") + ", by " + by;
        }
    }

    private final Map<Output, Verdict> ofCommand = new HashMap<>();
    private final Map<Output, Verdict> ofProgram = new HashMap<>();
    private final Map<Output, String> spent = new HashMap<>();

    /** What a start has ever begun to write: a program that says it is not committed says what was true before. */
    private final Set<Output> begun = new HashSet<>();

    /** Returns what was settled by hand of one job. What was said last of the same output counts. */
    public static Verdicts of(String generation, List<Intervention> interventions) {
        Verdicts verdicts = new Verdicts();
        interventions.stream()
                .filter(each -> each.generation().equals(generation))
                .forEach(verdicts::add);
        return verdicts;
    }

    /** Adds what was done by hand; what is no settlement does not matter. */
    public void add(Intervention each) {
        Output output = new Output(each.sink(), each.checkpointId(), each.subtask());
        String by = each.who() + " at " + Instant.ofEpochMilli(each.atMillis());
        switch (each.act()) {
            case FOUND_COMMITTED, FOUND_NOT_COMMITTED -> {
                boolean committed = each.act() == Intervention.Act.FOUND_COMMITTED;
                ofCommand.put(output, new Verdict(committed, true, by + ", because: " + each.why()));
                spent.remove(output);
            }
            case SPENT -> {
                ofCommand.remove(output);
                spent.put(output, by);
                begun.add(output);
            }
            case ABORTED -> {}
        }
    }

    /**
     * Adds what the program says. That output is not committed counts until a start has begun to write it, and never again: nobody can know whether the program was told so before or after. Whoever has
     * looked once more says it by a command. That output is committed stays true.
     */
    public void addOfProgram(String sink, long checkpointId, int subtask, boolean committed) {
        ofProgram.putIfAbsent(new Output(sink, checkpointId, subtask), new Verdict(committed, false, "Weir.settle"));
    }

    /** Returns what was said of one output; null if nothing was. */
    public @Nullable Verdict of(String sink, CommitRequest<?> request) {
        return of(sink, request.checkpointId(), request.subtask());
    }

    /** Returns what was said of one output; null if nothing was. */
    public @Nullable Verdict of(String sink, long checkpointId, int subtask) {
        Output output = new Output(sink, checkpointId, subtask);
        Verdict byProgram = byProgram(output);
        return byProgram == null ? ofCommand.get(output) : byProgram;
    }

    private @Nullable Verdict byProgram(Output output) {
        Verdict said = ofProgram.get(output);
        return said != null && said.isSpentByUse() && begun.contains(output) ? null : said;
    }

    /** Returns who has begun to write an output that was found not committed, and when; null if nobody has, or a person has looked since. */
    public @Nullable String spent(String sink, CommitRequest<?> request) {
        return spent.get(new Output(sink, request.checkpointId(), request.subtask()));
    }

    /**
     * Checks that all that was said of a sink's pending output can be true. A subtask's commits are in order (I8), so verdicts that say otherwise are a mistake, and following
     * them would double output.
     *
     * @param pending by checkpoint then subtask
     * @throws WeirException {@code contradictory-settlements} if it cannot
     */
    public <C> void checkPossible(String sink, List<CommitRequest<C>> pending) {
        List<CommitRequest<C>> notCommitted = new ArrayList<>();
        for (CommitRequest<C> request : pending) {
            checkAgree(sink, request);
            Verdict verdict = of(sink, request);
            if (verdict == null) {
                continue;
            }
            if (!verdict.committed()) {
                notCommitted.add(request);
            }
            for (CommitRequest<C> earlier : notCommitted) {
                if (verdict.committed() && earlier.subtask() == request.subtask()) {
                    throw contradiction(
                            "the settlements say of subtask " + request.subtask() + " of sink \"" + sink
                                    + "\" that checkpoint " + request.checkpointId() + " is committed and checkpoint "
                                    + earlier.checkpointId() + " is not",
                            "a subtask's output is committed in the order of checkpoints, so that cannot be");
                }
            }
        }
    }

    private void checkAgree(String sink, CommitRequest<?> request) {
        Output output = new Output(sink, request.checkpointId(), request.subtask());
        Verdict byProgram = byProgram(output);
        Verdict byCommand = ofCommand.get(output);
        if (byProgram != null && byCommand != null && byProgram.committed() != byCommand.committed()) {
            throw contradiction(
                    "checkpoint " + request.checkpointId() + ", subtask " + request.subtask() + " of sink \"" + sink
                            + "\" is settled as " + byCommand + ", and by the program as the contrary",
                    "only one of them can be");
        }
    }

    private static WeirException contradiction(String what, String why) {
        return WeirException.user(
                "contradictory-settlements", what, why, "look at the output once more, see docs/in-doubt.md");
    }
}
