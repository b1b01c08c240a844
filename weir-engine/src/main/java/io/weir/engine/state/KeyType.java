package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a stage's keys: declared by the user, or that of the first key seen. Until it is known, restored state waits as bytes.
 *
 * <p>Threading: confined to one task.
 */
public sealed class KeyType permits WindowKeyType {

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

    /** Returns the type of windows of such keys. */
    final KeyType ofWindows(Serde<Object> windowSerde) {
        return new WindowKeyType(stage, this, windowSerde);
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

    /** Returns the name of the class; null if it is not known yet. */
    final @Nullable String className() {
        Class<?> known = type;
        return known == null ? null : known.getName();
    }

    /**
     * Takes the type that keys had when a checkpoint was taken, if it is not known yet.
     *
     * @param loader of the user's classes
     */
    final void restore(String className, ClassLoader loader) {
        if (type == null) {
            resolve(StoredKeyType.named(className, "windows", stage, loader));
        }
    }

    /** Returns how keys become bytes; the type must be known. */
    Serde<Object> serde() {
        Serde<Object> known = serde;
        if (known == null) {
            throw WeirException.defect("the type of keys is not known yet", "stage=" + stage);
        }
        return known;
    }

    /** Reads a stored key into a context. */
    void read(ByteReader in, KeyContext into, KeyHasher hasher) {
        if (type == Long.class) {
            long key = in.readLong();
            into.set(key, KeyGroups.hash(key));
        } else {
            Object key = serde().read(in);
            into.set(key, hasher.hash(key));
        }
    }

    @SuppressWarnings("unchecked") // only instances of the type are written
    private void resolve(Class<?> keyType) {
        type = keyType;
        serde = (Serde<Object>) Serdes.of(keyType);
    }
}
