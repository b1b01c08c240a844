package io.weir.proof.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the transaction coordinator knows of one transactional id.
 *
 * <p>Threading: confined to the world.
 */
final class SimTransaction {

    enum State {
        EMPTY,
        ONGOING,
        /** It is decided that it commits; markers are still to be written. */
        COMMITTING,
        /** It is decided that it is rolled back; markers are still to be written. */
        ABORTING
    }

    final String id;
    final long producerId;
    final Set<SimPartition> partitions = new LinkedHashSet<>();
    final Map<String, Map<TopicPartition, GroupOffset>> offsets = new LinkedHashMap<>();

    /** Partitions and groups that have no marker yet. */
    final List<Object> unmarked = new ArrayList<>();

    State state = State.EMPTY;

    /** How the transaction of the epoch before this one ended; null if the epoch is new for another reason. */
    @Nullable State lastEnd;

    int epoch = -1;
    long timeoutNanos;
    long startNanos;

    SimTransaction(String id, long producerId) {
        this.id = id;
        this.producerId = producerId;
    }

    boolean ending() {
        return state == State.COMMITTING || state == State.ABORTING;
    }

    /** Decides how the transaction ends. Each such step has an epoch of its own, so that what comes late is refused. */
    void end(boolean commit) {
        state = commit ? State.COMMITTING : State.ABORTING;
        lastEnd = state;
        epoch++;
        unmarked.addAll(partitions);
        unmarked.addAll(offsets.keySet());
    }

    /** Shuts out every producer that has the id now. */
    void fence() {
        lastEnd = null;
        epoch++;
    }

    /** Returns whether a request to end the transaction of that epoch comes after its end, and before the next one: the broker takes it for one sent again. */
    boolean hasJustEnded(int producerEpoch) {
        return lastEnd != null && state != State.ONGOING && producerEpoch == epoch - 1;
    }

    void clear() {
        state = State.EMPTY;
        partitions.clear();
        offsets.clear();
    }
}
