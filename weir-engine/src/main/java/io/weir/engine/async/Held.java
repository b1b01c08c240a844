package io.weir.engine.async;

import io.weir.engine.item.Control;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Control events that wait in one place, behind the same records: of what they say of event time only the last counts, so there are at most three.
 *
 * <p>Threading: confined to one task.
 */
final class Held extends Slot {

    private final Deque<Control> controls = new ArrayDeque<>(3);

    void add(Control control) {
        if (control instanceof Control.Watermark) {
            controls.clear();
        } else if (control.equals(controls.peekLast())) {
            return;
        }
        controls.add(control);
    }

    @Nullable Control poll() {
        return controls.poll();
    }

    boolean isEmpty() {
        return controls.isEmpty();
    }
}
