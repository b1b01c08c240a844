package io.weir.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.WeirException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the attempts of a job failed with, one after the other. */
final class Failures implements ProtocolObserver {

    private static final long ENOUGH_SECONDS = 60;

    private final BlockingQueue<Throwable> causes = new LinkedBlockingQueue<>();

    @Override
    public void reached(ProtocolStep step, long checkpointId, String where) {}

    @Override
    public void failed(String where, Throwable cause) {
        causes.add(cause);
    }

    /** Waits for the next one. */
    WeirException next() throws InterruptedException {
        Throwable cause = causes.poll(ENOUGH_SECONDS, TimeUnit.SECONDS);
        assertThat(cause).isInstanceOf(WeirException.class);
        return (WeirException) cause;
    }

    /** Returns those that nobody has waited for. */
    List<Throwable> left() {
        return List.copyOf(causes);
    }
}
