package io.weir.testkit.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A world of one seed for whole jobs of the real engine: at every step one task, one piece of blocking work or one actor moves, whichever the seed picks, and
 * time passes when the world says so. One thing happens at a time, so a run is the same each time.
 *
 * <p>Threading: confined to one thread; in a world that interleaves, blocking work has threads of its own that take turns with it.
 */
public final class SimWorld {

    /** How one moving thing is picked among those that can move. */
    public enum Picking {
        /** Each is as likely as any other. */
        UNIFORM,
        /**
         * By priorities that are drawn at first and change at some steps: it finds what needs one party to be much slower than another. After Burckhardt et
         * al., "A randomized scheduler with probabilistic guarantees of finding bugs" (2010).
         */
        PRIORITIES
    }

    /** By priorities, one step in so many is picked freely, so that nothing starves. */
    private static final int FREE_PICK = 8;

    private final Entropy entropy;
    private final Entropy picks;
    private final Entropy pauses;
    private final Chaos chaos;
    private final Trace trace;
    private final Picking picking;
    private final boolean interleaves;
    private final long stepNanosMax;
    private final List<SimProcess> processes = new ArrayList<>();
    private final List<SimProcess> dead = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Object> movable = new ArrayList<>();
    private final List<SimProcess> movableIn = new ArrayList<>();
    private @Nullable Coroutine current;
    private @Nullable SimLane runningLane;
    private @Nullable String defect;
    private @Nullable Throwable defectCause;
    private long nanos = 1_000_000_000L;
    private long steps;
    private int pausesHeld;
    private int processCount;
    private long priorityKey;

    /**
     * How a world is made.
     *
     * @param interleaves whether blocking work is left in the middle and gone on with later
     * @param stepNanosMax how much time a step takes at most; 0 if time stands still until it is told to pass, or nothing can move without it
     */
    public record Settings(long seed, Picking picking, boolean interleaves, long stepNanosMax) {}

    /** @param lines takes every event in words; null for none */
    public SimWorld(Settings settings, Chaos chaos, @Nullable Consumer<String> lines) {
        this.entropy = Entropy.of(settings.seed());
        this.picks = entropy.stream("picks");
        this.pauses = entropy.stream("pauses");
        this.priorityKey = picks.nextLong();
        this.picking = settings.picking();
        this.interleaves = settings.interleaves();
        this.stepNanosMax = settings.stepNanosMax();
        this.chaos = chaos;
        this.trace = new Trace(lines);
    }

    /** Returns the stream of chance of that name. */
    public Entropy entropy(String name) {
        return entropy.stream(name);
    }

    public Chaos chaos() {
        return chaos;
    }

    public Trace trace() {
        return trace;
    }

    /** Returns the time, in nanoseconds since an arbitrary beginning. */
    public long nowNanos() {
        return nanos;
    }

    /** Returns how many steps have been made. */
    public long steps() {
        return steps;
    }

    /** Lets time pass, for a call that takes long. */
    public void passNanos(long more) {
        nanos += more;
    }

    public void add(Actor actor) {
        actors.add(actor);
    }

    /** Starts a process whose jobs have at most so many workers. */
    public SimProcess startProcess(int workersMax) {
        processCount++;
        SimProcess process = new SimProcess(this, processCount, workersMax);
        processes.add(process);
        return process;
    }

    /** Returns the processes that are alive, oldest first. */
    public List<SimProcess> processes() {
        return List.copyOf(processes);
    }

    /** Returns what went wrong in the world itself or in what must not throw; null if nothing did. */
    public @Nullable String defect() {
        return defect;
    }

    /** Returns the exception behind {@link #defect}, if there was one. */
    public @Nullable Throwable defectCause() {
        return defectCause;
    }

    /** Notes the first thing that must never happen. */
    public void defect(String what, @Nullable Throwable cause) {
        if (defect == null) {
            defect = what + (cause == null ? "" : ": " + cause);
            defectCause = cause;
        }
    }

    public void trace(String what, SimProcess process) {
        trace.add(nanos, process.id(), what);
    }

    /** Makes one step; returns false if nothing can ever move again. */
    public boolean step() {
        reap();
        if (!findMovable()) {
            long due = nextDue();
            if (due == Long.MAX_VALUE) {
                return false;
            }
            nanos = Math.max(nanos, due);
            findMovable();
        }
        makeStep();
        return true;
    }

    /** Makes one step, if something can move without waiting for a time to come; returns whether something could. */
    public boolean stepNow() {
        reap();
        if (!findMovable()) {
            return false;
        }
        makeStep();
        return true;
    }

    /** Returns when something moves by the passing of time alone, in nanoseconds; {@link Long#MAX_VALUE} for never. To be asked when {@link #stepNow} has found nothing. */
    public long nextDueNanos() {
        return nextDue();
    }

    private void makeStep() {
        steps++;
        if (stepNanosMax > 0) {
            nanos += 1 + picks.nextInt((int) stepNanosMax);
        }
        if (!movable.isEmpty()) {
            move(pick());
        }
    }

    private void move(int index) {
        Object moved = movable.get(index);
        SimProcess process = movableIn.get(index);
        if (moved instanceof Actor actor) {
            actor.act();
        } else if (process != null) {
            try {
                trace(moved instanceof SimWorker worker ? worker.nextTask() : ((SimLane) moved).name(), process);
                point(process, "step");
                if (moved instanceof SimWorker worker) {
                    worker.step(process.nowNanos());
                } else {
                    ((SimLane) moved).step();
                }
            } catch (ProcessDied e) {
                // Another process starts, or the same one's work is gone: the next step finds out.
            }
        }
    }

    private int pick() {
        int count = movable.size();
        if (picking == Picking.UNIFORM || picks.oneIn(FREE_PICK)) {
            return picks.nextInt(count);
        }
        if (picks.oneIn(200)) {
            priorityKey = picks.nextLong();
        }
        int best = 0;
        long bestPriority = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long priority = Entropy.mix(priorityKey + priorityOf(movable.get(i)));
            if (priority > bestPriority) {
                bestPriority = priority;
                best = i;
            }
        }
        return best;
    }

    private static int priorityOf(Object moved) {
        if (moved instanceof SimWorker worker) {
            return worker.nextTask().hashCode();
        }
        return moved instanceof SimLane lane
                ? lane.name().hashCode()
                : moved.getClass().getName().hashCode();
    }

    private boolean findMovable() {
        movable.clear();
        movableIn.clear();
        for (SimProcess process : processes) {
            if (!process.isStopped()) {
                long now = process.nowNanos();
                for (SimWorker worker : process.workers()) {
                    if (worker.ready(now)) {
                        add(worker, process);
                    }
                }
                for (SimLane lane : process.lanes()) {
                    if (lane.ready(nanos)) {
                        add(lane, process);
                    }
                }
            }
        }
        for (Actor actor : actors) {
            if (actor.ready()) {
                add(actor, null);
            }
        }
        return !movable.isEmpty();
    }

    @SuppressWarnings("NullAway") // an actor belongs to no process
    private void add(Object moved, @Nullable SimProcess process) {
        movable.add(moved);
        movableIn.add(process);
    }

    private long nextDue() {
        long due = Long.MAX_VALUE;
        for (SimProcess process : processes) {
            if (!process.isStopped()) {
                for (SimWorker worker : process.workers()) {
                    due = Math.min(due, process.worldNanos(worker.dueNanos()));
                }
                for (SimLane lane : process.lanes()) {
                    due = Math.min(due, lane.dueNanos());
                }
            }
        }
        for (Actor actor : actors) {
            due = Math.min(due, actor.dueNanos());
        }
        return due;
    }

    void point(SimProcess process, String what) {
        if (!process.isAlive()) {
            throw new ProcessDied();
        }
        chaos.at(process, what);
        Coroutine running = current;
        if (running != null && pausesHeld == 0 && (process.isStopped() || pauses.oneIn(4))) {
            running.pause();
        }
        if (!process.isAlive()) {
            throw new ProcessDied();
        }
    }

    boolean interleaves() {
        return interleaves;
    }

    @Nullable Coroutine enter(Coroutine coroutine) {
        Coroutine before = current;
        current = coroutine;
        return before;
    }

    void leaveCoroutine(@Nullable Coroutine before) {
        current = before;
    }

    @Nullable SimLane enter(SimLane lane) {
        SimLane before = runningLane;
        runningLane = lane;
        return before;
    }

    void leaveLane(@Nullable SimLane before) {
        runningLane = before;
    }

    @Nullable SimLane runningLane() {
        return runningLane;
    }

    void holdPauses() {
        pausesHeld++;
    }

    void releasePauses() {
        pausesHeld--;
    }

    void died(SimProcess process) {
        processes.remove(process);
        dead.add(process);
    }

    private void reap() {
        if (!dead.isEmpty()) {
            List<SimProcess> reaped = List.copyOf(dead);
            dead.clear();
            for (SimProcess process : reaped) {
                for (SimLane lane : List.copyOf(process.lanes())) {
                    lane.reap();
                }
            }
        }
    }

    /** Ends the world: frees what still waits in it. */
    public void end() {
        List.copyOf(processes).forEach(SimProcess::kill);
        reap();
    }
}
