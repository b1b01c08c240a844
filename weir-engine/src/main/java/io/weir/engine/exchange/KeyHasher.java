package io.weir.engine.exchange;

import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Hashes keys so that a key has the same hash in every run on every JVM: a key's group is part of the checkpoint. {@code hashCode} promises that for a few
 * types only (an enum's differs from run to run, and with it that of a record that holds one); all others are hashed by their serialized bytes.
 *
 * <p>Threading: confined to one task.
 */
public final class KeyHasher {

    /** A set, a map or an array, anywhere in a schema. */
    private static final Pattern UNFIT = Pattern.compile("\\b(set|map|array)<|\\[\\]");

    private final ByteWriter scratch = new ByteWriter();
    private final CRC32C crc = new CRC32C();
    private @Nullable Class<?> lastClass;
    private @Nullable Serde<Object> serde;

    /** Returns the spread hash of a key. */
    public int hash(Object key) {
        if (key instanceof String text) {
            return KeyGroups.spread(text.hashCode());
        }
        if (key instanceof Long number) {
            return KeyGroups.hash(number);
        }
        if (key instanceof Integer number) {
            return KeyGroups.spread(number);
        }
        return KeyGroups.spread(hashOfBytes(key));
    }

    private int hashOfBytes(Object key) {
        scratch.clear();
        serdeOf(key).write(key, scratch);
        crc.reset();
        crc.update(scratch.array(), 0, scratch.size());
        return (int) crc.getValue();
    }

    /** Equal keys must have equal bytes: arrays are never equal, and equal sets and maps may iterate differently. */
    private static void requireEqualBytes(Class<?> type, String schema) {
        if (UNFIT.matcher(schema).find()) {
            throw WeirException.user(
                    "unfit-key",
                    "keys of " + type.getName() + " cannot be told apart reliably: " + schema,
                    "arrays are equal only to themselves, and equal sets and maps can have different bytes",
                    "key by text, numbers, or records of those; a List is fine, a Set or an array is not");
        }
    }

    @SuppressWarnings("unchecked") // the serde of the key's own class
    private Serde<Object> serdeOf(Object key) {
        Serde<Object> known = serde;
        if (known == null || key.getClass() != lastClass) {
            known = (Serde<Object>) Serdes.of(key.getClass());
            requireEqualBytes(key.getClass(), known.schema());
            serde = known;
            lastClass = key.getClass();
        }
        return known;
    }
}
