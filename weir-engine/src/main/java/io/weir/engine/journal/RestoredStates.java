package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The keyed state of a checkpoint: what states there are, and their entries, which are read piece by piece, so that nobody needs room for all of them.
 *
 * <p>Threading: confined to one thread.
 */
public interface RestoredStates {

    /** No state. */
    RestoredStates NONE = of(List.of());

    /** Returns the states that there are, without reading them. */
    List<StoredSchema> states();

    /**
     * Reads one state, in the order in which its entries must be applied: those of the base, then every delta after it.
     *
     * @param groups which key groups are wanted
     */
    void read(String stage, String state, IntPredicate groups, BlockVisitor visitor);

    /** Reads all of the states, as {@link #read} does, into memory piece by piece. */
    void forEach(Consumer<StateDelta> consumer);

    /** Holds deltas that are in memory, in the order in which they must be applied. */
    static RestoredStates of(List<StateDelta> deltas) {
        return new InMemory(List.copyOf(deltas));
    }

    /**
     * A state that a checkpoint holds.
     *
     * @param schemas that its entries were written under
     * @param baseCounts how many entries the base has in each key group
     */
    record StoredSchema(String stage, String state, List<String> schemas, int[] baseCounts) {
        public StoredSchema {
            schemas = List.copyOf(schemas);
        }
    }

    /** Takes the entries of one key group. */
    @FunctionalInterface
    interface BlockVisitor {
        /** @param entries to be read by {@link StateEntryCodec}; valid during the call */
        void block(String schema, int keyGroup, int entryCount, ByteReader entries);
    }

    /** Deltas in memory. */
    record InMemory(List<StateDelta> deltas) implements RestoredStates {

        @Override
        public List<StoredSchema> states() {
            Map<List<String>, Set<String>> schemas = new LinkedHashMap<>();
            for (StateDelta delta : deltas) {
                schemas.computeIfAbsent(List.of(delta.stage(), delta.state()), unused -> new LinkedHashSet<>())
                        .add(delta.schema());
            }
            List<StoredSchema> states = new ArrayList<>();
            schemas.forEach(
                    (id, each) -> states.add(new StoredSchema(id.get(0), id.get(1), List.copyOf(each), new int[0])));
            return states;
        }

        @Override
        public void read(String stage, String state, IntPredicate groups, BlockVisitor visitor) {
            for (StateDelta delta : deltas) {
                if (delta.stage().equals(stage) && delta.state().equals(state)) {
                    for (StateBlock block : delta.blocks()) {
                        if (groups.test(block.keyGroup())) {
                            visitor.block(
                                    delta.schema(),
                                    block.keyGroup(),
                                    block.entryCount(),
                                    new ByteReader(block.entries()));
                        }
                    }
                }
            }
        }

        @Override
        public void forEach(Consumer<StateDelta> consumer) {
            deltas.forEach(consumer);
        }
    }
}
