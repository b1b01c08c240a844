package io.weir.cli.checkpoints;

import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.engine.inspect.StoredState;
import io.weir.error.WeirException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Reads keyed state out of checkpoints, as JSON.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "state",
        description = "Reads keyed state out of a checkpoint, as JSON, without the classes of the job.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class StateCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing, for example: weir state scan DIR STAGE/STATE");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "get", description = "Prints what a state has for one key.", mixinStandardHelpOptions = true)
    int get(
            @Mixin Directory directory,
            @Parameters(
                            index = "1",
                            paramLabel = "STAGE/STATE",
                            description = "Which state; see weir checkpoints show.")
                    String name,
            @Parameters(
                            index = "2",
                            paramLabel = "KEY",
                            description =
                                    "The key in JSON, such as 42 or {\"name\":\"ada\"}; what is no JSON is taken as text.")
                    String key) {
        StoredState state = Directory.state(directory.checkpoint(), name);
        Map<String, String> entries = Entries.of(state);
        String value = entries.get(Json.normalized(key));
        if (value == null) {
            value = entries.get(Json.write(key));
        }
        if (value == null) {
            throw WeirException.user(
                    "no-such-key",
                    "the state " + state.id() + " has nothing for the key " + key,
                    "it has " + entries.size() + " keys, of another value or form",
                    "weir state scan shows what keys look like");
        }
        out().println(value);
        out().flush();
        return 0;
    }

    @Command(
            name = "scan",
            description = "Prints the first entries of a state, one key a line.",
            mixinStandardHelpOptions = true)
    int scan(
            @Mixin Directory directory,
            @Parameters(
                            index = "1",
                            paramLabel = "STAGE/STATE",
                            description = "Which state; see weir checkpoints show.")
                    String name,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many keys; 20 by default.")
                    int limit) {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + ": it must not be negative");
        }
        StoredState state = Directory.state(directory.checkpoint(), name);
        Map<String, String> entries = Entries.of(state);
        entries.entrySet().stream()
                .limit(limit)
                .forEach(entry -> out().println(entry.getKey() + " " + entry.getValue()));
        if (entries.size() > limit) {
            out().printf("... and %,d more keys%n", entries.size() - limit);
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "export",
            description = "Prints all entries of a state, or of all states, as JSON lines.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin Directory directory,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "STAGE/STATE",
                            description = "Which state; all of them by default.")
                    @Nullable String name) {
        StoredCheckpoint checkpoint = directory.checkpoint();
        List<StoredState> states = name == null ? checkpoint.states() : List.of(Directory.state(checkpoint, name));
        for (StoredState state : states) {
            Entries.of(state).forEach((key, value) -> out().println(Entries.line(state, key, value)));
        }
        out().flush();
        return 0;
    }
}
