package io.weir.serde;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The codec of the record that its hidden copy was made for: method handles are inlined only if they are constants, so each record gets a copy of this class, with
 * its handles as class data. It is never used itself.
 *
 * <p>Threading: Immutable.
 */
final class ConstantRecordCodec implements RecordCodec {

    private static final MethodHandle WRITER;
    private static final MethodHandle READER;

    static {
        try {
            RecordHandles handles =
                    MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, RecordHandles.class);
            WRITER = handles.writer();
            READER = handles.reader();
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void write(Object value, ByteWriter out) throws Throwable {
        WRITER.invokeExact(value, out);
    }

    @Override
    public Object read(ByteReader in) throws Throwable {
        return READER.invokeExact(in);
    }
}
