package io.weir.cli;

import io.weir.cli.bench.BenchCommand;
import io.weir.cli.checkpoints.CheckpointsCommand;
import io.weir.cli.checkpoints.SavepointCommand;
import io.weir.cli.checkpoints.StateCommand;
import io.weir.cli.deadletters.DeadLettersCommand;
import io.weir.cli.demo.DemoCommand;
import io.weir.cli.demo.DemoJobCommand;
import io.weir.cli.doctor.DoctorCommand;
import io.weir.cli.simulate.SimulateCommand;
import io.weir.cli.transactions.TransactionsCommand;
import io.weir.cli.verify.VerifyCommand;
import io.weir.cli.verify.VerifyJobCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code weir}.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "weir",
        description = "Weir, an embeddable exactly-once stream engine.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            VerifyCommand.class,
            SimulateCommand.class,
            CheckpointsCommand.class,
            StateCommand.class,
            SavepointCommand.class,
            DeadLettersCommand.class,
            TransactionsCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            DemoJobCommand.class,
            VerifyJobCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, and every check held",
            "1:a check failed",
            "2:the command line is wrong",
            "3:something else went wrong; the message says what"
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "With an error, show the stack trace as well.")
    private boolean debug;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command with its subcommands, ready to take a command line. */
    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setExecutionStrategy(Main::inLoaderOfItsOwn)
                .setExecutionExceptionHandler(new ErrorReport(() -> main.debug))
                .setParameterExceptionHandler(ErrorReport::usage);
    }

    /** Runs a command, which may give this thread the class loader of a user's program, and takes that back. */
    private static int inLoaderOfItsOwn(ParseResult parsed) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            return new RunLast().execute(parsed);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        command.usage(command.getErr());
        command.getErr().println();
        throw new ParameterException(command, "a command is missing, for example: weir demo");
    }

    /** What was built, and what it runs on. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "weir " + Versions.weir(),
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
            };
        }
    }
}
