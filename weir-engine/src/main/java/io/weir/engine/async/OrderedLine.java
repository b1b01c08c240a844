package io.weir.engine.async;

import org.jspecify.annotations.Nullable;

/** Results go out in the order of their records. */
final class OrderedLine extends Line {

    @Override
    void done(Request request) {}

    @Override
    boolean hasReady() {
        return first instanceof Request request && request.isDone();
    }

    @Override
    @Nullable Request take() {
        if (first instanceof Request request && request.isDone()) {
            remove(request);
            return request;
        }
        return null;
    }
}
