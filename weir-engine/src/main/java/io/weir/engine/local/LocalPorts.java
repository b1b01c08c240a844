package io.weir.engine.local;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Ports;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.worker.WorkerPool;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/** The production side of the ports: this machine's threads, clock and randomness. */
public final class LocalPorts {

    private LocalPorts() {}

    /** Makes ports whose jobs have at most a worker thread a core. */
    public static Ports create() {
        int workersMax = Runtime.getRuntime().availableProcessors();
        Clock clock = new SystemClock();
        return new Ports(
                clock,
                ThreadLane::new,
                new WorkerPool(workersMax, clock),
                () -> ThreadLocalRandom.current().nextDouble(),
                () -> "%016x".formatted(new SecureRandom().nextLong()),
                ProtocolObserver.NONE);
    }
}
