package io.weir.engine.state;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A declared state: what holds its entries, how they are written, and what a checkpoint has of them.
 *
 * <p>Threading: confined to one task; the captures it returns may be encoded by another thread.
 *
 * @param <F> how the entries are written
 */
final class KeptState<F extends EntryFormat<F>> {

    private final Place place;
    private final String name;
    private final EntryHolder<F> holder;
    private final F format;

    /** What reads stored entries, by their schema. */
    private final Map<String, F> readers = new HashMap<>();

    private @Nullable Spill spill;

    /** Whose state it is. */
    record Place(String stage, StageState.Subtask subtask, KeyType keyType) {

        /** Returns how the schema of a state begins, when the type of keys is known. */
        String keySchema() {
            return StateSchemas.ofKey(keyType.serde());
        }
    }

    KeptState(Place place, String name, EntryHolder<F> holder, F format) {
        this.place = place;
        this.name = name;
        this.holder = holder;
        this.format = format;
    }

    /** Puts a store behind what is held in memory. */
    void spillTo(Spill behind) {
        spill = behind;
    }

    EntryHolder<F> holder() {
        return holder;
    }

    long keyCount() {
        return spill == null ? holder.entryCount() : spill.keyCount();
    }

    String name() {
        return name;
    }

    /** Takes what changed since the last barrier, or all; null if there is nothing. */
    @Nullable StateCapture capture(CaptureScope wanted) {
        // With a store behind it, the holder has only some of the entries.
        CaptureScope scope = wanted == CaptureScope.ALL && spill == null && holder.markAll(format)
                ? CaptureScope.ALL
                : CaptureScope.CHANGED;
        Captured captured = holder.capture(format);
        if (captured.count() == 0) {
            return scope == wanted ? null : nothing();
        }
        Serde<Object> keySerde = place.keyType().serde();
        if (spill == null && format.immutable() && keySerde.immutable()) {
            return new LaterCapture(keySerde, captured, scope);
        }
        captured.copy(Integer.MAX_VALUE);
        StateDelta now = encode(keySerde, captured);
        if (spill != null) {
            spill.write(now);
        }
        return new EncodedCapture(now, scope);
    }

    /** Tells whoever wanted all that it is not there, although nothing changed. */
    private StateCapture nothing() {
        return new EncodedCapture(
                new StateDelta(place.stage(), name, format.schema(), List.of()), CaptureScope.CHANGED);
    }

    /** What is encoded off the task's thread. */
    private final class LaterCapture implements StateCapture {
        private final Serde<Object> keySerde;
        private final Captured captured;
        private final CaptureScope scope;

        LaterCapture(Serde<Object> keySerde, Captured captured, CaptureScope scope) {
            this.keySerde = keySerde;
            this.captured = captured;
            this.scope = scope;
        }

        @Override
        public CaptureScope scope() {
            return scope;
        }

        @Override
        public boolean copy(int entriesMax) {
            return captured.copy(entriesMax);
        }

        @Override
        public StateDelta encode() {
            return KeptState.this.encode(keySerde, captured);
        }
    }

    private StateDelta encode(Serde<Object> keySerde, Captured captured) {
        try {
            return new StateDelta(place.stage(), name, place.keySchema() + format.schema(), captured.encode(keySerde));
        } catch (ClassCastException e) {
            throw mixed(place.stage(), name, e);
        }
    }

    /** Puts the restored entries of this subtask's key groups into the store, as they are: that needs no type of keys. */
    void fillStore(RestoredStates from) {
        Spill behind = Objects.requireNonNull(spill);
        from.read(
                place.stage(),
                name,
                place.subtask()::owns,
                (schema, keyGroup, entryCount, in) -> behind.write(schema, entryCount, in));
    }

    /** Loads the restored entries of this subtask's key groups. */
    void load(RestoredStates from) {
        int valuesBegin = place.keySchema().length();
        List<StoredSchema> found = own(from);
        requireReadable(found);
        if (format.oneEach()) {
            for (StoredSchema stored : found) {
                holder.expect(countOf(stored));
            }
        }
        KeyHasher hasher = new KeyHasher();
        KeyContext key = new KeyContext();
        from.read(place.stage(), name, place.subtask()::owns, (schema, keyGroup, entryCount, in) -> {
            F stored = readerOf(schema, valuesBegin);
            KeysAhead ahead =
                    holder instanceof FlatTable table ? new KeysAhead(table, in.duplicate(), entryCount) : null;
            StoredEntry entry = new StoredEntry(in);
            for (int i = 0; i < entryCount; i++) {
                if (ahead != null) {
                    ahead.next();
                }
                restore(stored, key, hasher, entry);
            }
            in.expectEnd();
        });
        holder.restored();
    }

    /** Checks that what was stored can be read, when the type of keys is known. */
    void requireReadable(List<StoredSchema> found) {
        String keySchema = place.keySchema();
        for (StoredSchema stored : found) {
            for (String schema : stored.schemas()) {
                if (!schema.startsWith(keySchema)) {
                    throw incompatible(
                            schema, "the type of the keys has changed, and keys are compared by their bytes");
                }
                readerOf(schema, keySchema.length());
            }
        }
    }

    /** Copies the restored entries, for files give way to others when tasks run. */
    RestoredStates copied(RestoredStates from) {
        List<StateDelta> copies = new ArrayList<>();
        from.read(
                place.stage(),
                name,
                place.subtask()::owns,
                (schema, keyGroup, entryCount, in) -> copies.add(new StateDelta(
                        place.stage(),
                        name,
                        schema,
                        List.of(new StateBlock(keyGroup, entryCount, in.readRaw(in.remaining()))))));
        return RestoredStates.of(copies);
    }

    /** Checks, as soon as the state is declared, that what was stored can be read, although the type of keys may not be known yet. */
    void check(RestoredStates from) {
        for (StoredSchema stored : own(from)) {
            for (String schema : stored.schemas()) {
                int end = StateSchemas.endOfKey(schema);
                if (end > 0) {
                    readerOf(schema, end);
                }
            }
        }
    }

    /** Returns what a checkpoint has of this state. */
    List<StoredSchema> own(RestoredStates from) {
        return from.states().stream()
                .filter(stored ->
                        stored.stage().equals(place.stage()) && stored.state().equals(name))
                .toList();
    }

    private long countOf(StoredSchema stored) {
        long count = 0;
        for (int group = 0; group < stored.baseCounts().length; group++) {
            if (place.subtask().owns(group)) {
                count += stored.baseCounts()[group];
            }
        }
        return count;
    }

    /** Returns what reads entries of a stored schema, when the type of keys is known. */
    F readerOf(String schema) {
        return readerOf(schema, place.keySchema().length());
    }

    /** Returns what reads entries of a stored schema, which has the values behind a position. */
    private F readerOf(String schema, int valuesBegin) {
        return readers.computeIfAbsent(schema, stored -> {
            try {
                return format.evolvedFrom(stored.substring(valuesBegin));
            } catch (IncompatibleSchemaException e) {
                throw incompatible(stored, e.getMessage());
            }
        });
    }

    private void restore(F stored, KeyContext key, KeyHasher hasher, StoredEntry entry) {
        entry.next();
        place.keyType().read(entry.key(), key, hasher);
        holder.restore(stored, key, entry);
    }

    private WeirException incompatible(String stored, @Nullable String why) {
        return WeirException.user(
                "incompatible-state",
                "the state \"" + name + "\" of the stage \"" + place.stage() + "\" cannot be restored",
                why + ". The checkpoint holds " + stored + ", and the pipeline declares " + format.schema(),
                "change the type back, or start the job with a new checkpoint directory");
    }

    static WeirException mixed(String stage, String state, ClassCastException cause) {
        return new WeirException(
                "mixed-state",
                ErrorKind.USER,
                "the state \"" + state + "\" of the stage \"" + stage + "\" holds a value of an unexpected class",
                String.valueOf(cause.getMessage()),
                "declare a type that all values have, such as a sealed interface",
                cause);
    }
}
