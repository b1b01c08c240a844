package io.weir.kafka;

import io.weir.error.WeirException;
import java.util.regex.Pattern;

/** Kafka's rule for the names of topics. */
final class TopicNames {

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private TopicNames() {}

    /** Returns {@code topic}, or throws if no topic can have that name. */
    static String valid(String topic) {
        if (!LEGAL.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            throw WeirException.user(
                    "kafka-topic-name",
                    "\"" + topic + "\" cannot be the name of a topic",
                    "names have 1 to 249 letters, digits, dots, hyphens and underscores",
                    "correct the name");
        }
        return topic;
    }
}
