package io.weir.serde;

/**
 * Turns values of one type into bytes and back.
 *
 * <p>Threading: one instance is used by several threads at once; implementations are stateless.
 *
 * @param <T> the type; never null
 */
public interface Serde<T> {

    /** Appends {@code value} to {@code out}. */
    void write(T value, ByteWriter out);

    /**
     * Reads what {@link #write} wrote, and not a byte more.
     *
     * @throws CorruptDataException if the bytes cannot have come from {@link #write}
     */
    T read(ByteReader in);

    /**
     * Describes the type and its layout in words that stay the same from run to run. It is stored in each checkpoint
     * and compared when the job is restored: two serdes with the same schema read each other's bytes.
     */
    String schema();

    /**
     * Returns a serde that writes as this one does, and reads what a serde with another schema has written, which may be that of an older version of the type.
     * State that a checkpoint holds is read with it. The built-in serdes follow the rules of {@link Serdes}; a serde of your own that knows how (as those of Avro
     * and Protobuf do) says so here.
     *
     * @param storedSchema what {@link #schema} was when the values were written
     * @throws IncompatibleSchemaException if that cannot be; says where and why
     */
    default Serde<T> evolvedFrom(String storedSchema) {
        if (storedSchema.equals(schema())) {
            return this;
        }
        throw new IncompatibleSchemaException("stored as " + storedSchema + ", declared as " + schema()
                + ", and the serde does not say how one becomes the other");
    }

    /**
     * Returns whether values of the type never change once made. State of such a type is captured at a barrier by
     * reference and written later, off the hot path; any other is written at the barrier.
     */
    default boolean immutable() {
        return false;
    }
}
