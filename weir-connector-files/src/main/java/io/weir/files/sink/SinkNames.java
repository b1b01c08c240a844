package io.weir.files.sink;

import io.weir.runtime.JobId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The names of one sink of one job: its hidden directory {@code .weir/<job>-<generation>/<sink>}, and its files {@code
 * <prefix><sink id>-<attempt>-<number>-<subtask><suffix>}. Files of one subtask, read in the order of their names, are in the order in which they were
 * written; no two files ever have one name.
 *
 * <p>Threading: Immutable.
 */
final class SinkNames {

    /** The directory below the sink's own in which everything is that readers must not see. */
    static final String HIDDEN = ".weir";

    private static final int HASH_BYTES = 4;

    private final Path directory;
    private final Path hidden;
    private final String owner;
    private final String prefix;
    private final String suffix;

    SinkNames(SinkSettings<?> settings, JobId jobId, String sink) {
        this.directory = settings.directory();
        this.hidden = directory.resolve(HIDDEN).resolve(jobId.toString()).resolve(sink);
        this.owner = hash(jobId + "/" + sink) + "-";
        this.prefix = settings.prefix() + owner;
        this.suffix = settings.suffix();
    }

    /** Returns the sink's directory, which readers look at. */
    Path directory() {
        return directory;
    }

    /** Returns the sink's own directory of what readers must not see. */
    Path hidden() {
        return hidden;
    }

    /** Returns where a reader will find a file. */
    Path published(PendingFile file) {
        return directory.resolve(file.target());
    }

    /** Returns the name of a file within its partition. The numbers are padded, so that their order is that of text. */
    String fileName(long attempt, long number, int subtask) {
        return prefix + String.format(Locale.ROOT, "%06d-%06d-%d", attempt, number, subtask) + suffix;
    }

    /** Returns the name of all that one maker of one attempt has pending. */
    String transaction(long attempt, String maker) {
        return owner + attempt + "-" + maker;
    }

    /** Returns whether {@link #transaction} of this sink of this job may have made a name. */
    boolean ownsTransaction(String transactionId) {
        return transactionId.startsWith(owner);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
