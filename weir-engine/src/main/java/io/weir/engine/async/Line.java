package io.weir.engine.async;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.item.Control;
import org.jspecify.annotations.Nullable;

/**
 * The records whose results have not gone out, and the control events behind them, in the order in which they came.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>L1: a control event goes out when no record is before it; so it never overtakes a result.
 *   <li>L2: no result overtakes a control event.
 *   <li>L3: {@link #inFlight} has each record from when it was added until it is taken, at its place.
 * </ul>
 */
abstract class Line {

    @Nullable Slot first;

    private @Nullable Slot last;

    /** Appends a record. */
    void add(Request request) {
        append(request);
    }

    /** Appends a control event. */
    final void hold(Control control) {
        if (last instanceof Held held) {
            held.add(control);
        } else {
            Held held = new Held();
            held.add(control);
            append(held);
            appended(held);
        }
    }

    /** A request has got its results. */
    abstract void done(Request request);

    /** Returns whether {@link #take} has one. */
    abstract boolean hasReady();

    /** Takes a record whose results go out next; null if there is none yet. */
    abstract @Nullable Request take();

    /** A control event has a place of its own from now on. */
    void appended(Held held) {}

    /** All control events of a place have gone out. */
    void removed(Held held) {}

    final boolean isEmpty() {
        return first == null;
    }

    /** Returns whether {@link #takeControl} has one. */
    final boolean hasControl() {
        return first instanceof Held;
    }

    /** Takes a control event that no record is before; null if there is none. */
    final @Nullable Control takeControl() {
        if (!(first instanceof Held held)) {
            return null;
        }
        Control control = held.poll();
        if (held.isEmpty()) {
            remove(held);
            removed(held);
        }
        return control;
    }

    final InFlight inFlight() {
        InFlight records = new InFlight();
        for (Slot slot = first; slot != null; slot = slot.next) {
            if (slot instanceof Request request) {
                records.add(request.value, request.timestamp);
            }
        }
        return records;
    }

    final void remove(Slot slot) {
        Slot before = slot.previous;
        Slot after = slot.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        slot.previous = null;
        slot.next = null;
    }

    private void append(Slot slot) {
        Slot before = last;
        if (before == null) {
            first = slot;
        } else {
            before.next = slot;
            slot.previous = before;
        }
        last = slot;
    }
}
