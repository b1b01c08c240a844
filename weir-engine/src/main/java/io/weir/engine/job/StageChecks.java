package io.weir.engine.job;

import io.weir.engine.plan.PhysicalPlan;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets every source and sink check its settings, and fails a start that has a problem. */
final class StageChecks {

    private static final Logger LOG = LoggerFactory.getLogger(StageChecks.class);

    private StageChecks() {}

    /** Asks each source and sink; what one throws is one more problem. */
    static void run(PhysicalPlan plan, JobId jobId, JobSettings settings, Consumer<Finding> findings) throws Exception {
        long intervalNanos =
                settings.checkpoints().periodic() ? settings.checkpoints().intervalNanosMax() : 0;
        for (Vertex vertex : plan.vertices()) {
            for (Stage stage : vertex.stages()) {
                CheckContext context =
                        new CheckContext(jobId, stage.name(), vertex.parallelism(), intervalNanos, findings);
                try {
                    check(stage.operation(), context);
                } catch (WeirException e) {
                    findings.accept(Finding.problem(e));
                }
            }
        }
    }

    private static void check(Operation operation, CheckContext context) throws Exception {
        if (operation instanceof Operation.Read read) {
            read.source().check(context);
        } else if (operation instanceof Operation.Write write) {
            write.sink().check(context);
        }
    }

    /** Logs every warning; throws if there is a problem, with all of them named. */
    static void require(List<Finding> findings) {
        List<WeirException> problems = new ArrayList<>();
        for (Finding finding : findings) {
            WeirException error = finding.error();
            if (error != null) {
                problems.add(error);
            } else if (finding.level() == Finding.Level.WARNING) {
                LOG.warn("{}: {}. To mend it: {} [{}]", finding.what(), finding.why(), finding.mend(), finding.code());
            }
        }
        if (problems.size() == 1) {
            throw problems.get(0);
        }
        if (!problems.isEmpty()) {
            throw all(problems);
        }
    }

    /** A start is worth another try only if that can help with every problem. */
    private static WeirException all(List<WeirException> problems) {
        StringBuilder why = new StringBuilder();
        WeirException worst = problems.get(0);
        for (int i = 0; i < problems.size(); i++) {
            WeirException each = problems.get(i);
            why.append(i == 0 ? "" : "; ").append("(" + (i + 1) + ") ").append(each.getMessage());
            if (worst.kind().restartable() && !each.kind().restartable()) {
                worst = each;
            }
        }
        ErrorKind kind = worst.kind();
        return new WeirException(
                "check-failed",
                kind,
                "the job cannot start, and there are " + problems.size() + " reasons",
                why.toString(),
                "mend each of them; weir doctor checks without a start",
                worst);
    }
}
