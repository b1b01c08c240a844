package io.weir.cli.verify;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares committed records with what they should be, as they come. Knows nothing of checkpoints, and uses nothing of Weir.
 *
 * <p>Threading: confined to one thread at a time.
 */
interface OutputCheck {

    /** Takes the next record; those of a partition come in their order. */
    void accept(OutputRecord record);

    /** What is wrong so far; that something is missing is not among it. */
    Findings findings();

    /** How many results there should be of so many input records. */
    long expectedCount(long inputCount);

    /**
     * Adds what is missing, when no more will come.
     *
     * @param inputEnds how many records stand in each partition of the input
     */
    void complete(Map<TopicPartition, Long> inputEnds);
}
