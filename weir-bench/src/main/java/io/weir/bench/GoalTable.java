package io.weir.bench;

import io.weir.bench.Goal.Outcome;
import java.util.List;

/**
 * The goals, what was measured of each, and whether it is met.
 *
 * <p>Threading: Immutable.
 */
record GoalTable(List<Goal> goals, Comparison comparison) {

    GoalTable {
        goals = List.copyOf(goals);
    }

    void print() {
        MarkdownTable table = new MarkdownTable("workload", "what", "goal", "measured, median (spread)", "");
        for (Goal goal : goals) {
            table.add(List.of(
                    goal.workload().label(),
                    goal.condition(),
                    goal.bound().text(),
                    goal.quantity().in(comparison).text(1, 2),
                    goal.outcome(comparison).label() + (isStarred(goal) ? " \\*" : "")));
        }
        table.print();
        if (goals.stream().anyMatch(this::isStarred)) {
            System.out.println(ResultTable.STARRED);
        }
        System.out.println("goals: " + count(Outcome.MET) + " met, " + count(Outcome.NOT_MET) + " NOT met, "
                + count(Outcome.NOT_MEASURED) + " not measured");
    }

    private boolean isStarred(Goal goal) {
        return goal.outcome(comparison) != Outcome.NOT_MEASURED && goal.isDisturbed(comparison);
    }

    private long count(Outcome outcome) {
        return goals.stream()
                .filter(goal -> goal.outcome(comparison) == outcome)
                .count();
    }
}
