package io.weir.engine.journal;

/**
 * One key group of one state: the unit in which bases are merged, and their order.
 *
 * <p>Threading: Immutable.
 */
record StateGroup(String stage, String state, int keyGroup) implements Comparable<StateGroup> {

    @Override
    public int compareTo(StateGroup other) {
        int byStage = stage.compareTo(other.stage);
        if (byStage != 0) {
            return byStage;
        }
        int byState = state.compareTo(other.state);
        return byState != 0 ? byState : Integer.compare(keyGroup, other.keyGroup);
    }
}
