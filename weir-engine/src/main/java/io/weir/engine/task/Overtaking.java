package io.weir.engine.task;

import io.weir.engine.exchange.RecordTypes;
import io.weir.engine.item.Batch;
import org.jspecify.annotations.Nullable;

/**
 * What a gate knows at which barriers may overtake: whose records they overtake, and that these can be written.
 *
 * <p>Threading: confined to one task.
 */
public final class Overtaking {

    private final String stage;
    private final int subtask;
    private final @Nullable Class<?>[] lastChecked = new Class<?>[2];

    /**
     * @param stage that the records go to
     * @param subtask of it
     */
    public Overtaking(String stage, int subtask) {
        this.stage = stage;
        this.subtask = subtask;
    }

    String stage() {
        return stage;
    }

    int subtask() {
        return subtask;
    }

    /** Fails at once, and not at the first barrier that overtakes, if records of this class cannot be written. */
    void check(int side, Batch batch) {
        Class<?> last = lastChecked[side];
        // What is kept as words is all of one class.
        int size = batch.layout() == null ? batch.size() : Math.min(1, batch.size());
        for (int i = 0; i < size; i++) {
            Class<?> type = batch.value(i).getClass();
            if (type != last) {
                RecordTypes.serdeOf(RecordTypes.typeOf(batch.value(i)), stage);
                last = type;
            }
        }
        lastChecked[side] = last;
    }
}
