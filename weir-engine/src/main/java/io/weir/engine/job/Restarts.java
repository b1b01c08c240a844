package io.weir.engine.job;

import io.weir.engine.job.RestartStrategy.ExponentialDelay;
import io.weir.engine.job.RestartStrategy.FailureRate;
import io.weir.engine.job.RestartStrategy.FixedDelay;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Follows a job's failures and applies its restart strategy.
 *
 * <p>Threading: confined to the job's runner.
 */
final class Restarts {

    private final RestartStrategy strategy;
    private final Deque<Long> failureNanos = new ArrayDeque<>();
    private int restartCount;
    private int failuresInRow;

    Restarts(RestartStrategy strategy) {
        this.strategy = strategy;
    }

    int restartCount() {
        return restartCount;
    }

    /**
     * Notes a failure.
     *
     * @param progressed whether the attempt had decided a checkpoint behind a record read or written
     * @param draw a random number from 0 to 1
     * @return how long to wait before the next attempt; empty to give up
     */
    OptionalLong failed(boolean progressed, long nowNanos, double draw) {
        failuresInRow = progressed ? 1 : failuresInRow + 1;
        OptionalLong delayNanos = delayNanos(nowNanos, draw);
        if (delayNanos.isPresent()) {
            restartCount++;
        }
        return delayNanos;
    }

    private OptionalLong delayNanos(long nowNanos, double draw) {
        if (strategy instanceof FixedDelay fixed) {
            return restartCount < fixed.restartsMax()
                    ? OptionalLong.of(fixed.delay().toNanos())
                    : OptionalLong.empty();
        }
        if (strategy instanceof ExponentialDelay exponential) {
            return exponential(exponential, draw);
        }
        if (strategy instanceof FailureRate rate) {
            return rate(rate, nowNanos);
        }
        return OptionalLong.empty();
    }

    private OptionalLong exponential(ExponentialDelay strategyValue, double draw) {
        if (failuresInRow > strategyValue.restartsMax()) {
            return OptionalLong.empty();
        }
        double nanos = strategyValue.first().toNanos() * Math.pow(strategyValue.factor(), failuresInRow - 1);
        nanos = Math.min(nanos, (double) strategyValue.max().toNanos());
        return OptionalLong.of((long) (nanos * (1 + strategyValue.jitter() * (2 * draw - 1))));
    }

    private OptionalLong rate(FailureRate rate, long nowNanos) {
        failureNanos.add(nowNanos);
        while (nowNanos - failureNanos.element() > rate.interval().toNanos()) {
            failureNanos.remove();
        }
        return failureNanos.size() <= rate.failuresMax()
                ? OptionalLong.of(rate.delay().toNanos())
                : OptionalLong.empty();
    }
}
