package io.weir.cli.verify;

import io.weir.cli.verify.Ambush.Side;
import io.weir.cli.verify.Strike.Kind;
import io.weir.engine.port.ProtocolStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What is struck, in which order, and when: a mixture that is drawn from a seed. Steps are not drawn but gone through, in an order that is drawn, so that none
 * is left out for long.
 *
 * <p>Threading: Immutable.
 */
record StrikePlan(List<Strike> strikes) {

    /** Only bounded jobs reach the end of their input, and what is verified here is unbounded. */
    private static final Set<ProtocolStep> STEPS = EnumSet.complementOf(EnumSet.of(ProtocolStep.FINISHED));

    /** A process that is stopped before it has taken the journal over is no zombie: when it is woken, it is the newer one. */
    private static final Set<ProtocolStep> STEPS_OF_OWNERS =
            EnumSet.range(ProtocolStep.JOURNAL_RECOVERED, ProtocolStep.CONFIRMED);

    /** Where a job that stays away leaves output that is decided and not committed. */
    private static final Set<ProtocolStep> STEPS_IN_DOUBT = EnumSet.of(ProtocolStep.DECIDED, ProtocolStep.COMMITTING);

    private static final int DELAY_MILLIS_MAX = 1_200;
    private static final int EARLY_MILLIS_MAX = 1_500;
    private static final int BROKER_DOWN_MILLIS_MAX = 1_000;
    /** Well below {@link VerifyRun#SESSION_TIMEOUT_MILLIS}. */
    private static final int BROKER_PAUSE_MILLIS_MAX = 3_000;

    /** Beyond the timeout, for the broker to notice that it is over. */
    private static final Duration ABSENCE_BEYOND_TIMEOUT = Duration.ofMillis(1_500);

    /** One of so many that are killed with output in doubt stays away for longer than the transaction timeout. */
    private static final int ABSENCES_EVERY = 4;

    private static final int CHECKPOINTS_MAX = 6;

    /** What is asked for. */
    record Wish(long seed, int count, Only only, int parallelism, Duration transactionTimeout) {}

    /** Kinds to keep to. */
    enum Only {
        ALL(0.14, 0.12, 0.12, 0.06),
        KILL(1, 0, 0, 0),
        STEP(0, 0, 0, 0),
        ZOMBIE(0, 1, 0, 0),
        BROKER(0, 0, 0.7, 0.3);

        private final double randomShare;
        private final double zombieShare;
        private final double brokerKillShare;
        private final double brokerPauseShare;

        Only(double randomShare, double zombieShare, double brokerKillShare, double brokerPauseShare) {
            this.randomShare = randomShare;
            this.zombieShare = zombieShare;
            this.brokerKillShare = brokerKillShare;
            this.brokerPauseShare = brokerPauseShare;
        }
    }

    StrikePlan {
        strikes = List.copyOf(strikes);
    }

    static StrikePlan of(Wish wish) {
        Draw draw = new Draw(wish);
        List<Strike> drawn = new ArrayList<>();
        for (Kind kind : kinds(wish, draw.random)) {
            drawn.add(draw.strike(kind));
        }
        return new StrikePlan(ordered(drawn));
    }

    private static List<Kind> kinds(Wish wish, Random random) {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, Kind.RANDOM_KILL, wish.count(), wish.only().randomShare);
        add(kinds, Kind.ZOMBIE, wish.count(), wish.only().zombieShare);
        add(kinds, Kind.BROKER_KILL, wish.count(), wish.only().brokerKillShare);
        add(kinds, Kind.BROKER_PAUSE, wish.count(), wish.only().brokerPauseShare);
        Kind rest = wish.only() == Only.BROKER ? Kind.BROKER_KILL : Kind.STEP_KILL;
        while (kinds.size() < wish.count()) {
            kinds.add(rest);
        }
        Collections.shuffle(kinds, random);
        return kinds.subList(0, wish.count());
    }

    /** At least one, if there is to be a share at all. */
    private static void add(List<Kind> kinds, Kind kind, int count, double share) {
        long added = share == 0 ? 0 : Math.max(1, Math.round(count * share));
        for (long i = 0; i < added; i++) {
            kinds.add(kind);
        }
    }

    /** Keeps a strike that needs a fresh process away from behind one that leaves a process, as far as possible. */
    private static List<Strike> ordered(List<Strike> drawn) {
        List<Strike> left = new ArrayList<>(drawn);
        List<Strike> ordered = new ArrayList<>();
        boolean fresh = true;
        while (!left.isEmpty()) {
            int next = 0;
            for (int i = 0; i < left.size(); i++) {
                if (fresh || !left.get(i).needsFreshProcess()) {
                    next = i;
                    break;
                }
            }
            Strike chosen = left.remove(next);
            ordered.add(chosen);
            fresh = !chosen.leavesProcess();
        }
        return ordered;
    }

    /** Draws strikes from the seed. */
    private static final class Draw {

        private final Wish wish;
        private final Random random;
        private final Cycle killed;
        private final Cycle stopped;
        private final Cycle brokerless;
        private int inDoubtCount;
        private int zombieCount;
        private int brokerKillCount;

        Draw(Wish wish) {
            this.wish = wish;
            this.random = new Random(wish.seed());
            this.killed = new Cycle(STEPS, random);
            this.stopped = new Cycle(STEPS_OF_OWNERS, random);
            this.brokerless = new Cycle(STEPS, random);
        }

        Strike strike(Kind kind) {
            return switch (kind) {
                case STEP_KILL -> stepKill();
                case RANDOM_KILL -> randomKill();
                case ZOMBIE -> zombie();
                case BROKER_KILL -> brokerKill();
                case BROKER_PAUSE -> atMoment(kind, millis(500, BROKER_PAUSE_MILLIS_MAX), false);
            };
        }

        private Strike stepKill() {
            ProtocolStep step = killed.next();
            boolean inDoubt = STEPS_IN_DOUBT.contains(step);
            boolean away = inDoubt && inDoubtCount++ % ABSENCES_EVERY == 0;
            Side side = away ? Side.AT : side();
            Duration absence = away ? wish.transactionTimeout().plus(ABSENCE_BEYOND_TIMEOUT) : Duration.ZERO;
            return atStep(Kind.STEP_KILL, step, side, absence, false);
        }

        private Strike randomKill() {
            boolean early = random.nextInt(4) == 0;
            Duration delay = millis(0, early ? EARLY_MILLIS_MAX : DELAY_MILLIS_MAX);
            return new Strike(Kind.RANDOM_KILL, Optional.empty(), 0, Side.BEHIND, delay, early, Duration.ZERO, false);
        }

        /** Three of four at a step. */
        private Strike zombie() {
            return zombieCount++ % 4 == 3
                    ? atMoment(Kind.ZOMBIE, Duration.ZERO, false)
                    : atStep(Kind.ZOMBIE, stopped.next(), side(), Duration.ZERO, false)
                            .wokenEarly(random.nextBoolean());
        }

        /** Every other one at a step; every third with the job. */
        private Strike brokerKill() {
            int number = brokerKillCount++;
            Duration absence = millis(0, BROKER_DOWN_MILLIS_MAX);
            boolean withJob = number % 3 == 2;
            return number % 2 == 0
                    ? atStep(Kind.BROKER_KILL, brokerless.next(), side(), absence, withJob)
                    : atMoment(Kind.BROKER_KILL, absence, withJob);
        }

        private Strike atStep(Kind kind, ProtocolStep step, Side side, Duration absence, boolean withJob) {
            return new Strike(kind, Optional.of(step), occurrence(step), side, Duration.ZERO, false, absence, withJob);
        }

        private Strike atMoment(Kind kind, Duration absence, boolean withJob) {
            return new Strike(
                    kind, Optional.empty(), 0, Side.BEHIND, millis(0, DELAY_MILLIS_MAX), false, absence, withJob);
        }

        /** Within the first checkpoints of the process, and one of four times the very first, which may be in recovery. */
        private int occurrence(ProtocolStep step) {
            int perCheckpoint = switch (step) {
                case RECOVERING, JOURNAL_RECOVERED, FENCING, FENCED, RUNNING, FINISHED -> 0;
                case TRIGGERED, DECIDING, DECIDED, CONFIRMED -> 1;
                case PRE_COMMITTING, PRE_COMMITTED, COMMITTING, COMMITTED -> wish.parallelism();
                case ALIGNED, SNAPSHOT, ACKNOWLEDGED -> 2 * wish.parallelism();
            };
            return perCheckpoint == 0 || random.nextInt(4) == 0
                    ? 1
                    : 1 + random.nextInt(perCheckpoint * CHECKPOINTS_MAX);
        }

        private Side side() {
            return random.nextBoolean() ? Side.AT : Side.BEHIND;
        }

        private Duration millis(int from, int to) {
            return Duration.ofMillis(from + random.nextInt(to - from));
        }
    }

    /** Goes through steps again and again, in an order that is drawn anew each time. */
    private static final class Cycle {

        private final Set<ProtocolStep> steps;
        private final Random random;
        private final List<ProtocolStep> left = new ArrayList<>();

        Cycle(Set<ProtocolStep> steps, Random random) {
            this.steps = steps;
            this.random = random;
        }

        ProtocolStep next() {
            if (left.isEmpty()) {
                left.addAll(steps);
                Collections.shuffle(left, random);
            }
            return left.remove(left.size() - 1);
        }
    }
}
