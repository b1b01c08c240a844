package io.weir.cli.transactions;

import io.weir.cli.terminal.Words;
import io.weir.engine.inspect.OrphanTransaction;
import io.weir.engine.inspect.PendingTransaction;
import io.weir.engine.inspect.TransactionReport;
import io.weir.engine.journal.Intervention;
import io.weir.sink.CommitEvidence;
import java.io.PrintWriter;
import java.time.Instant;

/**
 * Tells people what is unsettled.
 *
 * <p>Threading: confined to the main thread.
 */
final class ReportText {

    private final PrintWriter out;

    ReportText(PrintWriter out) {
        this.out = out;
    }

    /** Tells it, a line each. */
    void tell(TransactionReport report) {
        tell(report, false);
    }

    /** Tells it with all that sinks say. */
    void tellAll(TransactionReport report) {
        tell(report, true);
    }

    private void tell(TransactionReport report, boolean all) {
        out.printf(
                "job %s, generation %s, attempt %d, checkpoint %d: %s, %s%n",
                report.jobId().name(),
                report.jobId().generation(),
                report.attempt(),
                report.checkpointId(),
                Words.count(report.pending().size(), "output") + " not known to be committed",
                Words.count(report.orphans().size(), "transaction") + " in no checkpoint");
        for (PendingTransaction each : report.pending()) {
            out.printf("output       %-40s %s%n", each.id(), status(each, report));
            if (all || each.needsPerson()) {
                details(each);
            }
        }
        for (OrphanTransaction each : report.orphans()) {
            out.printf(
                    "transaction  %-40s %s%n",
                    each.sink() + ":" + each.transaction().id(),
                    each.transaction().state());
            if (all && !each.transaction().detail().isEmpty()) {
                out.println("    " + each.transaction().detail());
            }
        }
        for (Intervention each : report.interventions()) {
            out.println("by hand      " + inWords(each));
        }
        report.unasked().forEach((sink, why) -> out.println("not asked    sink " + sink + ": " + why));
        report.unanswered().forEach((sink, why) -> out.println("NO ANSWER    sink " + sink + ": " + why));
    }

    private void details(PendingTransaction each) {
        CommitEvidence evidence = each.evidence();
        if (evidence != null) {
            Words.wrap(evidence.reason()).forEach(line -> out.println("    " + line));
        }
        if (!each.transaction().isEmpty()) {
            out.println("    outside it is " + each.transaction());
        }
        out.printf("    %,d bytes in the checkpoint%n", each.size());
    }

    private static String status(PendingTransaction each, TransactionReport report) {
        CommitEvidence evidence = each.evidence();
        String status = evidence == null
                ? report.unanswered().containsKey(each.id().sink())
                        ? "its sink did not answer"
                        : "its sink was not asked"
                : switch (evidence.status()) {
                    case COMMITTED -> "committed";
                    case NOT_COMMITTED -> "not committed; the next start tries to commit it";
                    case IN_DOUBT -> "IN DOUBT";
                };
        return each.verdict() == null ? status : status + "; settled as " + each.verdict();
    }

    private static String inWords(Intervention each) {
        String output = each.sink() + "/" + each.checkpointId() + "/" + each.subtask();
        String what = switch (each.act()) {
            case FOUND_COMMITTED -> output + " found committed";
            case FOUND_NOT_COMMITTED -> output + " found not committed";
            case ABORTED -> each.sink() + ":" + each.transaction() + " rolled back";
            case SPENT -> output + " being written, as it was found not committed";
        };
        return what + ", by " + each.who() + " at " + Instant.ofEpochMilli(each.atMillis())
                + (each.why().isEmpty() ? "" : ": " + each.why());
    }
}
