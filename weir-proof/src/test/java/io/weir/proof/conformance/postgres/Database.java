package io.weir.proof.conformance.postgres;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A database, real or simulated. */
interface Database {

    /** The transaction has been rolled back, and the client knows it. */
    final class RolledBack extends Exception {
        private static final long serialVersionUID = 1L;

        RolledBack(Exception cause) {
            super(cause);
        }
    }

    /** A connection with one transaction; after an exception, and after its end, it is good for nothing. */
    interface Transaction {

        /** Reads a number and locks it, if it is there. */
        @Nullable Long lock(String key) throws RolledBack, IOException;

        /** Writes a number. {@code isNew} says that it was not there when it was read. */
        void write(String key, long number, boolean isNew) throws RolledBack, IOException;

        void insert(long row) throws RolledBack, IOException;

        void commit() throws RolledBack, IOException;

        void rollBack();

        /** Ends the connection without a word. */
        void cut();

        /** Asks for the commit and does not wait for the answer; {@code inOrder} says how the connection ends then. */
        void commitAndCut(boolean inOrder);

        /** Lets an administrator end the connection. */
        void terminate();
    }

    Transaction begin();

    /** Kills the server and starts it again. */
    void kill();

    /** Returns what is committed, in words. */
    String read();

    /** Waits until the server has found out about every client that is gone. */
    void settle();
}
