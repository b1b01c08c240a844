package io.weir.kafka;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Says what Kafka's exceptions mean to the person who reads them, and whether starting again can help. */
final class KafkaErrors {

    /** The code that says that a newer producer has the transactional id. */
    static final String FENCED = "kafka-fenced";

    private KafkaErrors() {}

    /**
     * Returns an exception in words.
     *
     * @param what what was being done and did not happen, such as {@code records could not be written to topic totals}
     */
    static WeirException inWords(String what, Throwable error) {
        Throwable cause = unwrap(error);
        if (cause instanceof WeirException known) {
            return known;
        }
        if (cause instanceof AuthenticationException) {
            return user(
                    "kafka-authentication",
                    what,
                    "the broker refused the credentials",
                    "check the sasl.* or ssl.* properties",
                    cause);
        }
        if (cause instanceof AuthorizationException refused) {
            return notAuthorized(what, refused);
        }
        if (cause instanceof RecordTooLargeException) {
            return user(
                    "kafka-record-too-large",
                    what,
                    reason(cause),
                    "make records smaller, or raise max.request.size here and max.message.bytes of the topic",
                    cause);
        }
        if (cause instanceof InvalidTxnTimeoutException) {
            return user(
                    "kafka-transaction-timeout",
                    what,
                    "the transaction timeout is above the broker's transaction.max.timeout.ms",
                    "call transactionTimeout(..) with less, or raise the broker's setting",
                    cause);
        }
        if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
            return WeirException.external(
                    FENCED,
                    what,
                    "a newer attempt of this job has taken over, or the broker gave the transaction up ("
                            + reason(cause) + ")",
                    "nothing, if this is an attempt that was replaced; else see that no other process runs this job",
                    cause);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return WeirException.external(
                    "kafka-topic-missing",
                    what,
                    "the broker does not know the topic or partition: " + reason(cause),
                    "create it, or check its name",
                    cause);
        }
        if (cause instanceof RetriableException) {
            return WeirException.external(
                    "kafka-unreachable",
                    what,
                    reason(cause),
                    "check that the brokers are up and can be reached",
                    cause);
        }
        return WeirException.external(
                "kafka-failed", what, reason(cause), "see the cause, and the broker's log at the same time", cause);
    }

    /** Returns the exception that a future or a client's thread wrapped. */
    static Throwable unwrap(Throwable error) {
        Throwable inner = error;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /** Returns what an exception says, with its type. */
    static String reason(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ", " + stripped(message);
    }

    private static WeirException notAuthorized(String what, AuthorizationException refused) {
        String why = "the broker does not allow it";
        String mend = "ask for the rights that docs/connectors/kafka.md lists";
        if (refused instanceof TopicAuthorizationException topics) {
            why = "the broker does not allow this user to use topic " + String.join(", ", topics.unauthorizedTopics());
        } else if (refused instanceof GroupAuthorizationException group) {
            why = "the broker does not allow this user to use consumer group " + group.groupId();
            mend = "grant Read on the group (sinks: on the prefix \"weir.\")";
        } else if (refused instanceof TransactionalIdAuthorizationException) {
            why = "the broker does not allow this user to use the sink's transactional ids";
            mend = "grant Write on transactional ids with the prefix \"weir.\"";
        }
        return user("kafka-not-authorized", what, why, mend, refused);
    }

    private static WeirException user(String code, String what, String why, String mend, @Nullable Throwable cause) {
        return new WeirException(code, ErrorKind.USER, what, why, mend, cause);
    }

    /** A full stop at the end would meet the colon or full stop of the sentence around it. */
    private static String stripped(String message) {
        String trimmed = message.strip();
        return trimmed.endsWith(".") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }
}
