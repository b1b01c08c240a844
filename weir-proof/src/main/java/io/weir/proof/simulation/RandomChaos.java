package io.weir.proof.simulation;

import io.weir.engine.port.ProtocolStep;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * Faults by chance, as a profile says, until the job has crashed often enough; then the world heals.
 *
 * <p>Threading: confined to the world.
 */
final class RandomChaos implements Chaos {

    /** A job that has finished is over within a few points: there everything strikes so much more often. */
    private static final int FINISHED_WEIGHT = 20;

    private final Profile profile;
    private final Entropy entropy;
    private final FaultCounts counts;
    private final List<FaultKind> crashKinds = new ArrayList<>();
    private final List<FaultKind> replyKinds = new ArrayList<>();
    private final List<FaultKind> timeKinds = new ArrayList<>();
    private Victim victim = Victim.NONE;
    private int crashes;
    private int pointsToCrash;
    private int callsToFault;
    private boolean failoverDue;
    private boolean healed;

    /** What faults that concern more than one process or call do to the world. */
    interface Victim {

        Victim NONE = new Victim() {
            @Override
            public void losePower() {}

            @Override
            public void goDown(long nanos) {}

            @Override
            public void replaced(SimProcess zombie) {}

            @Override
            public void askedToStop(SimProcess process) {}
        };

        /** All processes die, and the disks keep what was durable. */
        void losePower();

        /** The brokers answer nobody for so long. */
        void goDown(long nanos);

        /** A process has been stopped; another takes its place. */
        void replaced(SimProcess zombie);

        /** The job of a process is asked to stop. */
        void askedToStop(SimProcess process);
    }

    RandomChaos(Profile profile, FaultCounts counts) {
        this.profile = profile;
        this.counts = counts;
        this.entropy = Entropy.of(profile.seed()).stream("chaos");
        for (FaultKind kind : profile.faults()) {
            switch (kind) {
                case KILL, POWER_CUT, ZOMBIE, FAILOVER, STOP -> crashKinds.add(kind);
                case STALL, CLOCK_JUMP, OUTAGE -> timeKinds.add(kind);
                case DISK_ERROR, REFUSED, REQUEST_LOST, REPLY_LOST, LATE_REQUEST -> replyKinds.add(kind);
            }
        }
        drawNextCrash();
        drawNextFault();
    }

    void strike(Victim newVictim) {
        victim = newVictim;
    }

    /** Returns how many of the crashes have happened, as a share. */
    double progress() {
        return (double) crashes / profile.crashes();
    }

    boolean healed() {
        return healed;
    }

    private void drawNextCrash() {
        // Now and then soon after the last: in the recovery, or in the recovery of the recovery.
        int mean = entropy.oneIn(4) ? Math.max(20, profile.crashPoints() / 8) : profile.crashPoints();
        pointsToCrash = 1 + entropy.nextInt(2 * mean);
    }

    private void drawNextFault() {
        callsToFault = profile.faultRate() == 0 ? Integer.MAX_VALUE : 1 + entropy.nextInt(2 * profile.faultRate());
    }

    @Override
    public void at(SimProcess process, String point) {
        if (healed) {
            return;
        }
        pointsToCrash -= process.phase() == ProtocolStep.FINISHED ? FINISHED_WEIGHT : 1;
        if (pointsToCrash <= 0) {
            if (crashes >= profile.crashes()) {
                healed = true;
            } else {
                crash(process);
            }
            drawNextCrash();
        } else if (!timeKinds.isEmpty() && entropy.oneIn(disturbedOneIn(process.phase()))) {
            disturb(process, timeKinds.get(entropy.nextInt(timeKinds.size())));
        }
    }

    private void crash(SimProcess process) {
        FaultKind kind = crashKinds.get(entropy.nextInt(crashKinds.size()));
        crashes++;
        if (kind != FaultKind.FAILOVER) {
            counts.count(kind, process.phase());
        }
        process.world().trace(kind.name(), process);
        switch (kind) {
            case POWER_CUT -> victim.losePower();
            case ZOMBIE -> {
                process.stop();
                victim.replaced(process);
            }
            case FAILOVER -> failoverDue = true;
            case STOP -> victim.askedToStop(process);
            default -> process.kill();
        }
    }

    private static int disturbedOneIn(ProtocolStep phase) {
        return phase == ProtocolStep.FINISHED ? 1000 / FINISHED_WEIGHT : 1000;
    }

    private void disturb(SimProcess process, FaultKind kind) {
        counts.count(kind, process.phase());
        process.world().trace(kind.name(), process);
        long nanos = entropy.oneIn(3) ? 1_500_000_000L : 1_000_000L * entropy.between(1, 50);
        switch (kind) {
            case OUTAGE -> victim.goDown(nanos);
            case CLOCK_JUMP -> process.jumpClock(nanos);
            default -> {
                if (entropy.nextBoolean()) {
                    process.stallWorker(entropy.nextInt(8), nanos);
                } else {
                    process.world().passNanos(nanos);
                }
            }
        }
    }

    @Override
    public Reply reply(SimProcess process, String call) {
        if (healed) {
            return Reply.GIVEN;
        }
        if (call.equals(Pipelines.FUNCTION)) {
            return function(process);
        }
        callsToFault -= weight(process.phase(), call);
        if (callsToFault > 0 || replyKinds.isEmpty()) {
            return Reply.GIVEN;
        }
        drawNextFault();
        FaultKind kind = replyKinds.get(entropy.nextInt(replyKinds.size()));
        boolean disk = call.startsWith("disk.");
        if (disk != (kind == FaultKind.DISK_ERROR)) {
            return Reply.GIVEN;
        }
        counts.count(kind, process.phase());
        return switch (kind) {
            case REQUEST_LOST -> Reply.REQUEST_LOST;
            case REPLY_LOST -> Reply.REPLY_LOST;
            case LATE_REQUEST -> Reply.LATE;
            default -> Reply.REFUSED;
        };
    }

    /** Faults are more frequent where an unknown outcome hurts most, and in phases that are short. */
    private static int weight(ProtocolStep phase, String call) {
        int weight = switch (phase) {
            case FINISHED -> 60;
            case FENCED, TRIGGERED, SNAPSHOT, DECIDING, DECIDED -> 4;
            default -> 1;
        };
        return call.endsWith(".commit") ? 8 * weight : weight;
    }

    /** An attempt can be made to fail where a user's function is called. */
    private Reply function(SimProcess process) {
        if (!failoverDue) {
            return Reply.GIVEN;
        }
        failoverDue = false;
        counts.count(FaultKind.FAILOVER, process.phase());
        return Reply.REFUSED;
    }
}
