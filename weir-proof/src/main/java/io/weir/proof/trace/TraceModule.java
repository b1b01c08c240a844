package io.weir.proof.trace;

import java.util.List;

/** Writes traces as a module of TLA+, an event a line, for TraceExactlyOnce.tla to extend: this TLC reads no other data. */
public final class TraceModule {

    public static final String NAME = "Traces";

    private TraceModule() {}

    /** Returns the module's text. */
    public static String of(List<List<TraceEvent>> traces) {
        StringBuilder text = new StringBuilder("---- MODULE " + NAME + " ----\n");
        text.append("\\* Written by io.weir.proof.trace.TraceModule.\n");
        text.append("TraceRoute == ").append(route()).append('\n');
        text.append("TraceAttemptsMax == ").append(attempts(traces) + 1).append('\n');
        for (int i = 0; i < traces.size(); i++) {
            text.append("Trace").append(i + 1).append(" == <<\n");
            List<TraceEvent> events = traces.get(i);
            for (int j = 0; j < events.size(); j++) {
                text.append("  ").append(events.get(j).toTla()).append(j + 1 < events.size() ? "," : "");
                text.append(" \\* ").append(events.get(j)).append('\n');
            }
            text.append(">>\n");
        }
        text.append("TheTraces == <<");
        for (int i = 0; i < traces.size(); i++) {
            text.append(i == 0 ? "" : ", ").append("Trace").append(i + 1);
        }
        return text.append(">>\n====\n").toString();
    }

    private static String route() {
        StringBuilder route = new StringBuilder("<<");
        for (int source = 0; source < TracedPipeline.SOURCE_COUNT; source++) {
            route.append(source == 0 ? "<<" : ", <<");
            for (int sequence = 0; sequence < TracedPipeline.RECORD_COUNT; sequence++) {
                route.append(sequence == 0 ? "" : ", ").append(TracedPipeline.taskOf(source, sequence));
            }
            route.append(">>");
        }
        return route.append(">>").toString();
    }

    private static int attempts(List<List<TraceEvent>> traces) {
        int max = 0;
        for (List<TraceEvent> events : traces) {
            for (TraceEvent event : events) {
                max = Math.max(max, event.attempt());
            }
        }
        return max;
    }
}
