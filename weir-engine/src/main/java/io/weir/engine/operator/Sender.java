package io.weir.engine.operator;

import io.weir.engine.exchange.Outlet;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.item.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Sends records as the words of their primitives, as long as all are of one class that has a layout: nobody need make an object for what only goes to another core, and that core reads one array
 * instead of an object here and there. From the first record of another class on, or one that an accessor fails for, all go as they are. A class of its own so that each edge can have its own copy.
 *
 * <p>Threading: confined to the producing task.
 */
final class Sender implements Sending {

    /** Larger ones would make batches that do not stay in the caches. */
    private static final int WORDS_MAX = 8;

    private final Outlet outlet;

    /** The class of all records until now, if it has a layout. */
    private @Nullable Class<?> flatClass;

    private @Nullable FlatLayout layout;
    private boolean begun;

    Sender(Outlet outlet) {
        this.outlet = outlet;
    }

    @Override
    public void send(int consumer, Object value, long timestamp) {
        FlatLayout known = layout;
        if (known != null && value.getClass() == flatClass) {
            Batch batch = outlet.filling(consumer);
            if (laidDown(known, value, batch)) {
                batch.added(timestamp);
                outlet.added(consumer, batch);
            } else {
                forget();
                outlet.send(consumer, value, timestamp);
            }
        } else if (known == null && begun) {
            outlet.send(consumer, value, timestamp);
        } else {
            learn(value.getClass());
            send(consumer, value, timestamp);
        }
    }

    /** Returns false if an accessor fails: that is told where the record's fields are read, which may be nowhere, and not here where nobody has asked for them. */
    private static boolean laidDown(FlatLayout layout, Object value, Batch batch) {
        long[] words = batch.words();
        int at = batch.size() * layout.words();
        try {
            layout.write(value, words, at);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void learn(Class<?> type) {
        FlatLayout found = begun ? null : FlatLayout.of(type);
        if (found == null || found.words() > WORDS_MAX) {
            forget();
            return;
        }
        layout = found;
        flatClass = type;
        begun = true;
        outlet.layout(found);
    }

    /** From now on all go as they are. */
    private void forget() {
        layout = null;
        flatClass = null;
        begun = true;
        outlet.layout(null);
    }
}
