package io.weir.bench;

import java.time.Duration;
import java.util.Map;

/**
 * One run of one program of the state benchmark.
 *
 * <p>Threading: Immutable.
 *
 * @param figures empty if it could not do the work
 */
record StateRun(StateContender contender, Duration interval, int round, Map<Figure, Double> figures) {

    double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }
}
