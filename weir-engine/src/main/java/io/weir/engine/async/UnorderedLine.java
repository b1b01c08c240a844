package io.weir.engine.async;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Results go out as they come, segment by segment: control events divide the records into segments.
 *
 * <p>Invariant L4: a record that is done and has not gone out is in the queue of its segment; {@code front} is that of the first record in line.
 */
final class UnorderedLine extends Line {

    private final Deque<Deque<Request>> segments = new ArrayDeque<>();

    /** What is done of the records before the first control event. */
    private Deque<Request> front = new ArrayDeque<>();

    /** What is done of the records behind the last control event. */
    private Deque<Request> back = front;

    @Override
    void add(Request request) {
        super.add(request);
        request.segment = back;
    }

    @Override
    void done(Request request) {
        Objects.requireNonNull(request.segment, "L4: a request without a segment")
                .add(request);
    }

    @Override
    boolean hasReady() {
        return !front.isEmpty();
    }

    @Override
    @Nullable Request take() {
        Request request = front.poll();
        if (request != null) {
            remove(request);
        }
        return request;
    }

    @Override
    void appended(Held held) {
        back = new ArrayDeque<>();
        segments.add(back);
    }

    @Override
    void removed(Held held) {
        assert front.isEmpty() : "L2: results overtaken, " + front.size();
        front = Objects.requireNonNull(segments.poll(), "L4: a control event without a segment behind it");
    }
}
