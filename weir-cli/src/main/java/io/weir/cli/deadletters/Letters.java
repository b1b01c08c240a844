package io.weir.cli.deadletters;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A place where dead letters stand, each with a position that it keeps: a file with one in each line, or a topic.
 *
 * <p>Threading: confined to the main thread.
 */
interface Letters {

    /**
     * Gives what there is now, in order within each part.
     *
     * @param from where to begin in each part; a part that is missing is read from its beginning
     * @return the position behind the last letter of each part that there is
     */
    Map<Integer, Long> read(Map<Integer, Long> from, Consumer<Letter> taker);

    /** Returns the place for people. */
    String name();

    /** Returns how a position is written for people, and on a command line. */
    String place(int part, long position);

    /** Returns what stands for this place in the names of what remembers replays. */
    String memoryName();

    /** Returns which partition's offset, in a consumer group, remembers how far a part was replayed. */
    TopicPartition memoryOf(int part, String targetTopic);

    /** Returns which part that is; negative if it is none of this place. */
    int partOf(TopicPartition memory, String targetTopic);

    /** Returns what tells that all before a position is still the same; empty if that cannot change. */
    String fingerprint(int part, long position);
}
