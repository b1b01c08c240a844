package io.weir.jdbc;

import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.regex.Pattern;

/**
 * The names of a sink's prepared transactions: {@code weir.<generation>.<sink>~<hash of job and sink>:<subtask>.<attempt>.<sequence>}. The checkpoint is in
 * the ledger's row inside of the transaction: MariaDB wants the name when the transaction begins, and its checkpoint has no number then.
 *
 * <p>Threading: Immutable.
 */
final class TransactionIds {

    private static final int STEM_LENGTH_MAX = 20;

    /** Subtask, attempt, sequence. */
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}\\.\\d{1,18}\\.\\d{1,18}");

    private final String name;
    private final String hash;

    TransactionIds(JobId jobId, String sink) {
        String stem = plain(sink);
        this.hash = LedgerKey.hash(jobId.name() + "\n" + jobId.generation() + "\n" + sink);
        this.name = "weir." + plain(jobId.generation()) + "." + stem + "~" + hash;
    }

    private static String plain(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(plain.length(), STEM_LENGTH_MAX));
    }

    /** What every id of this sink begins with, and no other. */
    String prefix() {
        return name;
    }

    /** Returns whether an id is one that this sink of this job gives, in whatever attempt. */
    boolean owns(String id) {
        return id.startsWith(name + ":") && NUMBERS.matcher(numbers(id)).matches();
    }

    /** Returns the subtask that an id of this sink is of. */
    int subtaskOf(String id) {
        return Integer.parseInt(numbers(id).split("\\.")[0]);
    }

    /** Returns the attempt that an id of this sink is of. */
    long attemptOf(String id) {
        return Long.parseLong(numbers(id).split("\\.")[1]);
    }

    /** Returns what an id of this sink says, for a person. */
    String inWords(String id) {
        String[] numbers = numbers(id).split("\\.");
        return "number " + numbers[2] + " of attempt " + numbers[1];
    }

    private String numbers(String id) {
        return id.substring(name.length() + 1);
    }

    String of(StageContext context, long sequence) {
        return name + ":" + context.subtask() + "." + context.attempt() + "." + sequence;
    }

    /** Returns the name of a connection of a subtask, the same in each attempt: at most 64 characters, as many as a lock's name may have. */
    String connectionName(int subtask, int place) {
        return "weir." + hash + "." + subtask + "." + place;
    }
}
