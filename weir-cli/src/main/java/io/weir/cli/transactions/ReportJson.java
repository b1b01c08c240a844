package io.weir.cli.transactions;

import io.weir.cli.checkpoints.Json;
import io.weir.engine.inspect.OrphanTransaction;
import io.weir.engine.inspect.PendingTransaction;
import io.weir.engine.inspect.TransactionReport;
import io.weir.engine.journal.Intervention;
import io.weir.sink.CommitEvidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells programs what is unsettled. */
final class ReportJson {

    private ReportJson() {}

    static String of(TransactionReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", report.jobId().name());
        json.put("generation", report.jobId().generation());
        json.put("attempt", report.attempt());
        json.put("checkpoint", report.checkpointId());
        json.put("needsPerson", report.needsPerson());
        json.put("pending", report.pending().stream().map(ReportJson::of).toList());
        json.put("orphans", report.orphans().stream().map(ReportJson::of).toList());
        json.put(
                "interventions",
                report.interventions().stream().map(ReportJson::of).toList());
        json.put("unasked", report.unasked());
        json.put("unanswered", report.unanswered());
        return Json.write(json);
    }

    private static Map<String, @Nullable Object> of(PendingTransaction pending) {
        CommitEvidence evidence = pending.evidence();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sink", pending.id().sink());
        json.put("checkpoint", pending.id().checkpointId());
        json.put("subtask", pending.id().subtask());
        json.put("transaction", pending.transaction());
        json.put("status", evidence == null ? null : evidence.status());
        json.put("reason", evidence == null ? null : evidence.reason());
        json.put("settled", pending.verdict() == null ? null : pending.verdict());
        json.put("bytes", pending.size());
        return json;
    }

    private static Map<String, Object> of(OrphanTransaction orphan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sink", orphan.sink());
        json.put("transaction", orphan.transaction().id());
        json.put("subtask", orphan.transaction().subtask());
        json.put("state", orphan.transaction().state());
        json.put("detail", orphan.transaction().detail());
        return json;
    }

    private static Map<String, Object> of(Intervention each) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("act", each.act());
        json.put("generation", each.generation());
        json.put("sink", each.sink());
        json.put("checkpoint", each.checkpointId());
        json.put("subtask", each.subtask());
        json.put("transaction", each.transaction());
        json.put("who", each.who());
        json.put("at", Instant.ofEpochMilli(each.atMillis()));
        json.put("why", each.why());
        return json;
    }
}
