package io.weir.proof.simulation;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.proof.database.SimConnection;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;

/**
 * How an attempt may fail in a run: by what the world has thrown, or said, because of a kind of fault that the run has. What the engine or a connector makes
 * up by itself is no excuse, also if it looks like a fault: else a sink that fails once in a while for no reason would pass, since every restart makes it good.
 *
 * <p>Threading: confined to the world.
 */
final class Expectation {

    /** What an attempt that has been overtaken says; it misses files of its input that the newer one has read to their end, so that they were deleted. */
    private static final Set<String> OF_ZOMBIES = Set.of(
            "superseded-attempt", "kafka-ledger-ahead", "fenced", "files-fenced", "jdbc-fenced", "files-missing");

    /** What Weir says by itself of an answer that does not come, or is not what it should be; a zombie's open transaction makes the broker say so, too. */
    private static final Set<String> OF_ANSWERS = Set.of(
            "kafka-unreachable", "kafka-ledger-unstable", "commit-failed", "checkpoint-timeout", "journal-stopped");

    private static final int SQLITE_CODE = 0xFF;
    private static final int SQLITE_BUSY = 5;

    private final boolean zombies;
    private final boolean failovers;

    /** Whether calls may go wrong, or so much time pass that transactions end by it. */
    private boolean disturbed;

    Expectation(Profile profile) {
        zombies = profile.faults().contains(FaultKind.ZOMBIE);
        failovers = profile.faults().contains(FaultKind.FAILOVER);
        disturbed = profile.faults().stream()
                .anyMatch(kind -> kind.takesTime() || profile.faultRate() > 0 && kind.isOfCalls());
    }

    /** So much time passes at once that transactions end by it. */
    void timeLeaps() {
        disturbed = true;
    }

    /** Returns whether there can be processes that do not know that they have been overtaken. */
    boolean hasZombies() {
        return zombies;
    }

    /** Returns whether a job may give up with this code, because it has been overtaken. */
    boolean isOfZombies(String code) {
        return zombies && OF_ZOMBIES.contains(code);
    }

    /** Returns whether an attempt may fail like this. */
    boolean allows(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof WeirException known) {
            if (known.kind() == ErrorKind.DEFECT || known.kind() == ErrorKind.IN_DOUBT) {
                return false;
            }
            return cause != null
                    ? allows(cause) || missesFiles(known, cause)
                    : isOfZombies(known.code()) || (zombies || disturbed) && OF_ANSWERS.contains(known.code());
        }
        if (failure instanceof CompletionException && cause != null) {
            return allows(cause);
        }
        if (failure instanceof KafkaException) {
            return (zombies || disturbed) && (failure instanceof ApiException || isThrownByTheWorld(failure));
        }
        return failure instanceof InjectedFault && failovers
                || failure instanceof SimConnection.RolledBackException
                || failure instanceof SQLException error && allows(error)
                || failure instanceof IOException && (zombies || disturbed) && isThrownByTheWorld(failure);
    }

    /** One that was overtaken misses pending files, which the newer one has published or deleted: no call has failed. */
    private boolean missesFiles(WeirException known, Throwable cause) {
        return zombies && known.code().equals("files-fenced") && cause instanceof NoSuchFileException;
    }

    /** SQLite itself says that it is busy where a process that has died, or another sink, holds a lock. */
    private boolean allows(SQLException error) {
        boolean busy = (error.getErrorCode() & SQLITE_CODE) == SQLITE_BUSY;
        return busy && !isThrownByTheWorld(error) || (zombies || disturbed) && isThrownByTheWorld(error);
    }

    /** Kafka's {@link ApiException}s have no stack; nobody but its broker makes them. */
    private static boolean isThrownByTheWorld(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        String where = frames.length == 0 ? "" : frames[0].getClassName();
        return where.startsWith("io.weir.proof.") || where.startsWith("io.weir.testkit.world.");
    }
}
