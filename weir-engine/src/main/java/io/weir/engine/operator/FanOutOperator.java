package io.weir.engine.operator;

import java.util.List;

/** Sends each record to several places. */
final class FanOutOperator implements Operator {

    private final Output[] targets;

    FanOutOperator(List<Output> targets) {
        this.targets = targets.toArray(new Output[0]);
    }

    @Override
    public void accept(Object value, long timestamp) {
        for (Output target : targets) {
            target.accept(value, timestamp);
        }
    }
}
