package io.weir.engine.job;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.port.Clock;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports;
import io.weir.engine.port.Ports.Running;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.Task;
import io.weir.pipeline.Pipeline;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Whoever has joined a job finds it in its last state, and what it held freed. */
@JCStressTest
@Outcome(id = "false, false, false", expect = Expect.ACCEPTABLE, desc = "it runs")
@Outcome(id = "true, true, true", expect = Expect.ACCEPTABLE, desc = "it has ended")
@Outcome(expect = Expect.FORBIDDEN, desc = "joined before the end")
@State
public class JobEnd {

    private static final Pipeline PIPELINE = pipeline();

    /** Nothing is read or written: the job is cancelled before its first recovery. */
    private static final JournalStore NO_STORE = (JournalStore) Proxy.newProxyInstance(
            JobEnd.class.getClassLoader(), new Class<?>[] {JournalStore.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final Clock clock = new StoppedClock();
    private final Job job;
    private JobRunner runner;
    private boolean freed;

    public JobEnd() {
        Ports ports =
                new Ports(clock, name -> new ClosedLane(), this::start, () -> 0, () -> "0", ProtocolObserver.NONE);
        job = Job.start(PIPELINE, JobSettings.DEFAULT, NO_STORE, ports, () -> freed = true);
        runner.cancel();
    }

    private static Pipeline pipeline() {
        return Pipeline.named("stress")
                .source("numbers", ListSource.of(1))
                .sink("nowhere", DiscardSink.create())
                .build();
    }

    private Running start(String name, List<List<Task>> groups) {
        runner = (JobRunner) groups.get(0).get(0);
        return new NoThreads();
    }

    @Actor
    public void worker() {
        runner.run(0);
    }

    @Actor
    public void user(ZZZ_Result r) {
        try {
            r.r1 = job.join(0, TimeUnit.NANOSECONDS) != null;
            r.r2 = job.state().isFinal();
            r.r3 = freed;
        } catch (TimeoutException e) {
            r.r1 = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record StoppedClock() implements Clock {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long currentTimeMillis() {
            return 0;
        }
    }

    /** The actors are the threads. */
    private record NoThreads() implements Running {
        @Override
        public void stop() {}

        @Override
        public boolean awaitStopped(long timeoutNanos) {
            return true;
        }
    }

    private record ClosedLane() implements Lane {
        @Override
        public void execute(Runnable work) {}

        @Override
        public void close() {}

        @Override
        public boolean awaitClosed(long timeoutNanos) {
            return true;
        }

        @Override
        public void interrupt() {}
    }
}
