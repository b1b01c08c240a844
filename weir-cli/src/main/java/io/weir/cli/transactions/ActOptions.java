package io.weir.cli.transactions;

import io.weir.engine.inspect.Signature;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who does something, why, and whether he means it. */
final class ActOptions {

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "What you have seen. It is kept beside the checkpoints, with your name and the time.")
    private String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Your name; that of your user by default.")
    private @Nullable String by;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    Signature signature() {
        return new Signature(
                by == null ? System.getProperty("user.name", "unknown") : by, System.currentTimeMillis(), why);
    }

    /** Asks on the terminal, unless that was settled beforehand; without a terminal nobody can answer, and nothing is done. */
    boolean isMeant(String question, CommandLine command) {
        if (yes) {
            return true;
        }
        Console console = System.console();
        if (console == null) {
            throw new ParameterException(
                    command, "there is no terminal to ask on; add --yes if you mean it: " + question);
        }
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null
                && (answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes"));
    }
}
