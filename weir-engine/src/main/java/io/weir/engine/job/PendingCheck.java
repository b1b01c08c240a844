package io.weir.engine.job;

import io.weir.engine.commit.Verdicts;
import io.weir.engine.inspect.JobTransactions;
import io.weir.engine.inspect.PendingTransaction;
import io.weir.engine.inspect.TransactionReport;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.Finding;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitEvidence.Status;
import io.weir.sink.CommitRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells of output that is decided and not known to be committed: a start commits it before anything else, and fails if the sink refuses it, or if what persons have found of it cannot be true.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class PendingCheck {

    /** More outputs than that are told by the first and the last. */
    private static final int TOLD_MAX = 4;

    private final TransactionReport report;
    private final Verdicts verdicts;
    private final Consumer<Finding> findings;

    private PendingCheck(TransactionReport report, Verdicts verdicts, Consumer<Finding> findings) {
        this.report = report;
        this.verdicts = verdicts;
        this.findings = findings;
    }

    /** Asks the sinks what they know of the output that the last checkpoint lists as pending. Changes nothing. */
    static void run(JobTransactions transactions, List<Settlement> settlements, Consumer<Finding> findings) {
        TransactionReport report = transactions.report();
        Verdicts verdicts = Verdicts.of(report.jobId().generation(), report.interventions());
        settlements.forEach(each -> each.addTo(verdicts));
        new PendingCheck(report, verdicts, findings).tell();
    }

    private void tell() {
        Map<String, List<PendingTransaction>> bySink = new LinkedHashMap<>();
        for (PendingTransaction each : report.pending()) {
            bySink.computeIfAbsent(each.id().sink(), name -> new ArrayList<>()).add(each);
        }
        bySink.forEach(this::tell);
    }

    private void tell(String sink, List<PendingTransaction> pending) {
        try {
            verdicts.checkPossible(
                    sink, pending.stream().map(PendingCheck::requestOf).toList());
        } catch (WeirException e) {
            findings.accept(Finding.problem(e));
            return;
        }
        List<PendingTransaction> waiting = new ArrayList<>();
        List<PendingTransaction> inDoubt = new ArrayList<>();
        for (PendingTransaction each : pending) {
            CommitEvidence evidence = each.evidence();
            Status status = evidence == null ? Status.NOT_COMMITTED : evidence.status();
            if (status == Status.NOT_COMMITTED) {
                waiting.add(each);
            } else if (status == Status.IN_DOUBT && !isSettled(each)) {
                inDoubt.add(each);
            }
        }
        if (!inDoubt.isEmpty()) {
            findings.accept(Finding.problem(inDoubt(sink, inDoubt)));
        }
        if (!waiting.isEmpty()) {
            findings.accept(waiting(sink, waiting));
        }
    }

    /** As far as verdicts need it, which know output by its place. */
    private static CommitRequest<PendingTransaction> requestOf(PendingTransaction each) {
        return new CommitRequest<>(each.id().checkpointId(), each.id().subtask(), each, true);
    }

    private boolean isSettled(PendingTransaction each) {
        return verdicts.of(each.id().sink(), each.id().checkpointId(), each.id().subtask()) != null;
    }

    private static WeirException inDoubt(String sink, List<PendingTransaction> inDoubt) {
        return new WeirException(
                "in-doubt",
                ErrorKind.IN_DOUBT,
                "whether " + outputs(sink, inDoubt) + (inDoubt.size() == 1 ? " is" : " are")
                        + " committed cannot be known: " + places(inDoubt),
                reasonOf(inDoubt.get(0)),
                "look at the sink's output, and say what you find with weir transactions; see docs/in-doubt.md",
                null);
    }

    private Finding waiting(String sink, List<PendingTransaction> waiting) {
        boolean one = waiting.size() == 1;
        return Finding.warning(
                "output-pending",
                outputs(sink, waiting)
                        + (one ? " is decided and waits for its commit: " : " are decided and wait for their commit: ")
                        + places(waiting),
                "the job ended before it was committed, as in a crash, or the sink refused it. What the sink shows: "
                        + shown(sink, waiting.get(0)),
                "start the job: it commits this before anything else. If the job failed with an error of this sink, such as a row that is refused, do first what that error says: the"
                        + " same output comes again at each start, and a changed pipeline does not change it. weir transactions list shows it");
    }

    private String shown(String sink, PendingTransaction first) {
        String why = report.unasked().getOrDefault(sink, report.unanswered().get(sink));
        return why == null ? reasonOf(first) : why;
    }

    private static String reasonOf(PendingTransaction each) {
        CommitEvidence evidence = each.evidence();
        return evidence == null ? "" : evidence.reason();
    }

    private static String outputs(String sink, List<PendingTransaction> all) {
        return all.size() + (all.size() == 1 ? " output" : " outputs") + " of sink \"" + sink + "\"";
    }

    private static String places(List<PendingTransaction> all) {
        if (all.size() > TOLD_MAX) {
            return placeOf(all.get(0)) + ", to " + placeOf(all.get(all.size() - 1));
        }
        return String.join("; ", all.stream().map(PendingCheck::placeOf).toList());
    }

    private static String placeOf(PendingTransaction each) {
        return "checkpoint " + each.id().checkpointId() + ", subtask "
                + each.id().subtask();
    }
}
