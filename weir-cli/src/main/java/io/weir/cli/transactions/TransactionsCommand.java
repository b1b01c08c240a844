package io.weir.cli.transactions;

import io.weir.engine.inspect.JobTransactions;
import io.weir.engine.inspect.OutputId;
import io.weir.engine.inspect.TransactionReport;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what of a job's output is unsettled, across all of its sinks, and settles it.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "transactions",
        description = {
            "What of a job's output is unsettled, across all of its sinks: decided and not known to be committed, open outside and in no checkpoint.",
            "",
            "list and show change nothing. commit and abort say what you found out about output in doubt, for the next start to use; abort also rolls back"
                    + " a transaction that no checkpoint lists. See docs/in-doubt.md."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:list and show: a person has to look at something: output in doubt, or a sink that did not answer; commit and abort: nothing was done, because you did not mean it",
            "2:the command line is wrong",
            "3:something else went wrong; the message says what"
        })
public final class TransactionsCommand implements Runnable {

    private static final int NEEDS_PERSON = 1;
    private static final int NOT_MEANT = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing, for example: weir transactions list DIR --pipeline CLASS");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "list",
            description = "Lists all that is unsettled, and what was done by hand.",
            mixinStandardHelpOptions = true)
    int list(@Mixin JobOptions job, @Option(names = "--json", description = "As one JSON object.") boolean json) {
        TransactionReport report = job.open(spec.commandLine()).report();
        if (json) {
            out().println(ReportJson.of(report));
        } else {
            new ReportText(out()).tell(report);
        }
        out().flush();
        return report.needsPerson() ? NEEDS_PERSON : 0;
    }

    @Command(
            name = "show",
            description = "Shows one of them, with all that its sink tells.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin JobOptions job,
            @Parameters(
                            index = "1",
                            paramLabel = "WHICH",
                            description = "SINK/CHECKPOINT/SUBTASK, or SINK:TRANSACTION, as list names it.")
                    String which,
            @Option(names = "--json", description = "As one JSON object.") boolean json) {
        TransactionReport report =
                Selection.of(which, spec).in(job.open(spec.commandLine()).report());
        if (json) {
            out().println(ReportJson.of(report));
        } else {
            new ReportText(out()).tellAll(report);
        }
        out().flush();
        return report.needsPerson() ? NEEDS_PERSON : 0;
    }

    @Command(
            name = "commit",
            description =
                    "Says that output in doubt is committed: you have found all of it there. The next start does not write it again.",
            mixinStandardHelpOptions = true)
    int commit(
            @Mixin JobOptions job,
            @Parameters(index = "1", paramLabel = "SINK/CHECKPOINT/SUBTASK", description = "As list names it.")
                    String which,
            @Mixin ActOptions act) {
        OutputId id = Selection.of(which, spec).output();
        return settle(job.open(spec.commandLine()), id, true, act);
    }

    @Command(
            name = "abort",
            description =
                    "Says that output in doubt is not committed: you have found nothing of it there, and the next start writes it."
                            + " Or rolls back a transaction that is open outside and that no checkpoint lists.",
            mixinStandardHelpOptions = true)
    int abort(
            @Mixin JobOptions job,
            @Parameters(
                            index = "1",
                            paramLabel = "WHICH",
                            description = "SINK/CHECKPOINT/SUBTASK, or SINK:TRANSACTION, as list names it.")
                    String which,
            @Mixin ActOptions act) {
        Selection selection = Selection.of(which, spec);
        if (!selection.isOrphan()) {
            return settle(job.open(spec.commandLine()), selection.output(), false, act);
        }
        JobTransactions transactions = job.open(spec.commandLine());
        if (!act.isMeant(
                "Roll back " + which + " at the sink? A job that still runs there is shut out.", spec.commandLine())) {
            return NOT_MEANT;
        }
        transactions.abort(selection.sink(), selection.transaction(), act.signature());
        out().println(which + " is rolled back");
        out().flush();
        return 0;
    }

    private int settle(JobTransactions transactions, OutputId id, boolean committed, ActOptions act) {
        String verdict = committed ? "committed" : "not committed";
        String question = "Note that " + id + " is " + verdict + ", for the next start to act on?"
                + (committed ? " It is never written then." : " It is written then.");
        if (!act.isMeant(question, spec.commandLine())) {
            return NOT_MEANT;
        }
        boolean noted = transactions.settle(id, committed, act.signature());
        out().println(id + " is noted as " + verdict + (noted ? "" : ", as it was before")
                + "; start the job, which acts on it");
        out().flush();
        return 0;
    }
}
