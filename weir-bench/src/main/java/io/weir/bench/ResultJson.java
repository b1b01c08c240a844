package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that was measured as one JSON document: every run with its figures, and what came of each goal.
 *
 * <p>Threading: Immutable.
 *
 * @param conditions what the figures depend on, by name
 */
record ResultJson(Map<String, String> conditions, Comparison comparison, List<Goal> goals) {

    ResultJson {
        conditions = new LinkedHashMap<>(conditions);
        goals = List.copyOf(goals);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    String text() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("conditions", conditions);
        document.put("goals", goals.stream().map(this::goal).toList());
        document.put("runs", runs());
        return Json.text(document) + "\n";
    }

    private Map<String, Object> goal(Goal goal) {
        Series measured = goal.quantity().in(comparison);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("workload", goal.workload().label());
        fields.put("what", goal.condition());
        fields.put("goal", goal.bound().text());
        fields.put("median", measured.median());
        fields.put("outcome", goal.outcome(comparison).label());
        fields.put("disturbed", goal.isDisturbed(comparison));
        return fields;
    }

    private List<Object> runs() {
        List<Object> all = new ArrayList<>();
        comparison.runs().forEach((each, runs) -> {
            for (Run run : runs) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("case", each.label());
                fields.put("contender", run.entrant().kind().word());
                fields.put("tasks", run.entrant().tasks());
                fields.put("round", run.round());
                fields.put("failed", run.figures().isEmpty());
                run.figures()
                        .forEach((figure, value) -> fields.put(figure.name().toLowerCase(Locale.ROOT), value));
                all.add(fields);
            }
        });
        return all;
    }
}
