package io.weir.engine.flat;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.UndeclaredThrowableException;

/**
 * The layout of the class that its hidden copy was made for: method handles are inlined only if they are constants, so each class gets a copy of this one, with
 * its handles as class data. It is never used itself.
 *
 * <p>Threading: Immutable.
 */
final class ConstantLayout implements FlatLayout {

    private static final int WORDS;
    private static final FlatCodec CODEC;
    private static final MethodHandle READER;
    private static final MethodHandle WRITER;

    static {
        try {
            FlatHandles handles =
                    MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, FlatHandles.class);
            WORDS = handles.words();
            CODEC = handles.codec();
            READER = handles.reader();
            WRITER = handles.writer();
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public int words() {
        return WORDS;
    }

    @Override
    public FlatCodec codec() {
        return CODEC;
    }

    @Override
    public Object read(long[] from, int at) {
        try {
            return READER.invokeExact(from, at);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    @Override
    public void write(Object value, long[] to, int at) {
        try {
            WRITER.invokeExact(value, to, at);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
