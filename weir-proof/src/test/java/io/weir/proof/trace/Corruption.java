package io.weir.proof.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A trace of something that must never happen, made from a true one.
 *
 * @param name what it tells, wrongly
 */
record Corruption(String name, UnaryOperator<List<TraceEvent>> change) {

    static List<Corruption> all() {
        return List.of(
                new Corruption(
                        "a checkpoint is committed that nobody has decided",
                        events -> without(events, decidedBeforeCommit(events))),
                new Corruption("output is visible before its decision", Corruption::visibleBeforeDecision),
                new Corruption(
                        "recovery goes on from an older checkpoint",
                        events -> replaced(
                                events,
                                TraceStep.RECOVERED,
                                event -> number(event, 0) > 0,
                                event -> event.with(0, number(event, 0) - 1))),
                new Corruption("a transaction becomes visible twice", events -> twice(events, TraceStep.VISIBLE)),
                new Corruption("recovery writes again twice", events -> twice(events, TraceStep.REDONE)),
                new Corruption("an attempt decides after a newer one has claimed its number", Corruption::lateDecision),
                new Corruption(
                        "a record is lost on its way",
                        events -> without(events, first(events, TraceStep.TAKE, any -> true))),
                new Corruption(
                        "a task takes a record that the source has not emitted",
                        events -> without(events, first(events, TraceStep.EMIT, any -> true))),
                new Corruption(
                        "the restored state has lost a record",
                        events -> replaced(
                                events,
                                TraceStep.TAKE,
                                event -> event.attempt() > 1 && number(event, 3) > 2,
                                event -> event.with(3, number(event, 3) - 1))),
                new Corruption(
                        "a barrier stands behind a record that it does not cover",
                        events -> replaced(
                                events,
                                TraceStep.INJECT,
                                event -> number(event, 2) > 0,
                                event -> event.with(2, number(event, 2) - 1))),
                new Corruption(
                        "a checkpoint id is used again",
                        events -> replaced(
                                events,
                                TraceStep.TRIGGER,
                                event -> event.attempt() > 1,
                                event -> event.with(0, number(event, 0) - 1))),
                new Corruption(
                        "a checkpoint is decided before its output is sealed",
                        events ->
                                without(events, first(events, TraceStep.SEALED, event -> isDecided(events, event, 1)))),
                new Corruption(
                        "a transaction lacks a record",
                        events -> replaced(events, TraceStep.VISIBLE, any -> true, event -> event.with(2, List.of()))),
                new Corruption("the job ends before its last commit", Corruption::earlyEnd),
                new Corruption(
                        "a reader sees a record twice",
                        events -> replaced(
                                events,
                                TraceStep.SHOWN,
                                any -> true,
                                event -> event.with(1, doubled(event.values().get(1))))),
                new Corruption(
                        "recovery does not shut earlier attempts out",
                        events -> without(
                                events,
                                first(
                                        events,
                                        TraceStep.FENCING,
                                        event -> event.attempt() > 1
                                                && has(events, TraceStep.FENCED, event.attempt())))));
    }

    List<TraceEvent> of(List<TraceEvent> events) {
        return change.apply(events);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<TraceEvent> visibleBeforeDecision(List<TraceEvent> events) {
        int visible = first(events, TraceStep.VISIBLE, any -> true);
        long checkpointId = number(events.get(visible), 1);
        int decided = first(events, TraceStep.DECIDED, event -> number(event, 0) == checkpointId);
        return moved(events, visible, decided);
    }

    private static List<TraceEvent> lateDecision(List<TraceEvent> events) {
        int claim = first(events, TraceStep.CLAIM, event -> hasDecided(events, event.attempt() - 1));
        int older = events.get(claim).attempt() - 1;
        return moved(events, claim, first(events, TraceStep.DECIDED, event -> event.attempt() == older));
    }

    private static List<TraceEvent> earlyEnd(List<TraceEvent> events) {
        int last = -1;
        for (int i = 0; i < events.size(); i++) {
            last = events.get(i).step() == TraceStep.VISIBLE ? i : last;
        }
        return moved(events, first(events, TraceStep.FINISHED, any -> true), last);
    }

    private static int decidedBeforeCommit(List<TraceEvent> events) {
        return first(
                events,
                TraceStep.DECIDED,
                decided -> events.stream()
                        .anyMatch(event -> event.step() == TraceStep.VISIBLE
                                && event.attempt() == decided.attempt()
                                && number(event, 1) == number(decided, 0)));
    }

    private static boolean isDecided(List<TraceEvent> events, TraceEvent of, int index) {
        return events.contains(
                TraceEvent.of(TraceStep.DECIDED, of.attempt(), of.values().get(index)));
    }

    private static boolean hasDecided(List<TraceEvent> events, int attempt) {
        return has(events, TraceStep.DECIDED, attempt);
    }

    private static boolean has(List<TraceEvent> events, TraceStep step, int attempt) {
        return events.stream().anyMatch(event -> event.step() == step && event.attempt() == attempt);
    }

    private static int first(List<TraceEvent> events, TraceStep step, Predicate<TraceEvent> wanted) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).step() == step && wanted.test(events.get(i))) {
                return i;
            }
        }
        throw new IllegalStateException("the trace has no such event: " + step);
    }

    private static List<TraceEvent> without(List<TraceEvent> events, int index) {
        List<TraceEvent> changed = new ArrayList<>(events);
        changed.remove(index);
        return changed;
    }

    private static List<TraceEvent> moved(List<TraceEvent> events, int from, int to) {
        List<TraceEvent> changed = new ArrayList<>(events);
        changed.add(to, changed.remove(from));
        return changed;
    }

    private static List<TraceEvent> twice(List<TraceEvent> events, TraceStep step) {
        int index = first(events, step, any -> true);
        List<TraceEvent> changed = new ArrayList<>(events);
        changed.add(index, events.get(index));
        return changed;
    }

    private static List<TraceEvent> replaced(
            List<TraceEvent> events,
            TraceStep step,
            Predicate<TraceEvent> wanted,
            UnaryOperator<TraceEvent> replacement) {
        List<TraceEvent> changed = new ArrayList<>(events);
        int index = first(events, step, wanted);
        changed.set(index, replacement.apply(events.get(index)));
        return changed;
    }

    private static long number(TraceEvent event, int index) {
        return ((Number) event.values().get(index)).longValue();
    }

    private static List<Object> doubled(Object records) {
        List<Object> more = new ArrayList<>((List<?>) records);
        more.add(more.get(0));
        return more;
    }
}
