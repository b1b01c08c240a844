package io.weir.cli.deadletters;

import org.apache.kafka.common.TopicPartition;

/**
 * A place of which can be remembered how far it was replayed.
 *
 * <p>Threading: confined to the main thread.
 */
interface ReplayableLetters extends Letters {

    /** Returns what stands for this place in the names of what remembers replays. */
    String memoryName();

    /** Returns which partition's offset, in a consumer group, remembers how far a part was replayed. */
    TopicPartition memoryOf(int part, String targetTopic);

    /** Returns which part that is; negative if it is none of this place. */
    int partOf(TopicPartition memory, String targetTopic);

    /** Returns what tells that all before a position is still the same; empty if that cannot change. */
    String fingerprint(int part, long position);
}
