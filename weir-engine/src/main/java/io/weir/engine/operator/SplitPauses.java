package io.weir.engine.operator;

import java.util.List;

/**
 * Which splits a reader is to stop reading for now, because they are ahead of others, and which it is to go on with.
 *
 * <p>Threading: Immutable.
 */
public record SplitPauses(List<String> toPause, List<String> toResume) {
    public SplitPauses {
        toPause = List.copyOf(toPause);
        toResume = List.copyOf(toResume);
    }
}
