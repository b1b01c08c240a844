package io.weir.proof.simulation;

import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;

/**
 * Two crashes at chosen points and nothing else: the second counts from the first, so that it strikes in what follows, which begins with a recovery.
 *
 * <p>Threading: confined to the world.
 */
final class FixedChaos implements Chaos {

    /** No crash. */
    static final long NEVER = Long.MAX_VALUE;

    private final FaultKind kind;
    private final long first;
    private final long second;
    private RandomChaos.Victim victim = RandomChaos.Victim.NONE;
    private long points;
    private long crashedAt = NEVER;
    private long recoveredAt = NEVER;
    private int crashes;

    /**
     * @param kind {@link FaultKind#KILL} or {@link FaultKind#POWER_CUT}
     * @param first at which point, counted from 1
     * @param second at which point after the first
     */
    FixedChaos(FaultKind kind, long first, long second) {
        this.kind = kind;
        this.first = first;
        this.second = second;
    }

    void strike(RandomChaos.Victim newVictim) {
        victim = newVictim;
    }

    /** Returns how many points there were. */
    long points() {
        return points;
    }

    /** Returns how many crashes there were. */
    int crashes() {
        return crashes;
    }

    /** Returns how many points lay between the first crash and the end of the recovery that followed; 0 if it did not come that far. */
    long recoveryPoints() {
        return recoveredAt == NEVER ? 0 : recoveredAt - crashedAt;
    }

    @Override
    public void at(SimProcess process, String point) {
        points++;
        if (crashedAt != NEVER && recoveredAt == NEVER && point.equals("RUNNING")) {
            recoveredAt = points;
        }
        boolean now = crashes == 0 ? points == first : crashes == 1 && second != NEVER && points - crashedAt == second;
        if (now) {
            crashes++;
            if (crashes == 1) {
                crashedAt = points;
            }
            if (kind == FaultKind.POWER_CUT) {
                victim.losePower();
            } else {
                process.kill();
            }
        }
    }

    @Override
    public Reply reply(SimProcess process, String call) {
        return Reply.GIVEN;
    }
}
