package io.weir.proof.simulation;

/** What goes wrong in simulated worlds. */
public enum FaultKind {
    /** SIGKILL: the process is gone, what it has written is there. */
    KILL(Effect.ENDS_AN_ATTEMPT),
    /** The machine loses power: what was not synced may be gone, in part or torn. */
    POWER_CUT(Effect.ENDS_AN_ATTEMPT),
    /** SIGSTOP, a newer process takes over, SIGCONT: the older one goes on as if nothing had happened. */
    ZOMBIE(Effect.ENDS_AN_ATTEMPT),
    /** An attempt fails within its process, which starts another. */
    FAILOVER(Effect.ENDS_AN_ATTEMPT),
    /** The job is asked to stop, and started again once it has: as a person does who wants to change something. */
    STOP(Effect.ENDS_A_JOB),
    /** A process stands still for a time. */
    STALL(Effect.TAKES_TIME),
    /** The clock leaps forward. */
    CLOCK_JUMP(Effect.TAKES_TIME),
    /** The disk refuses to write, read, sync or list. */
    DISK_ERROR(Effect.STRIKES_A_CALL),
    /** An outside system refuses a call. */
    REFUSED(Effect.STRIKES_A_CALL),
    /** A request does not arrive, and nobody learns of it. */
    REQUEST_LOST(Effect.STRIKES_A_CALL),
    /** A call has its effect, and nobody learns of it. */
    REPLY_LOST(Effect.STRIKES_A_CALL),
    /** A request arrives late or never, and nobody learns of it. */
    LATE_REQUEST(Effect.STRIKES_A_CALL),
    /** The brokers answer nobody for a time, long enough for transactions to time out, or short. */
    OUTAGE(Effect.TAKES_TIME);

    private enum Effect {
        ENDS_AN_ATTEMPT,
        ENDS_A_JOB,
        TAKES_TIME,
        STRIKES_A_CALL
    }

    private final Effect effect;

    FaultKind(Effect effect) {
        this.effect = effect;
    }

    /** Returns whether time passes with it. */
    public boolean takesTime() {
        return effect == Effect.TAKES_TIME;
    }

    /** Returns whether it strikes calls to the outside. */
    public boolean isOfCalls() {
        return effect == Effect.STRIKES_A_CALL;
    }

    /** Returns whether an attempt of the job ends by it, in the middle of whatever it does. */
    public boolean isCrash() {
        return effect == Effect.ENDS_AN_ATTEMPT;
    }
}
