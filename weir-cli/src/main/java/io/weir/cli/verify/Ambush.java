package io.weir.cli.verify;

import io.weir.engine.port.ProtocolStep;

/**
 * A signal that a job's process sends, to itself or to the broker, when it reaches a step of the protocol.
 *
 * <p>Threading: Immutable.
 *
 * @param pid whom the signal hits; 0 for the job's own process
 * @param occurrence how often the step must be reached from now on, counted from 1
 */
record Ambush(Signal signal, long pid, ProtocolStep step, int occurrence, Side side) {

    /** To the job's process: an ambush follows in the form of {@link #text}. */
    static final String ORDER = "ambush ";

    /** From the job's process: the signal is about to be sent; step, checkpoint and place follow. */
    static final String STRUCK = "struck ";

    private static final long SELF = 0;

    /** What is sent. */
    enum Signal {
        KILL,
        STOP
    }

    /** When the signal hits. */
    enum Side {
        /** Before the job does what follows the step: no thread gets beyond this step or any other. */
        AT("at"),
        /** Moments later, while the job does what follows the step. */
        BEHIND("just behind");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        /** What stands before the name of the step. */
        String word() {
            return word;
        }
    }

    /** Reads what {@link #text} has written. */
    static Ambush parse(String text) {
        String[] parts = text.split(" ");
        return new Ambush(
                Signal.valueOf(parts[0]),
                Long.parseLong(parts[1]),
                ProtocolStep.valueOf(parts[2]),
                Integer.parseInt(parts[3]),
                Side.valueOf(parts[4]));
    }

    String text() {
        return signal + " " + pid + " " + step + " " + occurrence + " " + side;
    }

    boolean isOnItself() {
        return pid == SELF;
    }
}
