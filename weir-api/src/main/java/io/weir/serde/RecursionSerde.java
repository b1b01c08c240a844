package io.weir.serde;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a type within its own description, and bounds how deep values go.
 *
 * <p>Threading: Immutable once {@link #resolve} has been called, which is before it leaves the thread that builds it.
 */
final class RecursionSerde<T> implements TypeSerde<T> {

    private final TypeRef type;
    private @Nullable Serde<T> target;

    RecursionSerde(TypeRef type) {
        this.type = type;
    }

    void resolve(Serde<T> resolved) {
        target = resolved;
    }

    @Override
    public void write(T value, ByteWriter out) {
        out.enter();
        target().write(value, out);
        out.leave();
    }

    @Override
    public T read(ByteReader in) {
        in.enter();
        try {
            T value = target().read(in);
            in.leave();
            return value;
        } catch (StackOverflowError e) {
            throw new CorruptDataException(
                    "values nested too deep for the thread's stack, position=" + in.position(), e);
        }
    }

    @Override
    public void describe(SchemaText text) {
        boolean first = text.startNamed("", type);
        assert !first : "a recursion outside of its type: type=" + type;
    }

    /** The outer occurrence of the type has the say; this one does not object. */
    @Override
    public boolean immutable() {
        return true;
    }

    Serde<T> target() {
        return Objects.requireNonNull(target, "target");
    }
}
