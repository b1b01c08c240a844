package io.weir.proof.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * One event of a trace.
 *
 * <p>Threading: Immutable.
 *
 * @param attempt whose step it is, counted from 1 in the order of claims; 0 if it is nobody's
 * @param values numbers, and lists of them
 */
public record TraceEvent(TraceStep step, int attempt, List<Object> values) {

    public TraceEvent {
        values = List.copyOf(values);
    }

    static TraceEvent of(TraceStep step, int attempt, Object... values) {
        return new TraceEvent(step, attempt, List.of(values));
    }

    /** Returns the same event with another value in one place. */
    public TraceEvent with(int index, Object value) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(index, value);
        return new TraceEvent(step, attempt, changed);
    }

    /** Returns the event as a tuple of TLA+. */
    String toTla() {
        StringBuilder tla =
                new StringBuilder("<<\"").append(step.word()).append("\", ").append(attempt);
        for (Object value : values) {
            tla.append(", ").append(toTla(value));
        }
        return tla.append(">>").toString();
    }

    private static String toTla(Object value) {
        if (value instanceof List<?> list) {
            List<String> elements = new ArrayList<>();
            list.forEach(element -> elements.add(toTla(element)));
            return "<<" + String.join(", ", elements) + ">>";
        }
        return value.toString();
    }

    @Override
    public String toString() {
        return (attempt == 0 ? "" : "attempt " + attempt + " ") + step.inWords(values.toArray());
    }
}
