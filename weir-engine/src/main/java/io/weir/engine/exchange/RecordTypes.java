package io.weir.engine.exchange;

import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.time.ZoneId;

/** How records in flight are written: each by the built-in serde of its own class, because an edge does not know the type of its records. */
public final class RecordTypes {

    private RecordTypes() {}

    /** Returns the class by which a record is written and read. */
    public static Class<?> typeOf(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass();
        }
        return value instanceof ZoneId ? ZoneId.class : value.getClass();
    }

    /**
     * Returns the serde of a class of records.
     *
     * @throws WeirException {@code unwritable-in-flight} if there is none
     */
    @SuppressWarnings("unchecked") // only instances of the class are written
    public static Serde<Object> serdeOf(Class<?> type, String stage) {
        try {
            return (Serde<Object>) Serdes.of(type);
        } catch (WeirException e) {
            throw WeirException.user(
                    "unwritable-in-flight",
                    "a checkpoint cannot hold the records on their way to the stage \"" + stage + "\": "
                            + type.getName() + " cannot be written",
                    String.valueOf(e.getMessage()),
                    "send records of plain values; if the stage makes no requests, leaving unalignedAfter away is enough:"
                            + " barriers keep their place then");
        }
    }
}
