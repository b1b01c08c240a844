package io.weir.engine.operator;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.ObjectTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds records up in windows that are made up of slices; keys are objects. */
final class ObjectWindowOperator extends SlicedOperator {

    private final Function<Object, Object> key;
    private final KeyHasher hasher = new KeyHasher();
    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;

    /** Of the slice entered last. */
    private ObjectTable table;

    /**
     * @param initial null to begin with a key's first record
     * @param table empty, for no slice
     */
    ObjectWindowOperator(
            Function<Object, Object> key,
            StageState state,
            Slices windows,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            ObjectTable table) {
        super(state, windows);
        this.key = key;
        this.initial = initial;
        this.add = add;
        this.table = table;
    }

    @Override
    public void accept(Object value, long timestamp) {
        Object recordKey = Objects.requireNonNull(key.apply(value), "a record's key is null");
        int hash = hasher.hash(recordKey);
        if ((timestamp < from || timestamp >= to) && !enter(timestamp, hash, null)) {
            windows.miss(value, timestamp);
            return;
        }
        ObjectTable current = table;
        int slot = current.slotOf(recordKey, hash);
        Object before = current.value(slot);
        if (before == Table.ABSENT) {
            before = initial;
        }
        Object after = before == null
                ? value
                : Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
        current.set(slot, after);
        if (amends) {
            amended.set(recordKey, hash);
            windows.amend(amended);
        }
    }

    @Override
    void enter(Table slice) {
        table = (ObjectTable) slice;
    }

    @Override
    Table entered() {
        return table;
    }

    @Override
    void set(KeyContext key, Combined part) {
        key.set(part.key(), part.hash());
    }
}
