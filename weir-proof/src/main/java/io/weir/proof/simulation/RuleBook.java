package io.weir.proof.simulation;

import io.weir.graph.BroadcastProcessFunction;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction.Context;
import io.weir.graph.KeyedProcessFunction.OnTimerContext;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Joins;
import io.weir.proof.workload.Result;
import io.weir.state.BroadcastState;
import io.weir.state.BroadcastStates;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules in broadcast state, all of which are kept. Each comes once, behind the one before it of its partition: a subtask that does not find it so fails the attempt, because its state and
 * its input do not fit together. Every fourth of a partition also makes a note, which the next but one takes away, so that there are removals.
 *
 * <p>Threading: confined to one task.
 */
final class RuleBook {

    static final String STATE = "rules";

    private static final int NOTES_ONE_IN = 4;
    private static final int NOTED_AT = 1;
    private static final int TAKEN_AWAY_AT = 3;

    private final BroadcastState<Long, Event> rules;

    private RuleBook(BroadcastStates states) {
        rules = states.mapState(STATE, Long.class, Event.class);
    }

    /** Returns how many entries there are when all of these have come. */
    static int entryCount(List<Event> events) {
        int count = 0;
        for (Event rule : events) {
            if (rule.source() != 0) {
                count += 1 + notesOf(rule);
            }
        }
        return count;
    }

    private static int notesOf(Event rule) {
        return switch (rule.sequence() % NOTES_ONE_IN) {
            case NOTED_AT -> 1;
            case TAKEN_AWAY_AT -> -1;
            default -> 0;
        };
    }

    private void add(Event rule) {
        if (rules.contains(rule.id())) {
            throw new IllegalStateException("I1: the rule " + rule + " comes twice");
        }
        if (rule.sequence() > 0 && !rules.contains(rule.id() - 1)) {
            throw new IllegalStateException("I1: the rule before " + rule + " is missing");
        }
        rules.put(rule.id(), rule);
        if (notesOf(rule) > 0) {
            rules.put(noteOf(rule.id()), rule);
        } else if (notesOf(rule) < 0) {
            long note = noteOf(rule.id() - TAKEN_AWAY_AT + NOTED_AT);
            if (!rules.contains(note)) {
                throw new IllegalStateException("I1: the note before " + rule + " is missing");
            }
            rules.remove(note);
        }
    }

    private static long noteOf(long id) {
        return -1 - id;
    }

    private long worth(long time) {
        List<Event> all = new ArrayList<>();
        for (Map.Entry<Long, Event> each : rules.entries().entrySet()) {
            if (each.getKey() >= 0) {
                all.add(each.getValue());
            }
        }
        return Joins.worth(all, time);
    }

    /** Counts the events of each key and window, and tells with the count what the rules come to at the window's end. */
    static final class Counting implements BroadcastProcessFunction<Integer, Event, Event, Result> {
        private @Nullable MapState<Long, Long> counts;
        private @Nullable RuleBook book;

        @Override
        public void open(StateRegistry states, BroadcastStates broadcast) {
            counts = states.mapState("counts", Long.class, Long.class);
            book = new RuleBook(broadcast);
        }

        @Override
        public void process(Event event, Context<Integer> context, Collector<Result> out) {
            MapState<Long, Long> all = Objects.requireNonNull(counts);
            long end = Joins.endOf(event.joinTime(), JoinPipelines.SIZE);
            Long before = all.get(end);
            all.put(end, before == null ? 1 : before + 1);
            context.timerService().registerEventTimeTimer(end);
        }

        @Override
        public void processBroadcast(Event rule, BroadcastContext context, Collector<Result> out) {
            Objects.requireNonNull(book).add(rule);
        }

        @Override
        public void onTimer(long end, OnTimerContext<Integer> context, Collector<Result> out) {
            MapState<Long, Long> all = Objects.requireNonNull(counts);
            Long count = Objects.requireNonNull(all.get(end), "I1: a timer without a count");
            all.remove(end);
            out.collect(new Result(
                    context.key(), end, count, Objects.requireNonNull(book).worth(end)));
        }
    }

    /** Has no key, and passes events on. */
    static final class Passing implements BroadcastProcessFunction<Void, Event, Event, Event> {
        private @Nullable RuleBook book;

        @Override
        public void open(StateRegistry states, BroadcastStates broadcast) {
            book = new RuleBook(broadcast);
        }

        @Override
        public void process(Event event, Context<Void> context, Collector<Event> out) {
            out.collect(event);
        }

        @Override
        public void processBroadcast(Event rule, BroadcastContext context, Collector<Event> out) {
            Objects.requireNonNull(book).add(rule);
        }
    }
}
