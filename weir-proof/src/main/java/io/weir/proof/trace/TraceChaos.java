package io.weir.proof.trace;

import io.weir.proof.simulation.FaultKind;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong in a traced run: crashes of some kinds, a number of times, and replies that are lost, late or refused.
 *
 * <p>Threading: confined to the world.
 */
final class TraceChaos implements Chaos {

    /** Long enough for the brokers to give a transaction up. */
    private static final long STALL_NANOS = 1_500_000_000L;

    private static final List<FaultKind> CRASHES =
            List.of(FaultKind.KILL, FaultKind.POWER_CUT, FaultKind.ZOMBIE, FaultKind.FAILOVER, FaultKind.STALL);

    /** Where two attempts at once hurt most, something strikes most often: in recovery, and around decisions and commits. */
    private static final Set<String> CRITICAL =
            Set.of("FENCING", "FENCED", "DECIDING", "DECIDED", "COMMITTING", "kafka.commit", "kafka.initTransactions");

    private static final int CRITICAL_WEIGHT_MAX = 8;

    private static final List<Reply> FAULTS = List.of(Reply.REFUSED, Reply.REQUEST_LOST, Reply.REPLY_LOST, Reply.LATE);

    /** What a run has to do with its world when something strikes. */
    interface Victim {

        /** Looks at the world, before anything strikes. */
        void at(SimProcess process);

        void kill(SimProcess process);

        void stop(SimProcess process);

        void losePower();
    }

    private final Entropy entropy;
    private final Victim victim;
    private final List<FaultKind> kinds = new ArrayList<>();
    private final int pointsBetween;
    private final int callsBetween;
    private final int criticalWeight;
    private int crashesLeft;
    private int pointsToCrash;
    private int callsToFault;
    private boolean failoverDue;

    TraceChaos(Entropy entropy, Victim victim) {
        this.entropy = entropy;
        this.victim = victim;
        for (FaultKind kind : CRASHES) {
            if (entropy.nextBoolean()) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty()) {
            kinds.add(FaultKind.KILL);
        }
        this.crashesLeft = entropy.between(2, 9);
        this.pointsBetween = entropy.between(30, 200);
        this.callsBetween = entropy.oneIn(3) ? Integer.MAX_VALUE / 4 : entropy.between(40, 300);
        this.criticalWeight = entropy.nextBoolean() ? CRITICAL_WEIGHT_MAX : 1;
        drawNextCrash();
        drawNextFault();
    }

    private void drawNextCrash() {
        // Now and then soon after the last: in the recovery, or in the recovery of the recovery.
        pointsToCrash = 1 + entropy.nextInt(entropy.oneIn(3) ? 60 : 2 * pointsBetween);
    }

    private void drawNextFault() {
        callsToFault = 1 + entropy.nextInt(2 * callsBetween);
    }

    boolean healed() {
        return crashesLeft == 0;
    }

    @Override
    public void at(SimProcess process, String point) {
        victim.at(process);
        if (healed()) {
            return;
        }
        pointsToCrash -= CRITICAL.contains(point) ? criticalWeight : 1;
        if (pointsToCrash <= 0) {
            crashesLeft--;
            drawNextCrash();
            strike(process, kinds.get(entropy.nextInt(kinds.size())));
        }
    }

    private void strike(SimProcess process, FaultKind kind) {
        process.world().trace(kind.name(), process);
        switch (kind) {
            case POWER_CUT -> victim.losePower();
            case ZOMBIE -> victim.stop(process);
            case FAILOVER -> failoverDue = true;
            case STALL -> process.world().passNanos(STALL_NANOS);
            default -> victim.kill(process);
        }
    }

    @Override
    public Reply reply(SimProcess process, String call) {
        if (call.equals(TracedPipeline.FUNCTION)) {
            boolean due = failoverDue;
            failoverDue = false;
            return due ? Reply.REFUSED : Reply.GIVEN;
        }
        if (healed()) {
            return Reply.GIVEN;
        }
        // Where an unknown outcome hurts most it is told most often.
        callsToFault -= call.endsWith(".commit") ? 8 : 1;
        if (callsToFault > 0) {
            return Reply.GIVEN;
        }
        drawNextFault();
        return call.startsWith("disk.") ? Reply.REFUSED : FAULTS.get(entropy.nextInt(FAULTS.size()));
    }
}
