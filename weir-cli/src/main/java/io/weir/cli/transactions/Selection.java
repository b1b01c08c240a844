package io.weir.cli.transactions;

import io.weir.engine.inspect.OutputId;
import io.weir.engine.inspect.TransactionReport;
import io.weir.error.WeirException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Which output or transaction is meant: {@code SINK/CHECKPOINT/SUBTASK} or {@code SINK:TRANSACTION}.
 *
 * <p>Threading: Immutable.
 */
final class Selection {

    private final String text;
    private final @Nullable OutputId output;
    private final CommandSpec spec;

    private Selection(String text, @Nullable OutputId output, CommandSpec spec) {
        this.text = text;
        this.output = output;
        this.spec = spec;
    }

    /** Reads it. A name of a sink holds no colon, and that of a transaction may hold anything. */
    static Selection of(String text, CommandSpec spec) {
        OutputId output = text.contains(":") ? null : OutputId.parse(text);
        if (output == null && text.indexOf(':') < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + text
                            + "' is neither SINK/CHECKPOINT/SUBTASK nor SINK:TRANSACTION; see weir transactions list");
        }
        return new Selection(text, output, spec);
    }

    boolean isOrphan() {
        return output == null;
    }

    OutputId output() {
        OutputId known = output;
        if (known == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + text
                            + "' is a transaction that no checkpoint lists: it can be rolled back, and never be committed");
        }
        return known;
    }

    String sink() {
        return text.substring(0, text.indexOf(':'));
    }

    String transaction() {
        return text.substring(text.indexOf(':') + 1);
    }

    /** Returns what a report says of it, and nothing else. */
    TransactionReport in(TransactionReport report) {
        OutputId known = output;
        TransactionReport selected = new TransactionReport(
                report.jobId(),
                report.attempt(),
                report.checkpointId(),
                report.pending().stream()
                        .filter(each -> each.id().equals(known))
                        .toList(),
                report.orphans().stream()
                        .filter(each -> known == null
                                && (each.sink() + ":" + each.transaction().id()).equals(text))
                        .toList(),
                report.interventions().stream()
                        .filter(each -> known == null
                                ? (each.sink() + ":" + each.transaction()).equals(text)
                                : each.sink().equals(known.sink())
                                        && each.checkpointId() == known.checkpointId()
                                        && each.subtask() == known.subtask())
                        .toList(),
                report.unasked(),
                unansweredOf(known == null ? sink() : known.sink(), report));
        if (List.of(selected.pending(), selected.orphans(), selected.interventions()).stream()
                .allMatch(List::isEmpty)) {
            throw WeirException.user(
                    "no-such-transaction",
                    "there is nothing unsettled of the name " + text,
                    "it is settled, or has never been",
                    "see weir transactions list");
        }
        return selected;
    }

    /** Of one that answered, the silence of others is no concern. */
    private static Map<String, String> unansweredOf(String sink, TransactionReport report) {
        String why = report.unanswered().get(sink);
        return why == null ? Map.of() : Map.of(sink, why);
    }
}
