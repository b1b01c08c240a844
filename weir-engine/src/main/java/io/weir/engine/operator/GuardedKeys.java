package io.weir.engine.operator;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.graph.KeySelector;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Reads keys at a stage that has dead letters: a key that cannot be read fails the job there too, as it does at the edge before the stage when that has several subtasks. It must not depend on the
 * parallelism what becomes a dead letter.
 */
public final class GuardedKeys {

    /** A function that reads keys, with another one around it. */
    interface Guarded {

        /** Returns the user's function. */
        Object function();
    }

    private GuardedKeys() {}

    /** Returns a selector whose failures are none of a record. */
    public static KeySelector of(String stage, KeySelector selector) {
        if (selector instanceof KeySelector.LongKey longKey) {
            return new KeySelector.LongKey(new GuardedLong(stage, longKey.function()));
        }
        KeySelector.ObjectKey objectKey = (KeySelector.ObjectKey) selector;
        return new KeySelector.ObjectKey(new GuardedObject(stage, objectKey.function()), objectKey.type());
    }

    private record GuardedLong(String stage, ToLongFunction<Object> function)
            implements ToLongFunction<Object>, Guarded {
        @Override
        public long applyAsLong(Object value) {
            try {
                return function.applyAsLong(value);
            } catch (RuntimeException e) {
                throw unreadable(stage, e);
            }
        }
    }

    private record GuardedObject(String stage, Function<Object, Object> function)
            implements Function<Object, Object>, Guarded {
        @Override
        public Object apply(Object value) {
            try {
                return Objects.requireNonNull(function.apply(value), "the function of keyBy returned null");
            } catch (RuntimeException e) {
                throw unreadable(stage, e);
            }
        }
    }

    private static WeirException unreadable(String stage, RuntimeException failure) {
        return new WeirException(
                "unreadable-key",
                ErrorKind.USER,
                "a record on its way to the stage \"" + stage + "\" has no key that can be read",
                failure.toString(),
                "check the records in a map or filter before keyBy, with onError there",
                failure);
    }
}
