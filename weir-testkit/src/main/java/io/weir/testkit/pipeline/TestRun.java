package io.weir.testkit.pipeline;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.inspect.StoredCheckpoint;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimDisk;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One job of the real engine in a world whose time stands still unless it is told to pass: process after process, each with what the disk has of those before.
 *
 * <p>Threading: confined to the test's thread.
 */
final class TestRun {

    /** Between two records that are read, no pipeline that comes to rest makes so many steps: tens of millions of timers fire in them. */
    private static final long STEPS_MAX = 100_000;

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** For how long something that needs time, such as a restart's delay, is waited for. */
    private static final long WAIT_NANOS_MAX = 60 * NANOS_A_SECOND;

    private final long seed;
    private final Crashes crashes;
    private final SimWorld world;
    private final SimDisk disk;
    private final List<TestFailure> failures = new ArrayList<>();
    private @Nullable Launch launch;
    private @Nullable SimProcess process;
    private @Nullable Job job;
    private long readCount;
    private long triggeredId;
    private long confirmedId;
    private long decidedCount;

    /** How a process is started, also after a crash. */
    record Launch(Supplier<Pipeline> pipeline, Consumer<Pipeline> check, JobSettings settings) {}

    TestRun(long seed, @Nullable Consumer<String> lines) {
        this.seed = seed;
        this.crashes = new Crashes(Entropy.of(seed).stream("crashes"));
        this.world = new SimWorld(new SimWorld.Settings(seed, SimWorld.Picking.UNIFORM, false, 0), crashes, lines);
        this.disk = new SimDisk(world.entropy("disk"));
    }

    Crashes crashes() {
        return crashes;
    }

    /** Returns the process that is alive. Asked by connectors, which are made in it. */
    SimProcess process() {
        SimProcess known = process;
        if (known == null) {
            throw TestErrors.down(
                    "a source or sink of the test",
                    "it was asked for a reader, writer or committer from outside of a PipelineTest");
        }
        return known;
    }

    /** A record has been read. */
    void hasRead() {
        readCount++;
    }

    boolean isUp() {
        return process != null && !job().state().isFinal();
    }

    boolean wasStarted() {
        return launch != null;
    }

    Job job() {
        Job known = job;
        if (known == null) {
            throw TestErrors.down("the job", "start was not called yet");
        }
        return known;
    }

    Launch launch() {
        Launch known = launch;
        if (known == null) {
            throw TestErrors.down("restart", "start was not called yet");
        }
        return known;
    }

    Instant now() {
        long nanos = world.nowNanos();
        return Instant.ofEpochSecond(nanos / NANOS_A_SECOND, nanos % NANOS_A_SECOND);
    }

    void setTime(Instant time) {
        long nanos = time.getEpochSecond() * NANOS_A_SECOND + time.getNano();
        world.passNanos(nanos - world.nowNanos());
    }

    long traceHash() {
        return world.trace().hash();
    }

    List<TestFailure> failures() {
        return List.copyOf(failures);
    }

    long checkpointCount() {
        return decidedCount;
    }

    StoredCheckpoint lastCheckpoint() {
        return CheckpointDirectory.of(disk.reader()).last();
    }

    /** Starts a process, and lets it do what it does at once. */
    void start(Launch newLaunch) {
        kill();
        begin(newLaunch);
        launch = newLaunch;
        settle();
    }

    private void begin(Launch how) {
        Pipeline pipeline = how.pipeline().get();
        how.check().accept(pipeline);
        SimProcess started = world.startProcess(Math.max(1, how.settings().parallelism()));
        process = started;
        job = Job.start(pipeline, how.settings(), disk.storeOf(started), started.ports(new Watcher()), () -> {});
    }

    /** Kills the process, if there is one. */
    void kill() {
        SimProcess known = process;
        if (known != null) {
            known.kill();
        }
        process = null;
    }

    void crash() {
        SimProcess known = process;
        if (known != null) {
            crashes.strike(known);
        }
        process = null;
    }

    void losePower() {
        crash();
        disk.losePower();
    }

    /** Lets everything happen that can happen without time passing. A process that crashes on the way is followed by the next at once. */
    void settle() {
        long countBefore = readCount;
        long steps = 0;
        while (true) {
            steps = readCount == countBefore ? steps + 1 : 0;
            countBefore = readCount;
            if (steps > STEPS_MAX) {
                throw TestErrors.neverQuiet(STEPS_MAX, busiest(), summary());
            }
            SimProcess known = process;
            if (known != null && !known.isAlive()) {
                begin(launch());
            }
            if (!world.stepNow()) {
                SimProcess last = process;
                if (last == null || last.isAlive()) {
                    break;
                }
            }
            String defect = world.defect();
            if (defect != null) {
                throw TestErrors.broken(defect, summary(), world.defectCause());
            }
        }
        throwIfFailed();
    }

    private void throwIfFailed() {
        if (process != null && job().state() == JobState.FAILED) {
            throw TestErrors.gaveUp(job().name(), summary(), failure());
        }
    }

    private @Nullable Throwable failure() {
        try {
            job().join();
            return null;
        } catch (WeirException e) {
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** Lets time pass: everything that is due on the way happens at its time. */
    void pass(long nanos) {
        long until = Math.addExact(world.nowNanos(), nanos);
        settle();
        while (passToNextDue(until)) {
            settle();
        }
        world.passNanos(until - world.nowNanos());
        settle();
    }

    private boolean passToNextDue(long untilNanos) {
        long due = world.nextDueNanos();
        if (due > untilNanos) {
            return false;
        }
        world.passNanos(Math.max(0, due - world.nowNanos()));
        return true;
    }

    /** Takes a checkpoint of everything that has been added; lets time pass only if that is what it waits for. */
    void checkpoint() {
        long until = world.nowNanos() + WAIT_NANOS_MAX;
        while (true) {
            settle();
            if (job().state() == JobState.FINISHED) {
                return;
            }
            long before = triggeredId;
            SimProcess asked = process;
            job().checkpoint();
            settle();
            if (confirmedId > before || job().state() == JobState.FINISHED) {
                return;
            }
            // A process that has crashed on the way takes the request with it.
            boolean crashed = process != asked;
            if (!crashed && !passToNextDue(until)) {
                throw TestErrors.noCheckpoint("the job is " + job().state(), summary());
            }
        }
    }

    /** Lets time pass until the next checkpoint that comes by itself is committed. */
    void awaitCheckpoint() {
        long until = world.nowNanos() + WAIT_NANOS_MAX;
        long before = confirmedId;
        settle();
        while (confirmedId == before) {
            if (!passToNextDue(until)) {
                throw TestErrors.noCheckpoint("the job is " + job().state() + ", and none is due", summary());
            }
            settle();
        }
    }

    void stop() {
        long until = world.nowNanos() + WAIT_NANOS_MAX;
        while (!job().state().isFinal()) {
            job().stop();
            settle();
            if (!job().state().isFinal() && !passToNextDue(until)) {
                throw TestErrors.notStopped(job().state().toString(), summary());
            }
        }
        kill();
    }

    void end() {
        process = null;
        world.end();
    }

    /** Returns what has happened, for messages. */
    String summary() {
        StringBuilder text = new StringBuilder("seed=")
                .append(seed)
                .append(", time=")
                .append(now())
                .append(", crashes=")
                .append(crashes.count());
        if (job != null) {
            text.append(", job=").append(process == null && !job.state().isFinal() ? "down" : job.state());
        }
        text.append(", failures=").append(failures);
        return text.toString();
    }

    private String busiest() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : world.trace().tail()) {
            counts.merge(line.substring(line.indexOf(' ') + 1), 1, Integer::sum);
        }
        List<Map.Entry<String, Integer>> ordered = new ArrayList<>(counts.entrySet());
        ordered.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        return ordered.subList(0, Math.min(3, ordered.size())).toString();
    }

    /** Sees how the protocol goes on, and what fails. */
    private final class Watcher implements ProtocolObserver {

        @Override
        public void reached(ProtocolStep step, long checkpointId, String where) {
            switch (step) {
                case TRIGGERED -> triggeredId = Math.max(triggeredId, checkpointId);
                case DECIDED -> decidedCount++;
                case CONFIRMED -> confirmedId = Math.max(confirmedId, checkpointId);
                default -> {}
            }
        }

        @Override
        public void failed(String where, Throwable cause) {
            failures.add(new TestFailure(now(), where, cause));
        }
    }
}
