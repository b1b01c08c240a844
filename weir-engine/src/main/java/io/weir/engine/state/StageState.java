package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.IncompatibleSchemaException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one subtask of a stage: its tables, what a barrier captures of them, and what a checkpoint restores into them.
 *
 * <p>Threading: confined to one task; the captures it returns may be encoded by another thread.
 */
public final class StageState extends StateViews {

    private final String stage;
    private final Subtask subtask;
    private final KeyType keyType;
    private final boolean longKeys;
    private RestoredStates restored;
    private final @Nullable StateStores stores;
    private final List<KeptState> states = new ArrayList<>();
    private @Nullable GroupTimes times;

    /** Which part of the keys is kept here. */
    public record Subtask(int index, int parallelism) {
        boolean owns(int keyGroup) {
            return KeyGroups.ownerOf(keyGroup, parallelism) == index;
        }
    }

    /**
     * @param longKeys whether keys are primitive longs
     * @param declaredKeyType the class of keys that are objects; null to take that of the first
     * @param clockMillis what times to live go by
     */
    public StageState(
            String stage,
            Subtask subtask,
            boolean longKeys,
            @Nullable Class<?> declaredKeyType,
            KeyContext context,
            LongSupplier clockMillis,
            StateHome home) {
        super(context, clockMillis);
        this.stage = stage;
        this.subtask = subtask;
        this.keyType = new KeyType(stage, longKeys ? Long.class : declaredKeyType);
        this.longKeys = longKeys;
        this.restored = home.restored();
        this.stores = home.stores();
    }

    /** Returns whether tables hold all of their keys, so that they may be of any kind. */
    public boolean isInMemory() {
        return stores == null;
    }

    /**
     * Declares that the stage keeps what ends by event time, and restores how far that had come. To be called before any state is declared.
     *
     * @param loader of the user's classes
     */
    public GroupTimes groupTimes(@Nullable ClassLoader loader) {
        GroupTimes declared = new GroupTimes(stage, subtask, keyType);
        declared.restore(restored, loader);
        times = declared;
        return declared;
    }

    /**
     * Declares the entries of pending windows, which lie in memory whatever backend there is.
     *
     * @param layout of values; null if they are objects
     */
    public SliceTables sliceTables(String state, Serde<Object> serde, @Nullable FlatLayout layout) {
        SliceTables tables = new SliceTables(() -> layout == null ? newTable() : new FlatTable(layout));
        declare(state, new SliceEntries(serde), tables);
        return tables;
    }

    /** Declares a state of values with a layout, that an operator keeps in a table of primitive long keys. */
    public FlatTable flatTable(String state, Class<?> type, FlatLayout layout) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new FlatTable(layout));
    }

    /** Declares a state that an operator keeps in a table of primitive long keys. */
    public LongTable longTable(String state, Class<?> type) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new LongTable());
    }

    /** Declares a state that an operator keeps in a table of object keys. */
    public ObjectTable objectTable(String state, Class<?> type) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new ObjectTable(keyType));
    }

    /**
     * Checks that every restored state has been declared, and lets go of what has been loaded. Called when the stage's operator has been made.
     *
     * @throws WeirException {@code missing-state} if the checkpoint holds a state that the stage no longer has
     */
    public void declared() {
        for (StoredSchema stored : restored.states()) {
            if (stored.stage().equals(stage)
                    && !(times != null && stored.state().equals(GroupTimes.STATE))
                    && states.stream().noneMatch(state -> state.name().equals(stored.state()))) {
                throw WeirException.user(
                        "missing-state",
                        "the checkpoint holds the state \"" + stored.state() + "\" of the stage \"" + stage
                                + "\", and the stage declares no state of that name",
                        "starting without it would lose what it holds in silence",
                        "give the state its old name back, or start with a new checkpoint directory");
            }
        }
        restored = RestoredStates.NONE;
    }

    /** Takes what changed in every state since the last barrier; empty where nothing did. */
    public List<StateCapture> capture() {
        List<StateCapture> captures = new ArrayList<>();
        StateDelta moved = times == null ? null : times.capture();
        if (moved != null) {
            captures.add(() -> moved);
        }
        for (KeptState state : states) {
            StateCapture capture = state.capture();
            if (capture != null) {
                captures.add(capture);
            }
        }
        return captures;
    }

    /** Returns how many keys have something in each state, or had at the last barrier if there is a store, in the order of their declaration; goes through all of them. */
    List<Long> entryCounts() {
        return states.stream().map(KeptState::keyCount).toList();
    }

    /** Tells that a value in a state is not of the declared class. */
    public WeirException mixed(String state, ClassCastException cause) {
        return new WeirException(
                "mixed-state",
                ErrorKind.USER,
                "the state \"" + state + "\" of the stage \"" + stage + "\" holds a value of an unexpected class",
                String.valueOf(cause.getMessage()),
                "declare a type that all values have, such as a sealed interface",
                cause);
    }

    /**
     * Returns where state is declared that belongs to a window of a key.
     *
     * @param windowContext has a {@link WindowKey}
     * @param windowSerde equal windows have equal bytes
     */
    public StateViews ofWindows(KeyContext windowContext, Serde<Object> windowSerde) {
        KeyType windowKeys = keyType.ofWindows(windowSerde);
        return new StateViews(windowContext, clockMillis()) {
            @Override
            ReferenceTable declare(String name, Entries entries) {
                return StageState.this.declare(name, entries, new ObjectTable(windowKeys), windowKeys);
            }
        };
    }

    /**
     * Declares what is to be done for each window at which times. It lies in memory whatever backend there is.
     *
     * @param windowSerde equal windows have equal bytes
     */
    public WindowTimers windowTimers(String name, Serde<Object> windowSerde) {
        KeyType windowKeys = keyType.ofWindows(windowSerde);
        WindowTimers timers = new WindowTimers(new ObjectTable(windowKeys));
        declare(name, WindowTimers.ENTRIES, timers, windowKeys);
        return timers;
    }

    @Override
    ReferenceTable declare(String name, Entries entries) {
        return declare(name, entries, newTable());
    }

    private ReferenceTable newTable() {
        return longKeys ? new LongTable() : new ObjectTable(keyType);
    }

    private <T extends Kept> T declare(String name, Entries entries, T table) {
        return declare(name, entries, table, keyType);
    }

    private <T extends Kept> T declare(String name, Entries entries, T table, KeyType keys) {
        for (KeptState state : states) {
            if (state.name().equals(name)) {
                throw WeirException.user(
                        "duplicate-state",
                        "the stage \"" + stage + "\" declares the state \"" + name + "\" twice",
                        "what a checkpoint holds belongs to a state's name",
                        "give each state of a stage a name of its own");
            }
        }
        KeptState state = new KeptState(name, table, entries, keys);
        states.add(state);
        state.check();
        if (state.spill != null) {
            state.fillStore();
        } else if (keys.isKnown()) {
            state.load(restored);
        } else {
            state.loadAtFirstKey();
        }
        return table;
    }

    /** A declared state. */
    private final class KeptState {
        private final String name;
        private final Kept table;
        private final Entries entries;
        private final KeyType keys;

        /** What reads stored entries, by their schema. */
        private final Map<String, Entries> readers = new HashMap<>();

        private final @Nullable Spill spill;

        KeptState(String name, Kept table, Entries entries, KeyType keys) {
            this.name = name;
            this.table = table;
            this.entries = entries;
            this.keys = keys;
            this.spill = stores != null && table instanceof ReferenceTable part ? spill(stores, part) : null;
        }

        private Spill spill(StateStores behind, ReferenceTable part) {
            Spill opened = new Spill(
                    behind.open(stage, name, subtask.index()),
                    behind.keysInMemory(),
                    keys,
                    entries.oneEach(),
                    schema -> entriesOf(schema, StateSchemas.ofKey(keys.serde()).length()));
            part.spill = opened;
            return opened;
        }

        long keyCount() {
            return spill == null ? table.entryCount() : spill.keyCount();
        }

        String name() {
            return name;
        }

        /** A stage with windows knows the type of its keys before there can be anything to load. */
        void loadAtFirstKey() {
            RestoredStates waiting = copied();
            if (table instanceof ObjectTable objects) {
                objects.loadAtFirstKey(() -> load(waiting));
            } else if (!waiting.states().isEmpty()) {
                throw WeirException.defect(
                        "a checkpoint with windows does not tell the type of keys", "stage=" + stage);
            }
        }

        @Nullable StateCapture capture() {
            Captured captured = table.capture(entries);
            if (captured.count() == 0) {
                return null;
            }
            Serde<Object> keySerde = keys.serde();
            if (spill == null && entries.immutable() && keySerde.immutable()) {
                return new LaterCapture(keySerde, captured);
            }
            captured.copy(Integer.MAX_VALUE);
            StateDelta now = encode(keySerde, captured);
            if (spill != null) {
                spill.write(now);
            }
            return () -> now;
        }

        /** What is encoded off the task's thread. */
        private final class LaterCapture implements StateCapture {
            private final Serde<Object> keySerde;
            private final Captured captured;

            LaterCapture(Serde<Object> keySerde, Captured captured) {
                this.keySerde = keySerde;
                this.captured = captured;
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
                return new StateDelta(stage, name, schema(), captured.encode(keySerde));
            } catch (ClassCastException e) {
                throw mixed(name, e);
            }
        }

        private String schema() {
            return StateSchemas.ofKey(keys.serde()) + entries.schema();
        }

        /** Puts the restored entries of this subtask's key groups into the store, as they are: that needs no type of keys. */
        void fillStore() {
            Spill behind = Objects.requireNonNull(spill);
            List<StoredSchema> found = own(restored);
            if (keys.isKnown()) {
                found.forEach(this::requireReadable);
            } else {
                ((ObjectTable) table).loadAtFirstKey(() -> found.forEach(this::requireReadable));
            }
            restored.read(
                    stage,
                    name,
                    subtask::owns,
                    (schema, keyGroup, entryCount, in) -> behind.write(schema, entryCount, in));
        }

        /** Loads the restored entries of this subtask's key groups. */
        void load(RestoredStates from) {
            String keySchema = StateSchemas.ofKey(keys.serde());
            for (StoredSchema stored : own(from)) {
                requireReadable(stored);
                if (entries.oneEach()) {
                    table.expect(countOf(stored));
                }
            }
            KeyHasher hasher = new KeyHasher();
            KeyContext key = new KeyContext();
            from.read(stage, name, subtask::owns, (schema, keyGroup, entryCount, in) -> {
                Entries stored = entriesOf(schema, keySchema.length());
                StoredEntry entry = new StoredEntry(in);
                for (int i = 0; i < entryCount; i++) {
                    restore(stored, key, hasher, entry);
                }
                in.expectEnd();
            });
            table.restored();
        }

        /** Checks that what was stored can be read, when the type of keys is known. */
        private void requireReadable(StoredSchema stored) {
            String keySchema = StateSchemas.ofKey(keys.serde());
            for (String schema : stored.schemas()) {
                if (!schema.startsWith(keySchema)) {
                    throw incompatible(
                            schema, "the type of the keys has changed, and keys are compared by their bytes");
                }
                entriesOf(schema, keySchema.length());
            }
        }

        /** Copies the restored entries, for files give way to others when tasks run. */
        RestoredStates copied() {
            List<StateDelta> copies = new ArrayList<>();
            restored.read(
                    stage,
                    name,
                    subtask::owns,
                    (schema, keyGroup, entryCount, in) -> copies.add(new StateDelta(
                            stage,
                            name,
                            schema,
                            List.of(new StateBlock(keyGroup, entryCount, in.readRaw(in.remaining()))))));
            return RestoredStates.of(copies);
        }

        /** Checks, as soon as the state is declared, that what was stored can be read, although the type of keys may not be known yet. */
        void check() {
            for (StoredSchema stored : own(restored)) {
                for (String schema : stored.schemas()) {
                    int end = StateSchemas.endOfKey(schema);
                    if (end > 0) {
                        entriesOf(schema, end);
                    }
                }
            }
        }

        private List<StoredSchema> own(RestoredStates from) {
            return from.states().stream()
                    .filter(stored ->
                            stored.stage().equals(stage) && stored.state().equals(name))
                    .toList();
        }

        private long countOf(StoredSchema stored) {
            long count = 0;
            for (int group = 0; group < stored.baseCounts().length; group++) {
                if (subtask.owns(group)) {
                    count += stored.baseCounts()[group];
                }
            }
            return count;
        }

        /** Returns what reads entries of a stored schema, which has the values behind a position. */
        private Entries entriesOf(String schema, int valuesBegin) {
            return readers.computeIfAbsent(schema, stored -> {
                try {
                    return entries.evolvedFrom(stored.substring(valuesBegin));
                } catch (IncompatibleSchemaException e) {
                    throw incompatible(stored, e.getMessage());
                }
            });
        }

        private void restore(Entries stored, KeyContext key, KeyHasher hasher, StoredEntry entry) {
            entry.next();
            keys.read(entry.key(), key, hasher);
            table.restore(stored, key, entry);
        }

        private WeirException incompatible(String stored, @Nullable String why) {
            return WeirException.user(
                    "incompatible-state",
                    "the state \"" + name + "\" of the stage \"" + stage + "\" cannot be restored",
                    why + ". The checkpoint holds " + stored + ", and the pipeline declares " + entries.schema(),
                    "change the type back, or start the job with a new checkpoint directory");
        }
    }
}
