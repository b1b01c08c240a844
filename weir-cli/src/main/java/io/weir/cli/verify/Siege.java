package io.weir.cli.verify;

import io.weir.broker.KafkaBroker;
import io.weir.cli.process.JobProcess;
import io.weir.cli.process.Signals;
import io.weir.cli.terminal.Screen;
import io.weir.cli.verify.Ambush.Signal;
import io.weir.cli.verify.JobSeat.Occupant;
import io.weir.cli.verify.Strike.Kind;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the strikes out, one after the other, and brings the job to a good end.
 *
 * <p>Threading: confined to the main thread.
 */
final class Siege {

    private static final long TICK_NANOS = 1_000_000;

    /** A job that makes nothing visible for so long does not come back. Starting a JVM and a broker on a busy machine takes a tenth of it. */
    private static final Duration PROGRESS_TIMEOUT = Duration.ofSeconds(90);

    /** A step that is not reached within this is not on the job's way; it is struck from outside. */
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(20);

    /** Results that do not come for so long at the end are lost. */
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    /** Roughly what a strike takes: a finite input is spread over all of them. */
    private static final double SECONDS_PER_STRIKE = 4;

    private final Field field;
    private final Tally tally = new Tally();
    private final long startNanos = System.nanoTime();
    private @Nullable Occupant job;
    private int strikesLeft;

    /** When the last strike was; what comes back has not come back from it yet if there is one. */
    private long struckNanos;

    private Optional<BooleanSupplier> isBack = Optional.empty();
    private long backSeenCount = -1;

    /** What a siege happens in. */
    record Field(
            KafkaBroker broker,
            JobSeat seat,
            Watcher watcher,
            Feeder feeder,
            Workload workload,
            VerifySettings settings,
            Screen screen) {}

    Siege(Field field) {
        this.field = field;
    }

    Tally tally() {
        return tally;
    }

    /**
     * Strikes as planned, then waits for all output and stops the job.
     *
     * @throws CutShort if the job does not come back, gives up, or its output is wrong
     */
    void run(List<Strike> strikes) {
        for (int i = 0; i < strikes.size(); i++) {
            strikesLeft = strikes.size() - i;
            Strike strike = strikes.get(i);
            String where = carryOut(strike);
            tally.struck(strike.kind());
            tell("no. %d: %s%s", i + 1, strike.inWords(), where);
        }
        finish();
    }

    /** Returns what to tell besides. */
    private String carryOut(Strike strike) {
        return switch (strike.kind()) {
            case STEP_KILL -> stepKill(strike);
            case RANDOM_KILL -> randomKill(strike);
            case ZOMBIE -> zombie(strike);
            case BROKER_KILL -> brokerKill(strike);
            case BROKER_PAUSE -> brokerPause(strike);
        };
    }

    private String stepKill(Strike strike) {
        Occupant victim = occupant(strike, Signal.KILL, 0);
        String where = awaitAmbush(victim, strike);
        kill(victim);
        pause(strike.absence());
        return where;
    }

    private String randomKill(Strike strike) {
        Occupant victim = occupant(strike, Signal.KILL, 0);
        if (!strike.early()) {
            awaitResult(victim);
        }
        hold(victim, strike.delay());
        kill(victim);
        return "";
    }

    private String zombie(Strike strike) {
        Occupant zombie = occupant(strike, Signal.STOP, 0);
        String where = awaitAmbush(zombie, strike);
        if (zombie.struck().isEmpty()) {
            Signals.send("STOP", zombie.process().pid());
        }
        struck();
        field.seat().breakLock();
        Occupant successor = startFresh(Optional.empty());
        await(
                successor,
                "the job to run again",
                PROGRESS_TIMEOUT,
                () -> successor.process().hasRun());
        if (!strike.early()) {
            awaitResult(successor);
        }
        Waking waking = new Waking(zombie.process());
        await(successor, "the woken process to end", PROGRESS_TIMEOUT, () -> waking.isOver() || isAllVisible());
        if (zombie.process().isAlive()) {
            // Without input nobody writes, and so nobody notices that he may not.
            field.seat().kill(zombie);
            return where + " (it had nothing to do)";
        }
        String end = zombie.process().failure().orElse("no error");
        if (!end.equals("superseded-attempt")) {
            throw new CutShort("a process that was stopped, replaced and woken again ended with " + end
                    + " instead of superseded-attempt");
        }
        tally.zombieSuperseded();
        field.seat().kill(zombie);
        awaitResult(successor);
        return where;
    }

    /** Wakes a process again and again, for one that stops itself says so before it does. */
    private static final class Waking {
        private static final long PAUSE_NANOS = 500_000_000;

        private final JobProcess process;
        private long wokenNanos = System.nanoTime() - PAUSE_NANOS;

        Waking(JobProcess process) {
            this.process = process;
        }

        boolean isOver() {
            if (process.isAlive() && System.nanoTime() - wokenNanos >= PAUSE_NANOS) {
                Signals.send("CONT", process.pid());
                wokenNanos = System.nanoTime();
            }
            return !process.isAlive();
        }
    }

    private String brokerKill(Strike strike) {
        Occupant bystander = occupant(strike, Signal.KILL, field.broker().pid());
        String where = awaitAmbush(bystander, strike);
        field.broker().kill();
        struck();
        if (strike.withJob()) {
            kill(bystander);
        }
        pause(strike.absence());
        field.broker().restart();
        if (!strike.withJob()) {
            isBack = Optional.of(() -> true);
            awaitResult(bystander);
        }
        return where;
    }

    private String brokerPause(Strike strike) {
        Occupant bystander = occupant(strike, Signal.STOP, 0);
        awaitAmbush(bystander, strike);
        field.broker().pause();
        struck();
        pause(strike.absence());
        field.broker().resume();
        isBack = Optional.of(() -> true);
        awaitResult(bystander);
        return "";
    }

    /** The process that a strike is to hit, with the ambush laid if it strikes at a step. */
    private Occupant occupant(Strike strike, Signal signal, long pid) {
        Optional<Ambush> ambush =
                strike.step().map(step -> new Ambush(signal, pid, step, strike.occurrence(), strike.side()));
        Occupant living = job;
        if (living == null) {
            return startFresh(ambush);
        }
        ambush.ifPresent(living::lay);
        return living;
    }

    private Occupant startFresh(Optional<Ambush> ambush) {
        Occupant fresh = field.seat().start(ambush);
        job = fresh;
        isBack = Optional.of(() -> fresh.process().hasRun());
        return fresh;
    }

    /** Waits for the moment of a strike, and returns where the job was then. */
    private String awaitAmbush(Occupant occupant, Strike strike) {
        if (strike.step().isEmpty()) {
            awaitResult(occupant);
            hold(occupant, strike.delay());
            return "";
        }
        boolean wasStruck = strike.kind() == Kind.STEP_KILL
                ? awaitDeath(occupant)
                : awaitWithin(occupant, STEP_TIMEOUT, () -> occupant.struck().isPresent());
        if (!wasStruck) {
            tally.missed();
            return " (not reached)";
        }
        tally.struckAt(strike.step().get());
        String[] parts = occupant.struck().orElse("").split(" ", 3);
        return parts.length < 3 ? "" : " (checkpoint " + parts[1] + ", " + parts[2] + ")";
    }

    /** Waits for a process that kills itself; one that dies of anything else cuts the run short. */
    private boolean awaitDeath(Occupant occupant) {
        boolean dead = awaitWithin(null, STEP_TIMEOUT, () -> !occupant.process().isAlive());
        if (dead) {
            // Only then all that it said has been heard.
            Optional<String> unused = occupant.process().failure();
            if (occupant.struck().isEmpty()) {
                throw endedByItself(occupant);
            }
        }
        return dead;
    }

    private void kill(Occupant victim) {
        field.seat().kill(victim);
        job = null;
        struck();
    }

    private void struck() {
        struckNanos = System.nanoTime();
        isBack = Optional.empty();
        backSeenCount = -1;
    }

    /** Waits until something new is visible, or all is. */
    private void awaitResult(Occupant occupant) {
        await(
                occupant,
                "the job to run",
                PROGRESS_TIMEOUT,
                () -> occupant.process().hasRun());
        long before = field.watcher().seenCount();
        await(
                occupant,
                "a new result to become visible",
                PROGRESS_TIMEOUT,
                () -> field.watcher().seenCount() > before || isAllVisible());
    }

    private boolean isAllVisible() {
        return field.feeder().isDone()
                && field.watcher().seenCount()
                        >= field.watcher().check().expectedCount(field.feeder().sentCount());
    }

    private void finish() {
        strikesLeft = 0;
        if (field.workload().size() == Long.MAX_VALUE) {
            field.feeder().finish();
        } else {
            field.feeder().pace(field.settings().rate());
        }
        Occupant last = job == null ? startFresh(Optional.empty()) : job;
        await(last, "the job to run", PROGRESS_TIMEOUT, () -> last.process().hasRun());
        Stall stall = new Stall();
        awaitWithin(last, Duration.ofDays(1), () -> isAllVisible() || stall.isOver());
        tell(
                "all %,d input records are sent, %,d results are visible; the job is stopped",
                field.feeder().sentCount(), field.watcher().seenCount());
        try {
            last.process().stop(STOP_TIMEOUT);
        } catch (WeirException e) {
            throw new CutShort("the job does not stop in good order: " + e.getMessage());
        }
        field.seat().kill(last);
        job = null;
    }

    /** Notices that nothing moves any more. */
    private final class Stall {
        private long movedNanos = System.nanoTime();
        private long movedCount = -1;

        boolean isOver() {
            long count = field.watcher().seenCount() + field.feeder().sentCount();
            if (count != movedCount) {
                movedCount = count;
                movedNanos = System.nanoTime();
            }
            return System.nanoTime() - movedNanos > STALL_TIMEOUT.toNanos();
        }
    }

    /** Spreads what is left of a finite input over the strikes that are left, however long they take: it becomes less and less, and does not run out. */
    private void pace() {
        long size = field.workload().size();
        if (size != Long.MAX_VALUE && strikesLeft > 0) {
            double seconds = (strikesLeft + 1) * SECONDS_PER_STRIKE;
            field.feeder()
                    .pace(Math.min(
                            field.settings().rate(), (size - field.feeder().sentCount()) / seconds));
        }
    }

    private void hold(Occupant occupant, Duration time) {
        long startedNanos = System.nanoTime();
        awaitWithin(occupant, Duration.ofDays(1), () -> System.nanoTime() - startedNanos >= time.toNanos());
    }

    private void pause(Duration time) {
        long startedNanos = System.nanoTime();
        awaitWithin(null, Duration.ofDays(1), () -> System.nanoTime() - startedNanos >= time.toNanos());
    }

    private void await(Occupant occupant, String what, Duration timeout, BooleanSupplier condition) {
        if (!awaitWithin(occupant, timeout, condition)) {
            throw new CutShort("waited in vain for " + what + ", for " + timeout.toSeconds()
                    + " s; the log of the job ends:\n" + occupant.process().logTail());
        }
    }

    /** Waits, and looks after everything meanwhile; returns whether the condition came true in time. */
    private boolean awaitWithin(@Nullable Occupant occupant, Duration timeout, BooleanSupplier condition) {
        long startedNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startedNanos > timeout.toNanos()) {
                return false;
            }
            if (occupant != null && !occupant.process().isAlive()) {
                throw endedByItself(occupant);
            }
            lookAround();
            LockSupport.parkNanos(TICK_NANOS);
            if (Thread.interrupted()) {
                throw WeirException.external(
                        "interrupted",
                        "the command was interrupted",
                        "its thread was told to end",
                        "run it again",
                        null);
            }
        }
        lookAround();
        return true;
    }

    private void lookAround() {
        pace();
        long seenCount = field.watcher().seenCount();
        if (field.watcher().hasDeviation()) {
            throw new CutShort("the run was ended when the concurrent reader saw what must not be:");
        }
        if (backSeenCount < 0 && isBack.filter(BooleanSupplier::getAsBoolean).isPresent()) {
            backSeenCount = seenCount;
        } else if (backSeenCount >= 0 && isBack.isPresent() && seenCount > backSeenCount) {
            if (struckNanos != 0) {
                tally.recovered(System.nanoTime() - struckNanos);
            }
            isBack = Optional.empty();
            backSeenCount = -1;
        }
        field.screen()
                .progress(
                        "  %,d input records sent, %,d results visible, %d strikes",
                        field.feeder().sentCount(), seenCount, tally.strikeCount());
    }

    private static CutShort endedByItself(Occupant occupant) {
        String code =
                occupant.process().failure().map(named -> " with " + named).orElse("");
        return new CutShort("the job's process ended by itself" + code + "; its log ends:\n"
                + occupant.process().logTail());
    }

    private void tell(String form, Object... parts) {
        field.screen()
                .line("  %5.1f s  %s", (System.nanoTime() - startNanos) / 1e9, String.format(Locale.ROOT, form, parts));
    }
}
