package io.weir.cli.verify;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A pipeline to be verified, with its input and what its output is to be compared with.
 *
 * <p>Threading: Immutable.
 *
 * @param pipelineClass empty for {@link VerifyPipeline}
 * @param size how many records the feed has at most
 */
record Workload(
        Optional<String> pipelineClass,
        List<Path> classpath,
        List<String> inputTopics,
        List<String> outputTopics,
        Supplier<Iterator<ProducerRecord<byte[], byte[]>>> feed,
        long size,
        Supplier<OutputCheck> check) {

    Workload {
        classpath = List.copyOf(classpath);
        inputTopics = List.copyOf(inputTopics);
        outputTopics = List.copyOf(outputTopics);
    }

    Workload withCheck(Supplier<OutputCheck> newCheck) {
        return new Workload(pipelineClass, classpath, inputTopics, outputTopics, feed, size, newCheck);
    }
}
