package io.weir.jdbc;

import io.weir.runtime.StageContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the prepared transactions of one attempt of a sink. Where these {@linkplain PreparedTransactions#staysWithConnection stay with their connection}, a writer
 * leaves the connection behind that has prepared, the committer commits there and gives it back for another transaction of that writer. Each connection has a name by which the
 * next attempt finds it, unless a pool may keep it.
 *
 * <p>Threading: safe. A connection is used by one thread at a time: by the writer's lane, and by the committer between {@link #prepared} and {@link #committed}.
 */
final class WriterConnections {

    private static final class Place {
        final Session session;
        boolean used = true;

        Place(Session session) {
            this.session = session;
        }
    }

    private final SinkSettings<?> settings;
    private final TransactionIds ids;
    private final Map<Integer, List<Place>> places = new HashMap<>();
    private final Map<String, Place> prepared = new HashMap<>();
    private boolean closed;

    WriterConnections(StageContext context, SinkSettings<?> settings) {
        this.settings = settings;
        this.ids = new TransactionIds(context.jobId(), context.stageName());
    }

    /** Returns the connection for a subtask's next transaction. Whoever takes it discards it, or hands it over as {@link #prepared}. */
    synchronized Session take(int subtask) {
        List<Place> known = places.computeIfAbsent(subtask, key -> new ArrayList<>());
        for (Place place : known) {
            if (!place.used) {
                place.used = true;
                return place.session;
            }
        }
        String name = settings.database().closesForGood() ? ids.connectionName(subtask, known.size()) : null;
        Place added = new Place(new Session(settings, name));
        known.add(added);
        return added.session;
    }

    /** Hands a connection over that has prepared a transaction. */
    void prepared(int subtask, String id, Session session) {
        if (!isKept(subtask, id, session)) {
            session.discard();
        }
    }

    private synchronized boolean isKept(int subtask, String id, Session session) {
        if (closed) {
            return false;
        }
        for (Place place : places.getOrDefault(subtask, List.of())) {
            if (place.session == session) {
                prepared.put(id, place);
                return true;
            }
        }
        throw new IllegalArgumentException("a connection that was not taken here prepared " + id);
    }

    /** Returns the connection that has prepared a transaction in this attempt; null if there is none. */
    synchronized @Nullable Session preparedBy(String id) {
        Place place = prepared.get(id);
        return place == null ? null : place.session;
    }

    /** Gives a connection back whose transaction has been committed. */
    synchronized void committed(String id) {
        Place place = prepared.remove(id);
        if (place != null) {
            place.used = false;
        }
    }

    /** Ends all connections but those that a writer has: that one ends its own. */
    void close() {
        for (Session session : leftBehind()) {
            session.discard();
        }
    }

    private synchronized List<Session> leftBehind() {
        closed = true;
        List<Session> left = new ArrayList<>();
        for (List<Place> known : places.values()) {
            for (Place place : known) {
                if (!place.used || prepared.containsValue(place)) {
                    left.add(place.session);
                }
            }
        }
        places.clear();
        prepared.clear();
        return left;
    }
}
