package io.weir.engine.inspect;

/**
 * Names one state of a pipeline.
 *
 * <p>Threading: Immutable.
 *
 * @param stage the stage's name
 * @param state the state's name in the stage
 */
public record StateId(String stage, String state) implements Comparable<StateId> {

    @Override
    public int compareTo(StateId other) {
        int byStage = stage.compareTo(other.stage);
        return byStage != 0 ? byStage : state.compareTo(other.state);
    }

    @Override
    public String toString() {
        return stage + "/" + state;
    }
}
