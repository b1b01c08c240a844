package io.weir.proof.log;

import io.weir.proof.workload.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * A replayable log of several partitions, which grows, and may end.
 *
 * <p>Threading: confined to the world.
 */
public final class SimLog {

    private final List<List<Event>> partitions = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean ended;

    public SimLog(int partitionCount) {
        for (int i = 0; i < partitionCount; i++) {
            addPartition();
        }
    }

    public void addPartition() {
        partitions.add(new ArrayList<>());
    }

    public int partitionCount() {
        return partitions.size();
    }

    public void append(Event event) {
        partitions.get(event.partition()).add(event);
        wakeAll();
    }

    /** Says that nothing more will come. */
    public void end() {
        ended = true;
        wakeAll();
    }

    boolean ended() {
        return ended;
    }

    List<Event> partition(int index) {
        return partitions.get(index);
    }

    /** Calls back once, when there is something new. */
    void whenNew(Runnable callback) {
        waiting.add(callback);
    }

    private void wakeAll() {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }
}
