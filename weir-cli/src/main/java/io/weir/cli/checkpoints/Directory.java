package io.weir.cli.checkpoints;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.inspect.StateId;
import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.engine.inspect.StoredState;
import io.weir.error.WeirException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that read a checkpoint have in common. */
final class Directory {

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The checkpoint directory of a job, running or not, or s3://BUCKET/PREFIX.")
    private String directory = "";

    @Mixin
    private Place place = new Place();

    @Option(
            names = "--checkpoint",
            paramLabel = "N",
            description = "Which checkpoint; the last by default. See weir checkpoints list.")
    private @Nullable Long checkpointId;

    private @Nullable CheckpointDirectory opened;

    /** Opens it, once: what it takes to reach it ends with the process. */
    CheckpointDirectory open() {
        CheckpointDirectory checkpoints = opened;
        if (checkpoints == null) {
            checkpoints = CheckpointDirectory.of(place.of(directory).read());
            opened = checkpoints;
        }
        return checkpoints;
    }

    StoredCheckpoint checkpoint() {
        Long id = checkpointId;
        return id == null ? open().last() : open().checkpoint(id);
    }

    /** Returns a state by its name, such as {@code totals/accumulator}; the name of the stage is enough if that has one state. */
    static StoredState state(StoredCheckpoint checkpoint, String name) {
        List<StoredState> found = checkpoint.states().stream()
                .filter(state ->
                        state.id().toString().equals(name) || state.id().stage().equals(name))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String there = checkpoint.states().stream()
                .map(StoredState::id)
                .map(StateId::toString)
                .collect(Collectors.joining(", "));
        throw WeirException.user(
                "no-such-state",
                "checkpoint " + checkpoint.id() + (found.isEmpty() ? " has no state " : " has several states of stage ")
                        + name,
                there.isEmpty() ? "it has no keyed state at all" : "it has " + there,
                "name one of those, as STAGE/STATE");
    }
}
