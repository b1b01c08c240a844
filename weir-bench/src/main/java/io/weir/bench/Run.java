package io.weir.bench;

import java.util.Map;

/**
 * One run of one contender.
 *
 * <p>Threading: Immutable.
 */
record Run(Entrant entrant, int round, Map<Figure, Double> figures) {

    double figure(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }
}
