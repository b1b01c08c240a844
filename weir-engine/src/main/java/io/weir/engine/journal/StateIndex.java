package io.weir.engine.journal;

import io.weir.engine.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers where the keyed state of a chain is, while all of it is read and checked for the first time.
 *
 * <p>Threading: confined to one thread.
 */
final class StateIndex implements SegmentVisitor {

    private final Map<List<String>, Found> states = new LinkedHashMap<>();
    private final List<Record> open = new ArrayList<>();

    /** Many records have the same groups: often all of a subtask's. */
    private final Map<BitSet, BitSet> groupSets = new HashMap<>();

    /** Adds state of a base. */
    void addBase(StateRecord record) {
        Record added = recordOf(record);
        Found found = found(added);
        record.forEach((schema, keyGroup, entryCount, entries) -> found.baseCounts[keyGroup] += entryCount);
        found.add(added);
    }

    @Override
    public void begin() {
        open.clear();
    }

    @Override
    public void state(StateRecord record) {
        open.add(recordOf(record));
    }

    @Override
    public void checkpoint(long checkpointId) {
        open.forEach(record -> found(record).add(record));
        open.clear();
    }

    /** Says that a piece of a file, the last that was read, has been copied to another, which is to be read instead. */
    void moved(FileName from, long begin, FileName to, long toBegin) {
        for (Found found : states.values()) {
            found.places.replaceAll(place -> place.file().equals(from) && place.begin() >= begin
                    ? place.in(to, toBegin + place.begin() - begin)
                    : place);
        }
    }

    /** Returns what can be read again. */
    RestoredStates states(ReadableStore store) {
        List<IndexedStates.State> all = new ArrayList<>();
        states.forEach((id, found) -> all.add(new IndexedStates.State(
                new RestoredStates.StoredSchema(id.get(0), id.get(1), List.copyOf(found.schemas), found.baseCounts),
                List.copyOf(found.places))));
        return new IndexedStates(store, all);
    }

    private Record recordOf(StateRecord record) {
        BitSet groups = new BitSet();
        record.forEach((schema, keyGroup, entryCount, entries) -> groups.set(keyGroup));
        return new Record(
                List.of(record.stage(), record.state()),
                record.schema(),
                record.place(groupSets.computeIfAbsent(groups, set -> set)));
    }

    private Found found(Record record) {
        return states.computeIfAbsent(record.id(), unused -> new Found());
    }

    private record Record(List<String> id, String schema, StatePlace place) {}

    private static final class Found {
        private final Set<String> schemas = new LinkedHashSet<>();
        private final int[] baseCounts = new int[KeyGroups.COUNT];
        private final List<StatePlace> places = new ArrayList<>();

        void add(Record record) {
            schemas.add(record.schema());
            places.add(record.place());
        }
    }
}
