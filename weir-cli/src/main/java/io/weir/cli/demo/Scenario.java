package io.weir.cli.demo;

import io.weir.cli.demo.KillPlan.Kill;
import io.weir.cli.demo.KillPlan.Moment;
import io.weir.cli.process.JobProcess;
import io.weir.cli.terminal.Screen;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One part of the demo: orders flow, the job is killed and started again as planned, and at the end its output is checked.
 *
 * <p>Threading: confined to the main thread.
 */
final class Scenario implements AutoCloseable {

    private static final long TICK_NANOS = 500_000;
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

    private final DemoMode mode;
    private final KillPlan plan;
    private final Screen screen;
    private final OrderBook orders;
    private final Timeline timeline;
    private final DemoJob job;
    private final OutputReader output;
    private final LatencyReader latencyReader;
    private final OrderProducer producer;
    private final List<Outage> outages = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private long movedNanos = startNanos;
    private int movedCount;

    /** What a scenario happens in. */
    record Stage(DemoSettings settings, DemoKafka kafka, String ordersTopic, String totalsTopic, Screen screen) {}

    Scenario(Stage stage, DemoMode mode, DemoJob job) {
        DemoSettings settings = stage.settings();
        int partitionCount = settings.partitionCount();
        this.mode = mode;
        this.screen = stage.screen();
        this.plan = KillPlan.fromSeed(settings.seed(), settings.records(), settings.kills());
        this.orders = OrderBook.fromSeed(settings.seed(), settings.records(), partitionCount);
        this.timeline = new Timeline(settings.records());
        this.job = job;
        this.output = new OutputReader(stage.kafka(), stage.totalsTopic(), partitionCount);
        this.latencyReader =
                LatencyReader.start(timeline, stage.kafka().committedReader(stage.totalsTopic(), partitionCount));
        this.producer =
                OrderProducer.start(stage.kafka(), stage.ordersTopic(), orders, timeline, plan.ordersPerSecond());
    }

    RunResult run() {
        JobProcess process = job.start();
        awaitRunning(process);
        tell("the job runs (pid %d), and %,.0f orders a second flow", process.pid(), plan.ordersPerSecond());
        int number = 0;
        for (Kill kill : plan.kills()) {
            number++;
            producer.allow(kill.allowed());
            awaitMoment(kill, process);
            int allowed =
                    number < plan.kills().size() ? plan.kills().get(number).allowed() : orders.size();
            process = killAndRestart(kill, number, process, allowed);
        }
        producer.allow(orders.size());
        awaitAllVisible(process);
        long lastCheckpointId = job.stop(process);
        producer.close();
        latencyReader.close();
        tell("the job has stopped in good order; a plain consumer compares");
        ResultCheck check = new ResultCheck(orders);
        output.readAll(check::accept);
        return new RunResult(
                mode,
                check.verdict(),
                outages,
                lastCheckpointId,
                LatencySummary.of(timeline, outages),
                System.nanoTime() - startNanos);
    }

    /** Ends the threads of the demo's own clients. Idempotent. */
    @Override
    public void close() {
        producer.close();
        latencyReader.close();
    }

    private void awaitRunning(JobProcess process) {
        await(process, process::isRunning);
    }

    private void awaitMoment(Kill kill, JobProcess process) {
        if (kill.moment() == Moment.STEADY) {
            await(process, () -> producer.sentCount() >= kill.orders());
        } else {
            int seen = latencyReader.seenCount();
            int backlog = producer.sentCount() - seen;
            int strike = seen + (int) (backlog * kill.share());
            await(process, () -> latencyReader.seenCount() >= strike);
        }
    }

    private JobProcess killAndRestart(Kill kill, int number, JobProcess victim, int allowed) {
        int sent = producer.sentCount();
        long killedNanos = System.nanoTime();
        victim.kill();
        producer.allow(allowed);
        producer.wave(kill.wave());
        JobProcess next = job.start();
        awaitRunning(next);
        CompletableFuture<Long> firstResult = latencyReader.next();
        await(next, () -> firstResult.isDone() || isAllVisible());
        Outage outage = new Outage(killedNanos, firstResult.getNow(System.nanoTime()));
        outages.add(outage);
        tell(
                "kill -9 no. %d at %,d orders (pid %d), new results after %.2f s (pid %d)",
                number, sent, victim.pid(), outage.nanos() / 1e9, next.pid());
        return next;
    }

    private void awaitAllVisible(JobProcess process) {
        movedNanos = System.nanoTime();
        await(process, () -> isAllVisible() || isStalled());
    }

    private boolean isAllVisible() {
        return producer.isDone() && latencyReader.seenCount() == orders.size();
    }

    /** Results that have not come for so long will not: they count as lost. */
    private boolean isStalled() {
        int count = producer.sentCount() + latencyReader.seenCount();
        if (count != movedCount) {
            movedCount = count;
            movedNanos = System.nanoTime();
        }
        return System.nanoTime() - movedNanos > STALL_TIMEOUT.toNanos();
    }

    private void await(JobProcess process, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            process.checkAlive();
            screen.progress(
                    "  %,d of %,d orders sent, %,d results visible, %d of %d kills",
                    producer.sentCount(),
                    orders.size(),
                    latencyReader.seenCount(),
                    outages.size(),
                    plan.kills().size());
            LockSupport.parkNanos(TICK_NANOS);
            if (Thread.interrupted()) {
                throw WeirException.external(
                        "interrupted", "the demo was interrupted", "its thread was told to end", "run it again", null);
            }
        }
    }

    private void tell(String form, Object... parts) {
        screen.line("  %5.1f s  %s", (System.nanoTime() - startNanos) / 1e9, String.format(Locale.ROOT, form, parts));
    }
}
