package io.weir.engine.state;

import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a stage's keys: declared by the user, or that of the first key seen. Until it is known, restored state waits as bytes.
 *
 * <p>Threading: confined to one task.
 */
public final class KeyType {

    private final String stage;
    private final boolean declared;
    private @Nullable Class<?> type;
    private @Nullable Serde<Object> serde;

    /** @param type null to take that of the first key */
    public KeyType(String stage, @Nullable Class<?> type) {
        this.stage = stage;
        this.declared = type != null;
        if (type != null) {
            resolve(type);
        }
    }

    /** Returns whether the type is known. */
    boolean isKnown() {
        return serde != null;
    }

    /** Takes the type from a key if it is not known yet, and checks that the key is of it. */
    void accept(Object key) {
        Class<?> known = type;
        if (known == null) {
            resolve(key.getClass());
        } else if (!known.isInstance(key)) {
            throw WeirException.user(
                    "mixed-keys",
                    "the stage \"" + stage + "\" got a key of " + key.getClass().getName() + " after keys of "
                            + known.getName(),
                    declared
                            ? "the type was declared in keyBy, or is that of the timers in the checkpoint"
                            : "the type of the first key was taken for all",
                    "declare a type that all keys have: keyBy(function, Type.class)");
        }
    }

    /** Returns the name of the type, which must be known. */
    String typeName() {
        return Objects.requireNonNull(type, "type").getName();
    }

    /** Returns how keys become bytes; the type must be known. */
    Serde<Object> serde() {
        Serde<Object> known = serde;
        if (known == null) {
            throw WeirException.defect("the type of keys is not known yet", "stage=" + stage);
        }
        return known;
    }

    @SuppressWarnings("unchecked") // only instances of the type are written
    private void resolve(Class<?> keyType) {
        type = keyType;
        serde = (Serde<Object>) Serdes.of(keyType);
    }
}
