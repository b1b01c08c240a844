package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import io.weir.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one subtask of a stage: its tables, what a barrier captures of them, and what a checkpoint restores into them.
 *
 * <p>Threading: confined to one task; the captures it returns may be encoded by another thread.
 */
public final class StageState implements StateRegistry {

    private static final String EVENT_TIME_TIMERS = "event-time-timers";
    private static final String PROCESSING_TIME_TIMERS = "processing-time-timers";

    private final String stage;
    private final Subtask subtask;
    private final KeyType keyType;
    private final boolean longKeys;
    private final KeyContext context;
    private final LongSupplier clockMillis;
    private RestoredStates restored;
    private final @Nullable StateStores stores;
    private final KeptState.Place place;
    private final List<KeptState<?>> states = new ArrayList<>();

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
        this.stage = stage;
        this.subtask = subtask;
        this.keyType = new KeyType(stage, longKeys ? Long.class : declaredKeyType);
        this.longKeys = longKeys;
        this.place = new KeptState.Place(stage, subtask, keyType, longKeys);
        this.context = context;
        this.clockMillis = clockMillis;
        this.restored = home.restored();
        this.stores = home.stores();
    }

    /** Returns whether tables hold all of their keys, so that they may be of any kind. */
    public boolean isInMemory() {
        return stores == null;
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

    /** Declares the timers of a domain. They are in memory, with a store behind the tables or without one; the type of keys must be known if the checkpoint has some. */
    public TimerQueue timers(TimeDomain domain) {
        TimerQueue timers = new TimerQueue(keyType, longKeys);
        KeptState<TimerFormat> state = declared(new KeptState<>(
                place,
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
    public <V> ValueState<V> valueState(String name, Serde<V> serde) {
        return new ValueStateView<>(declare(name, ValueEntries.of(serde)), context);
    }

    @Override
    public <V> ValueState<V> valueState(String name, Serde<V> serde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, ValueEntries.of(Expiring.serde(serde)));
        return new ExpiringValueState<>(new ValueStateView<>(table, context), expiry(table, timeToLive));
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new ListEntries(Expiring.serde(elementSerde)));
        return new ExpiringListState<>(new ListStateView<>(table, context), expiry(table, timeToLive));
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new MapEntries(keySerde, Expiring.serde(valueSerde)));
        return new ExpiringMapState<>(new MapStateView<>(table, context), expiry(table, timeToLive));
    }

    private Expiry expiry(ReferenceTable table, TimeToLive timeToLive) {
        return new Expiry(table, timeToLive, clockMillis);
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde) {
        return new ListStateView<>(declare(name, new ListEntries(elementSerde)), context);
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde) {
        return new MapStateView<>(declare(name, new MapEntries(keySerde, valueSerde)), context);
    }

    /**
     * Checks that every restored state has been declared, and lets go of what has been loaded. Called when the stage's operator has been made.
     *
     * @throws WeirException {@code missing-state} if the checkpoint holds a state that the stage no longer has
     */
    public void declared() {
        for (StoredSchema stored : restored.states()) {
            if (stored.stage().equals(stage)
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
        for (KeptState<?> state : states) {
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
        return KeptState.mixed(stage, state, cause);
    }

    private ReferenceTable declare(String name, Entries entries) {
        return declare(name, entries, longKeys ? new LongTable() : new ObjectTable(keyType));
    }

    private <T extends Table> T declare(String name, Entries entries, T table) {
        KeptState<Entries> state = declared(new KeptState<>(place, name, table, entries));
        if (stores != null && table instanceof ReferenceTable part) {
            fillStore(state, entries, part, stores.open(stage, name, subtask.index()), stores.keysInMemory());
        } else if (keyType.isKnown()) {
            state.load(restored);
        } else {
            RestoredStates waiting = state.copied(restored);
            ((ObjectTable) (Table) table).loadAtFirstKey(() -> state.load(waiting));
        }
        return table;
    }

    private void fillStore(
            KeptState<Entries> state, Entries entries, ReferenceTable part, KeyValueStore store, int keysInMemory) {
        Spill spill = new Spill(store, keysInMemory, keyType, longKeys, entries.oneEach(), state::readerOf);
        part.spill = spill;
        state.spillTo(spill);
        List<StoredSchema> found = state.own(restored);
        if (keyType.isKnown()) {
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
        added.check(restored);
        return added;
    }
}
