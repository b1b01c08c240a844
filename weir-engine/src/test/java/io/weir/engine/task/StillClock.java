package io.weir.engine.task;

import io.weir.engine.port.Clock;

/** Time does not pass. */
final class StillClock implements Clock {

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public long currentTimeMillis() {
        return 0;
    }
}
