package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.ValueState;
import io.weir.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one subtask of a stage: its tables, what a barrier captures of them, and what a checkpoint restores into them.
 *
 * <p>Threading: confined to one task; the captures it returns may be encoded by another thread.
 */
public final class StageState extends StateViews {

    private static final String EVENT_TIME_TIMERS = "event-time-timers";
    private static final String PROCESSING_TIME_TIMERS = "processing-time-timers";

    private final String stage;
    private final Subtask subtask;
    private final KeyType keyType;
    private final boolean longKeys;
    private RestoredStates restored;
    private final @Nullable StateStores stores;
    private final List<KeptState<?>> states = new ArrayList<>();
    private EntryHolder<?>[] holders = {};
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
    public GroupTimes groupTimes(ClassLoader loader) {
        return groupTimes(TimeDomain.EVENT_TIME, loader);
    }

    /** As {@link #groupTimes(ClassLoader)}, for what ends by the time of a domain. */
    public GroupTimes groupTimes(TimeDomain domain, ClassLoader loader) {
        GroupTimes declared = new GroupTimes(stage, domain, subtask, keyType);
        declared.restore(restored, loader);
        times = declared;
        return declared;
    }

    /**
     * Declares the entries of pending windows, which lie in memory whatever backend there is.
     *
     * @param bounds tell windows of the same bounds from all others
     * @param layout of values; null if they are objects
     * @throws WeirException {@code changed-windows} if the checkpoint has pending windows of other bounds
     */
    public SliceTables sliceTables(String state, String bounds, Serde<Object> serde, @Nullable FlatLayout layout) {
        return sliceTables(state, bounds, serde, layout, null);
    }

    /** As {@link #sliceTables(String, String, Serde, FlatLayout)}, for values that tell which slice they belong to: those of other bounds move. */
    public SliceTables sliceTables(
            String state,
            String bounds,
            Serde<Object> serde,
            @Nullable FlatLayout layout,
            SliceTables.@Nullable Placing placing) {
        SliceTables tables = new SliceTables(stage, bounds, scratchTables(layout), placing);
        declare(state, new SliceEntries(bounds, serde), tables);
        return tables;
    }

    /**
     * Declares the part of a broadcast state that this subtask writes to checkpoints. It lies in memory whatever backend there is.
     *
     * @param keys the type of the entries' own keys
     * @param restoredEntry told each entry that the checkpoint has, those of other subtasks too
     */
    ObjectTable broadcastTable(String name, KeyType keys, Entries entries, BiConsumer<Object, Object> restoredEntry) {
        ObjectTable own = new ObjectTable(keys);
        KeptState<Entries> part =
                declared(new KeptState<>(new KeptState.Place(stage, subtask, keys), name, own, entries));
        part.load(restored);
        ObjectTable all = new ObjectTable(keys);
        new KeptState<>(new KeptState.Place(stage, new Subtask(0, 1), keys), name, all, entries).load(restored);
        for (int slot = all.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = all.nextSlot(slot)) {
            restoredEntry.accept(all.key(slot), all.value(slot));
        }
        return own;
    }

    /** Returns whether what has a key with this spread hash is kept here. */
    boolean owns(int hash) {
        return subtask.owns(KeyGroups.groupOf(hash));
    }

    /** Declares a state of values with a layout, that an operator keeps in a table of primitive long keys. */
    public FlatTable flatTable(String state, Class<?> type, FlatLayout layout) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new FlatTable(layout));
    }

    /** Declares a state that an operator keeps in a table, whatever the keys are. */
    public <V> ReferenceTable table(String state, Serde<V> serde) {
        return declare(state, ValueEntries.of(serde));
    }

    /** Declares a state that an operator keeps in a table of primitive long keys. */
    public LongTable longTable(String state, Class<?> type) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new LongTable());
    }

    /** Declares a state that an operator keeps in a table of object keys. */
    public ObjectTable objectTable(String state, Class<?> type) {
        return declare(state, ValueEntries.of(Serdes.of(type)), new ObjectTable(keyType));
    }

    /** Declares the timers of a domain. They are in memory, with a store behind the tables or without one; the type of keys must be known if the checkpoint has some. */
    public TimerQueue timers(TimeDomain domain) {
        TimerQueue timers = new TimerQueue(keyType, longKeys);
        KeptState<TimerFormat> state = declared(new KeptState<>(
                new KeptState.Place(stage, subtask, keyType),
                domain == TimeDomain.EVENT_TIME ? EVENT_TIME_TIMERS : PROCESSING_TIME_TIMERS,
                timers,
                new TimerFormat(keyType)));
        if (!state.own(restored).isEmpty()) {
            state.load(restored);
        }
        return timers;
    }

    /** Returns whether a state of this name is one of timers. */
    static boolean isTimers(String state) {
        return state.equals(EVENT_TIME_TIMERS) || state.equals(PROCESSING_TIME_TIMERS);
    }

    @Override
    public <V> ValueState<V> valueState(String name, Class<V> type) {
        FlatLayout layout = longKeys && isInMemory() ? FlatLayout.of(type) : null;
        return layout == null
                ? valueState(name, Serdes.of(type))
                : undoable(name, Serdes.of(type), new FlatValueState<>(flatTable(name, type, layout), context()));
    }

    /**
     * Checks that every restored state has been declared, and lets go of what has been loaded. Called when the stage's operator has been made.
     *
     * @throws WeirException {@code missing-state} if the checkpoint holds a state that the stage no longer has
     */
    public void declared() {
        for (StoredSchema stored : restored.states()) {
            if (stored.stage().equals(stage)
                    && !(times != null && stored.state().equals(times.state()))
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

    /** Takes what changed in every state since the last barrier, or all; empty where there is nothing. */
    public List<StateCapture> capture(CaptureScope scope) {
        List<StateCapture> captures = new ArrayList<>();
        StateDelta moved = times == null ? null : times.capture(scope);
        if (moved != null) {
            captures.add(new EncodedCapture(moved, scope));
        }
        for (KeptState<?> state : states) {
            StateCapture capture = state.capture(scope);
            if (capture != null) {
                captures.add(capture);
            }
        }
        return captures;
    }

    /** Reads something of what each state keeps of the first {@code count} keys, so that it is at hand. */
    public void fetch(long[] keys, int count) {
        for (EntryHolder<?> holder : holders) {
            holder.fetch(keys, count);
        }
    }

    /** Returns whether any state is so large that most of it is in no cache of the processor's. */
    public boolean isLarge() {
        for (EntryHolder<?> holder : holders) {
            if (holder.isLarge()) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many keys have something in each state, or had at the last barrier if there is a store, in the order of their declaration; goes through all of them. */
    List<Long> entryCounts() {
        return states.stream().map(KeptState::keyCount).toList();
    }

    /** Tells that a value in a state is not of the declared class. */
    public WeirException mixed(String state, ClassCastException cause) {
        return KeptState.mixed(stage, state, cause);
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

    /** Returns what makes tables that belong to no state of the stage, and to no checkpoint. */
    public Supplier<Table> scratchTables(@Nullable FlatLayout layout) {
        return () -> layout == null ? newTable() : new FlatTable(layout);
    }

    private ReferenceTable newTable() {
        return longKeys ? new LongTable() : new ObjectTable(keyType);
    }

    private <T extends EntryHolder<Entries>> T declare(String name, Entries entries, T holder) {
        return declare(name, entries, holder, keyType);
    }

    private <T extends EntryHolder<Entries>> T declare(String name, Entries entries, T holder, KeyType keys) {
        KeptState<Entries> state =
                declared(new KeptState<>(new KeptState.Place(stage, subtask, keys), name, holder, entries));
        if (stores != null && holder instanceof ReferenceTable part) {
            KeyValueStore store = stores.open(stage, name, subtask.index());
            fillStore(
                    state,
                    part,
                    new Spill(store, stores.keysInMemory(), keys, entries.oneEach(), state::readerOf),
                    keys);
        } else if (keys.isKnown()) {
            state.load(restored);
        } else {
            loadAtFirstKey(state, holder);
        }
        return holder;
    }

    /** A stage with windows knows the type of its keys before there can be anything to load. */
    private void loadAtFirstKey(KeptState<Entries> state, EntryHolder<Entries> holder) {
        RestoredStates waiting = state.copied(restored);
        if (holder instanceof ObjectTable objects) {
            objects.loadAtFirstKey(() -> state.load(waiting));
        } else if (!waiting.states().isEmpty()) {
            throw WeirException.defect("a checkpoint with windows does not tell the type of keys", "stage=" + stage);
        }
    }

    private void fillStore(KeptState<Entries> state, ReferenceTable part, Spill spill, KeyType keys) {
        part.spill = spill;
        state.spillTo(spill);
        List<StoredSchema> found = state.own(restored);
        if (keys.isKnown()) {
            state.requireReadable(found);
        } else {
            ((ObjectTable) part).loadAtFirstKey(() -> state.requireReadable(found));
        }
        state.fillStore(restored);
    }

    /** Takes a state that has just been declared, and checks what the checkpoint has of it. */
    private <F extends EntryFormat<F>> KeptState<F> declared(KeptState<F> added) {
        for (KeptState<?> state : states) {
            if (state.name().equals(added.name())) {
                throw WeirException.user(
                        "duplicate-state",
                        "the stage \"" + stage + "\" declares the state \"" + added.name() + "\" twice",
                        "what a checkpoint holds belongs to a state's name",
                        "give each state of a stage a name of its own");
            }
        }
        states.add(added);
        holders = states.stream().map(KeptState::holder).toArray(EntryHolder<?>[]::new);
        added.check(restored);
        return added;
    }
}
