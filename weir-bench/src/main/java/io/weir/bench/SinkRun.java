package io.weir.bench;

import java.util.Map;

/**
 * One run of one writer.
 *
 * <p>Threading: Immutable.
 */
record SinkRun(SinkTarget target, SinkContender contender, int round, Map<Figure, Double> figures) {

    double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }
}
