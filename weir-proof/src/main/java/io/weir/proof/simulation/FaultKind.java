package io.weir.proof.simulation;

/** What goes wrong in simulated worlds. */
public enum FaultKind {
    /** SIGKILL: the process is gone, what it has written is there. */
    KILL(true),
    /** The machine loses power: what was not synced may be gone, in part or torn. */
    POWER_CUT(true),
    /** SIGSTOP, a newer process takes over, SIGCONT: the older one goes on as if nothing had happened. */
    ZOMBIE(true),
    /** An attempt fails within its process, which starts another. */
    FAILOVER(true),
    /** The job is asked to stop, and started again once it has: as a person does who wants to change something. */
    STOP(true),
    /** A process stands still for a time. */
    STALL(false),
    /** The clock leaps forward. */
    CLOCK_JUMP(false),
    /** The disk refuses to write, read, sync or list. */
    DISK_ERROR(false),
    /** An outside system refuses a call. */
    REFUSED(false),
    /** A request does not arrive, and nobody learns of it. */
    REQUEST_LOST(false),
    /** A call has its effect, and nobody learns of it. */
    REPLY_LOST(false),
    /** A request arrives late or never, and nobody learns of it. */
    LATE_REQUEST(false),
    /** The brokers answer nobody for a time, long enough for transactions to time out, or short. */
    OUTAGE(false);

    private final boolean crash;

    FaultKind(boolean crash) {
        this.crash = crash;
    }

    /** Returns whether time passes with it. */
    public boolean takesTime() {
        return this == STALL || this == CLOCK_JUMP || this == OUTAGE;
    }

    /** Returns whether it strikes calls to the outside. */
    public boolean isOfCalls() {
        return !crash && !takesTime();
    }

    /** Returns whether an attempt of the job ends by it. */
    public boolean isCrash() {
        return crash;
    }
}
