package io.weir.engine.local;

import io.weir.engine.port.Clock;

/** The machine's clock. */
final class SystemClock implements Clock {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }
}
