package io.weir.kafka;

import io.weir.runtime.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which one sink of one job is known to the broker: {@code weir.<job>-<generation>.<sink>.<subtask>.<slot>} for transactions.
 *
 * <p>No two sinks share a name. A part of plain characters stands as it is, and has neither {@code .} nor {@code ~}; any other part becomes a readable
 * stem, {@code ~} and a hash.
 *
 * <p>Threading: Immutable.
 */
final class TransactionalIds {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int STEM_LENGTH_MAX = 40;
    private static final int HASH_BYTES = 8;

    /** The slot of the id by which recovery writes; not a number, so that no writer has it. */
    private static final String RECOVERY = "recovery";

    private final String prefix;
    private final Pattern own;

    TransactionalIds(JobId jobId, String sink) {
        this.prefix = "weir." + part(jobId.name()) + "-" + part(jobId.generation()) + "." + part(sink) + ".";
        this.own = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,9})\\.\\d{1,9}");
    }

    /** The id of one of a subtask's rotating producers. */
    String of(int subtask, int slot) {
        return prefix + subtask + "." + slot;
    }

    /** The one id by which every attempt's recovery writes, so that a later recovery fences an earlier one. */
    String ofRecovery() {
        return prefix + RECOVERY;
    }

    /** The consumer group whose offset is the ledger of a subtask. */
    String ledgerGroup(int subtask) {
        return prefix + "ledger." + subtask;
    }

    /** Returns whether {@code id} is a transactional id of this sink. */
    boolean owns(String id) {
        return id.equals(ofRecovery()) || own.matcher(id).matches();
    }

    /** Returns the subtask that {@code id} belongs to, or -1 if it belongs to none. */
    int subtaskOf(String id) {
        Matcher matcher = own.matcher(id);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** Returns a regular expression for the broker that matches every id of this sink. */
    String brokerPattern() {
        return "\\Q" + prefix + "\\E.*";
    }

    private static String part(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        String stem = ODD.matcher(name).replaceAll("_");
        return stem.substring(0, Math.min(stem.length(), STEM_LENGTH_MAX)) + "~" + hash(name);
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
