package io.weir.cli.verify;

import io.weir.cli.pipeline.ClassPath;
import io.weir.cli.pipeline.Purpose;
import io.weir.cli.pipeline.UserPipeline;
import io.weir.error.WeirException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the standard workload, and that of a user. */
final class Workloads {

    private static final int CUSTOMER_COUNT = 200;

    private Workloads() {}

    /** Orders and totals. */
    static Workload standard(long seed, int partitionCount, Optional<Long> records) {
        Orders orders = new Orders(seed, partitionCount, CUSTOMER_COUNT);
        long size = records.orElse(Long.MAX_VALUE);
        return new Workload(
                Optional.empty(),
                List.of(),
                List.of(VerifyPipeline.ORDERS),
                List.of(VerifyPipeline.TOTALS),
                () -> orders.feed(size),
                size,
                () -> new TotalsCheck(orders));
    }

    /** A user's class, of which the input is taken, unless there is a file. The check is for {@link ReferenceRun} to give. */
    static Workload ofUser(
            String className,
            List<Path> classpath,
            List<String> inputs,
            List<String> outputs,
            Optional<Path> inputFile) {
        List<ProducerRecord<byte[], byte[]>> records = inputFile
                .map(path -> new InputFile(path, inputs.get(0)).read())
                .orElseGet(() -> inputOf(className, classpath));
        if (records.isEmpty()) {
            throw noInput("it has no records");
        }
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (!inputs.contains(record.topic())) {
                throw noInput("a record is for topic " + record.topic() + ", which --input does not name");
            }
        }
        return new Workload(
                Optional.of(className),
                classpath,
                inputs,
                outputs,
                records::iterator,
                records.size(),
                () -> new ReferenceCheck(new Reference()));
    }

    private static List<ProducerRecord<byte[], byte[]>> inputOf(String className, List<Path> classpath) {
        ClassLoader loader = ClassPath.loader(classpath);
        Thread.currentThread().setContextClassLoader(loader);
        return UserPipeline.load(className, loader, Purpose.VERIFY)
                .input()
                .orElseThrow(() -> noInput("neither is there an --input-file, nor has " + className
                        + " a method: public static Iterable<ProducerRecord<byte[], byte[]>> input()"));
    }

    private static WeirException noInput(String why) {
        return WeirException.external(
                "verify-input", "there is no input for the pipeline", why, "see docs/verify.md", null);
    }
}
