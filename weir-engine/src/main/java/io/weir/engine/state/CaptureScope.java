package io.weir.engine.state;

import java.util.List;

/** How much of keyed state a barrier takes. */
public enum CaptureScope {
    /** What changed since the last barrier. */
    CHANGED,

    /** Every entry there is, so that no earlier checkpoint is needed. A state that cannot give that without a long pause gives what changed, and says so. */
    ALL;

    /** Returns how much was taken, if {@code this} was asked for. */
    public CaptureScope of(List<StateCapture> captures) {
        return captures.stream().allMatch(capture -> capture.scope() == ALL) ? this : CHANGED;
    }
}
