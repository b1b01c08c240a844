package io.weir.graph;

import org.jspecify.annotations.Nullable;

/**
 * An edge of the graph: where a stage's records come from.
 *
 * @param stageId the stage that emits them
 * @param tag the side output they are taken from; null for the main output
 * @param key the key that they are partitioned by; null if they are not
 */
public record Input(
        int stageId, @Nullable OutputTag<?> tag, @Nullable KeySelector key) {}
