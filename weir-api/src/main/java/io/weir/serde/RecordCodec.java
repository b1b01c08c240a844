package io.weir.serde;

/**
 * Writes and reads one class of records.
 *
 * <p>Threading: Immutable.
 */
interface RecordCodec {

    /** @throws Throwable what an accessor of the record threw */
    void write(Object value, ByteWriter out) throws Throwable;

    /** @throws Throwable what the constructor of the record threw */
    Object read(ByteReader in) throws Throwable;
}
