package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * When the job is killed, and how many orders may be sent by then. Kills come in rounds of three: the first strikes at a random moment of the steady flow;
 * after it and after the second, while the job is down, a wave of orders comes in, and the next kill strikes at a random moment while the restarted job
 * works the wave off.
 *
 * <p>Threading: Immutable.
 *
 * @param kills in their order
 * @param ordersPerSecond the steady rate
 */
record KillPlan(List<Kill> kills, double ordersPerSecond) {

    private static final int ORDERS_PER_SECOND_MAX = 4_000;

    private static final int KILLS_PER_ROUND = 3;

    /** A round's kills and recoveries take less than this much steady flow on a machine with two cores. */
    private static final double SECONDS_PER_ROUND = 7;

    private static final int WAVE_MAX = 20_000;
    private static final double WAVES_SHARE_MAX = 0.4;

    /** So early that all channels still have much to do: then barriers come apart, which is what alignment is for. */
    private static final double BACKLOG_SHARE_MAX = 0.4;

    /** What a kill waits for. */
    enum Moment {
        /** A number of orders was sent. */
        STEADY,
        /** A share of the backlog that the job found at its start has become visible. */
        BACKLOG
    }

    /**
     * One kill.
     *
     * @param orders of a STEADY kill: strike when so many orders were sent
     * @param share of a BACKLOG kill: strike when this share was worked off
     * @param allowed how many orders may be sent before it has struck, so that it strikes while records flow
     * @param wave how many orders come in at once when it has struck
     */
    record Kill(Moment moment, int orders, double share, int allowed, int wave) {}

    KillPlan {
        kills = List.copyOf(kills);
    }

    static KillPlan fromSeed(long seed, int records, int killCount) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x6b696c6cL);
        int roundCount = (killCount + KILLS_PER_ROUND - 1) / KILLS_PER_ROUND;
        int waveCount = killCount - roundCount;
        int wave = waveCount == 0 ? 0 : (int) Math.min(WAVE_MAX, records * WAVES_SHARE_MAX / waveCount);
        int steady = records - waveCount * wave;
        double perRound = steady / (roundCount + 0.5);
        List<Kill> kills = new ArrayList<>();
        int waves = 0;
        for (int i = 0; i < killCount; i++) {
            boolean first = i % KILLS_PER_ROUND == 0;
            boolean last = i + 1 == killCount || (i + 1) % KILLS_PER_ROUND == 0;
            int allowed = (int) ((i / KILLS_PER_ROUND + 1) * perRound) + waves * wave;
            if (first) {
                int strike = (int) (allowed - perRound * between(random, 0.1, 0.7));
                kills.add(new Kill(Moment.STEADY, strike, 0, allowed, last ? 0 : wave));
            } else {
                kills.add(new Kill(
                        Moment.BACKLOG, 0, between(random, 0.02, BACKLOG_SHARE_MAX), allowed, last ? 0 : wave));
            }
            waves += last ? 0 : 1;
        }
        double seconds = Math.max(steady / (double) ORDERS_PER_SECOND_MAX, SECONDS_PER_ROUND * (roundCount + 0.5));
        return new KillPlan(kills, steady / seconds);
    }

    /** Says in one sentence how the kills strike. */
    String inWords() {
        int wave = kills.stream().mapToInt(Kill::wave).max().orElse(0);
        if (kills.isEmpty()) {
            return "no kill";
        }
        return wave == 0
                ? "each kill strikes at a random moment"
                : String.format(
                        Locale.ROOT,
                        "the first of every three kills strikes at a random moment of the steady flow, and the others while"
                                + " the job works off a wave of %,d orders that came in while it was down",
                        wave);
    }

    private static double between(SplittableRandom random, double from, double to) {
        return from + random.nextDouble() * (to - from);
    }
}
