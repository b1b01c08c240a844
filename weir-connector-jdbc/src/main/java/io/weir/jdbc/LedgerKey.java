package io.weir.jdbc;

import io.weir.runtime.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Under which names a sink of a job stands in the ledger. A name that is too long for the table becomes its beginning, {@code ~} and a hash.
 *
 * <p>Threading: Immutable.
 */
record LedgerKey(String job, String generation, String sink) {

    static final int LENGTH_MAX = 120;

    private static final int HASH_BYTES = 8;
    private static final int STEM_LENGTH_MAX = LENGTH_MAX - 2 * HASH_BYTES - 1;

    static LedgerKey of(JobId jobId, String sink) {
        return new LedgerKey(fit(jobId.name()), fit(jobId.generation()), fit(sink));
    }

    private static String fit(String name) {
        if (name.length() <= LENGTH_MAX) {
            return name;
        }
        return name.substring(0, STEM_LENGTH_MAX) + "~" + hash(name);
    }

    /** Returns 16 hexadecimal digits that stand for a text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
