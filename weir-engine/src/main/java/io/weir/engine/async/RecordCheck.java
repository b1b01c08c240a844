package io.weir.engine.async;

import io.weir.engine.exchange.RecordTypes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows which classes of records can be written: a stage fails at the first record that cannot, and not at some later barrier.
 *
 * <p>Threading: confined to one task.
 */
final class RecordCheck {

    private final String stage;
    private final Set<Class<?>> checked = new HashSet<>();
    private @Nullable Class<?> last;

    RecordCheck(String stage) {
        this.stage = stage;
    }

    /** Fails with {@code unwritable-in-flight} if a checkpoint could not hold the record. */
    void check(Object value) {
        Class<?> type = value.getClass();
        if (type != last) {
            if (checked.add(type)) {
                RecordTypes.serdeOf(RecordTypes.typeOf(value), stage);
            }
            last = type;
        }
    }
}
