package io.weir.cli;

import io.weir.broker.KafkaBrokerException;
import io.weir.error.WeirException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells a failure in one message, without a stack trace unless that was asked for.
 *
 * <p>Threading: confined to the main thread.
 */
final class ErrorReport implements IExecutionExceptionHandler {

    private static final int USAGE = 2;
    private static final int FAILED = 3;

    private final BooleanSupplier traceWanted;

    ErrorReport(BooleanSupplier traceWanted) {
        this.traceWanted = traceWanted;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (isExiting()) {
            // Ctrl-C: what fails now fails because everything is being taken down.
            return FAILED;
        }
        PrintWriter err = command.getErr();
        err.println("weir: " + message(failure));
        if (traceWanted.getAsBoolean()) {
            failure.printStackTrace(err);
        } else if (!isWorded(failure)) {
            err.println(
                    "This is a defect of the command. Please report it with the output of the same command and --debug.");
        }
        err.flush();
        return FAILED;
    }

    /** Tells what is wrong with a command line, and what may have been meant. */
    static int usage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("weir: " + message(failure));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return USAGE;
    }

    /** Where a command is expected, what is none is called so. */
    private static String message(ParameterException failure) {
        boolean isForCommand = failure.getCommandLine().getParent() == null;
        if (isForCommand && failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
        }
        return String.valueOf(failure.getMessage());
    }

    private static String message(Exception failure) {
        return isWorded(failure) ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private static boolean isWorded(Exception failure) {
        return failure instanceof WeirException || failure instanceof KafkaBrokerException;
    }

    private static boolean isExiting() {
        Thread probe = new Thread(() -> {}, "exit-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }
}
