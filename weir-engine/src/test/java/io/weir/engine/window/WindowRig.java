package io.weir.engine.window;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Operators;
import io.weir.engine.operator.SlicePlan;
import io.weir.engine.operator.Timed;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.MemoryStores;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.StateHome;
import io.weir.graph.KeySelector;
import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The subtasks of one stage with windows, apart from an engine: fed by hand, captured, crashed, and restored at another parallelism. */
final class WindowRig {

    private static final String STAGE = "windows";
    private static final String POSITION = "1:" + STAGE;

    private final Operation operation;
    private final KeySelector key;
    private final boolean hasStore;
    private final KeyHasher hasher = new KeyHasher();
    private final List<Operator> subtasks = new ArrayList<>();
    private final List<StateDelta> deltas = new ArrayList<>();
    private final List<StateCapture> captured = new ArrayList<>();

    /** Of what is captured and not written yet: all makes the checkpoints before it needless. */
    private CaptureScope scope = CaptureScope.CHANGED;

    private long clockMillis;
    private int emittedAtCheckpoint;
    private int lateAtCheckpoint;

    /** What was emitted, as text with its timestamp. */
    final List<String> emitted = new ArrayList<>();

    /** What was late. */
    final List<Object> late = new ArrayList<>();

    /** @param pipeline one of its stages has windows, or removes duplicates */
    WindowRig(Pipeline pipeline, boolean hasStore) {
        Stage stage = pipeline.graph().stages().stream()
                .filter(each -> each.operation() instanceof Operation.Windowed
                        || each.operation() instanceof Operation.Deduplicate)
                .findFirst()
                .orElseThrow();
        this.operation = stage.operation();
        this.key = Objects.requireNonNull(stage.inputs().get(0).key());
        this.hasStore = hasStore;
    }

    /** Returns a rig of another version of the pipeline, which goes on from the last checkpoint of this one. */
    WindowRig as(Pipeline pipeline) {
        write();
        WindowRig next = new WindowRig(pipeline, hasStore);
        next.deltas.addAll(deltas);
        return next;
    }

    boolean isSliced() {
        return SlicePlan.of((Operation.Windowed) operation) != null;
    }

    int parallelism() {
        return subtasks.size();
    }

    /** Makes the subtasks anew from the last checkpoint; what they have emitted since is as if it had not been. */
    void start(int parallelism) {
        write();
        subtasks.clear();
        emitted.subList(emittedAtCheckpoint, emitted.size()).clear();
        late.subList(lateAtCheckpoint, late.size()).clear();
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(subtask(i, parallelism));
        }
    }

    private Operator subtask(int index, int parallelism) {
        KeyContext context = new KeyContext();
        StageState state = new StageState(
                STAGE,
                new StageState.Subtask(index, parallelism),
                key instanceof KeySelector.LongKey,
                key instanceof KeySelector.ObjectKey objectKey ? objectKey.type() : null,
                context,
                () -> clockMillis,
                new StateHome(RestoredStates.of(deltas), hasStore ? new MemoryStores(1) : null));
        LateRecords lateRecords = new LateRecords((value, timestamp) -> late.add(value));
        Operators operators = new Operators(true);
        Operator operator = operation instanceof Operation.Deduplicate deduplicate
                ? operators.deduplicating(
                        POSITION, STAGE, key, state, () -> clockMillis, deduplicate, this::emit, lateRecords)
                : windows(operators, context, state, (Operation.Windowed) operation, lateRecords);
        state.declared();
        return operator;
    }

    private Operator windows(
            Operators operators,
            KeyContext context,
            StageState state,
            Operation.Windowed windowed,
            LateRecords lateRecords) {
        SlicePlan plan = SlicePlan.of(windowed);
        return plan == null
                ? AnyWindows.make(STAGE, key, context, state, windowed, () -> clockMillis, lateRecords, this::emit)
                : operators.sliced(
                        POSITION, STAGE, key, state, windowed, plan, () -> clockMillis, this::emit, lateRecords);
    }

    /** Moves the clock, and lets the subtasks act whose time has come. */
    void clock(long nowMillis) {
        clockMillis = nowMillis;
        for (Operator subtask : subtasks) {
            while (subtask instanceof Timed timed && timed.dueMillis() <= nowMillis) {
                timed.processingTime(nowMillis);
            }
        }
    }

    private void emit(Object value, long timestamp) {
        emitted.add(value + " at " + timestamp);
    }

    /** Returns the group of a record's key. */
    int groupOf(Object value) {
        return KeyGroups.groupOf(
                key instanceof KeySelector.LongKey longKey
                        ? KeyGroups.hash(longKey.function().applyAsLong(value))
                        : hasher.hash(((KeySelector.ObjectKey) key).function().apply(value)));
    }

    void record(Object value, long timestamp) {
        copySome();
        subtasks.get(KeyGroups.ownerOf(groupOf(value), parallelism())).accept(value, timestamp);
    }

    void watermark(int subtask, long timestamp) {
        subtasks.get(subtask).watermark(timestamp);
    }

    void watermark(long timestamp) {
        for (int i = 0; i < parallelism(); i++) {
            watermark(i, timestamp);
        }
    }

    /** Takes a checkpoint, which is written bit by bit while records go on, as the engine does. */
    void checkpoint() {
        checkpoint(CaptureScope.CHANGED);
    }

    void checkpoint(CaptureScope wanted) {
        write();
        for (Operator subtask : subtasks) {
            captured.addAll(subtask.capture(wanted));
        }
        scope = wanted.of(captured);
        emittedAtCheckpoint = emitted.size();
        lateAtCheckpoint = late.size();
    }

    private void copySome() {
        for (StateCapture capture : captured) {
            if (!capture.copy(1)) {
                return;
            }
        }
    }

    private void write() {
        if (scope == CaptureScope.ALL) {
            deltas.clear();
            scope = CaptureScope.CHANGED;
        }
        for (StateCapture capture : captured) {
            if (!capture.copy(Integer.MAX_VALUE)) {
                throw new IllegalStateException("not copied");
            }
            StateDelta delta = capture.encode();
            if (!delta.blocks().isEmpty()) {
                deltas.add(delta);
            }
        }
        captured.clear();
    }

    /** Returns how many entries the last checkpoint has of each state. */
    Map<String, Integer> stored() {
        write();
        Map<String, Map<ByteBuffer, byte[]>> states = new HashMap<>();
        for (StateDelta delta : deltas) {
            Map<ByteBuffer, byte[]> entries = states.computeIfAbsent(delta.state(), unused -> new HashMap<>());
            delta.blocks()
                    .forEach(block -> StateEntryCodec.read(block, (entryKey, value) -> {
                        if (value == null) {
                            entries.remove(ByteBuffer.wrap(entryKey));
                        } else {
                            entries.put(ByteBuffer.wrap(entryKey), value);
                        }
                    }));
        }
        Map<String, Integer> counts = new HashMap<>();
        states.forEach((name, entries) -> counts.put(name, entries.size()));
        return counts;
    }

    /** Returns how many entries, removals included, the last checkpoint's deltas have of a state. */
    int lastDeltaEntries(String state, int from) {
        write();
        return deltas.subList(from, deltas.size()).stream()
                .filter(delta -> delta.state().equals(state))
                .flatMap(delta -> delta.blocks().stream())
                .mapToInt(block -> block.entryCount())
                .sum();
    }

    int deltaCount() {
        write();
        return deltas.size();
    }
}
