package io.weir.window;

import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.time.Timestamps;

/**
 * All records of a key: the only window of {@link Windows#global} and of count windows.
 *
 * <p>Threading: Immutable.
 */
public record GlobalWindow() implements Window {

    /** The window. */
    public static final GlobalWindow INSTANCE = new GlobalWindow();

    /** Writes the window as checkpoints hold it. */
    public static final Serde<GlobalWindow> SERDE = Serdes.of(GlobalWindow.class);

    @Override
    public long maxTimestamp() {
        return Timestamps.MAX;
    }
}
