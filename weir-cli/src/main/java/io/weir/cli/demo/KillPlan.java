package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * When the job is killed, and how many orders may be sent by then. Kills come in pairs: the first strikes at a random moment of the steady flow; while the
 * job is down a wave of orders comes in, and the second strikes at a random moment while the restarted job works it off.
 *
 * <p>Threading: Immutable.
 *
 * @param kills in their order
 * @param ordersPerSecond the steady rate
 */
record KillPlan(List<Kill> kills, double ordersPerSecond) {

    private static final int ORDERS_PER_SECOND_MAX = 8_000;

    /** A kill and its recovery take less than this much steady flow on a machine with two cores. */
    private static final double SECONDS_PER_PAIR = 5;

    private static final int WAVE_MAX = 30_000;
    private static final double WAVES_SHARE_MAX = 0.4;

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
        int pairCount = (killCount + 1) / 2;
        int waveCount = killCount / 2;
        int wave = waveCount == 0 ? 0 : (int) Math.min(WAVE_MAX, records * WAVES_SHARE_MAX / waveCount);
        int steady = records - waveCount * wave;
        double perPair = steady / (pairCount + 0.5);
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < killCount; i++) {
            int pair = i / 2;
            int allowed = (int) ((pair + 1) * perPair) + pair * wave;
            if (i % 2 == 0) {
                int strike = (int) (allowed - perPair * between(random, 0.1, 0.7));
                kills.add(new Kill(Moment.STEADY, strike, 0, allowed, i + 1 < killCount ? wave : 0));
            } else {
                kills.add(new Kill(Moment.BACKLOG, 0, between(random, 0.2, 0.8), allowed + wave, 0));
            }
        }
        double seconds = Math.max(steady / (double) ORDERS_PER_SECOND_MAX, SECONDS_PER_PAIR * (pairCount + 0.5));
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
                        "every first kill strikes at a random moment of the steady flow and is followed by a wave of"
                                + " %,d orders, every second one while the restarted job works that wave off",
                        wave);
    }

    private static double between(SplittableRandom random, double from, double to) {
        return from + random.nextDouble() * (to - from);
    }
}
