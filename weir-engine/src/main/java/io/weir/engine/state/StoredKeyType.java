package io.weir.engine.state;

import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/**
 * The class of a stage's keys as the timers in a checkpoint tell it. A state of another kind is read when a key comes; timers have to fire also if none comes.
 *
 * <p>Threading: stateless.
 */
public final class StoredKeyType {

    private StoredKeyType() {}

    /**
     * Returns the class of the keys of a stage that has timers in the checkpoint; null if it has none.
     *
     * @param loader knows the user's classes
     * @throws WeirException {@code unknown-key-type} if there is no such class any more
     */
    public static @Nullable Class<?> of(RestoredStates restored, String stage, ClassLoader loader) {
        for (StoredSchema stored : restored.states()) {
            if (stored.stage().equals(stage) && StageState.isTimers(stored.state())) {
                String schema = stored.schemas().get(stored.schemas().size() - 1);
                int name = schema.lastIndexOf(TimerFormat.SCHEMA_BEGIN);
                // A state of the user's may have the name.
                return name < 0
                        ? null
                        : named(schema.substring(name + TimerFormat.SCHEMA_BEGIN.length()), "timers", stage, loader);
            }
        }
        return null;
    }

    /** Returns a class by its name, which is that of the keys of what waits for a time. */
    static Class<?> named(String name, String waiting, String stage, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw WeirException.user(
                    "unknown-key-type",
                    "the checkpoint holds " + waiting + " of the stage \"" + stage + "\" with keys of " + name,
                    "there is no such class (" + e + "), and keyBy does not say which it is now",
                    "declare the type of the keys: keyBy(function, Type.class)");
        }
    }
}
