package io.weir.cli.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.cli.Commands;
import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unsettled output on a real broker, settled by the command; the output that a plain consumer sees afterwards is exact. */
class TransactionsIT {

    private static final TopicPartition PARTITION = new TopicPartition("numbers", 0);
    private static final Pattern IN_DOUBT = Pattern.compile("(out/\\d+/0) +IN DOUBT");

    @TempDir
    private Path directory;

    private final Commands commands = new Commands();

    /** The checkpoint at whose commit the job died. */
    private final AtomicLong diedAt = new AtomicLong();

    private KafkaBroker broker;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        broker = KafkaBroker.start(KafkaBrokerOptions.defaults().withProperty("auto.create.topics.enable", "false"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        admin.createTopics(List.of(new NewTopic("numbers", 1, (short) 1))).all().get();
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    /** Dies the third time that the job comes to a step of its commits. */
    private record Death(ProtocolStep at, AtomicInteger count, AtomicLong diedAt) implements ProtocolObserver {

        @Override
        public void reached(ProtocolStep step, long checkpointId, String where) {
            if (step == at && where.equals("out/0") && count.incrementAndGet() == 3) {
                diedAt.set(checkpointId);
                throw new IllegalStateException("a test asked for it");
            }
        }
    }

    private Job job(ProtocolObserver observer) {
        return Weir.local(directory)
                .restartStrategy(RestartStrategy.none())
                .observer(observer)
                .start(KafkaTotals.pipeline(broker.bootstrapServers()));
    }

    private int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("transactions", command, directory.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(
                List.of("--pipeline", KafkaTotals.class.getName(), "--bootstrap-servers", broker.bootstrapServers()));
        return commands.run(arguments.toArray(String[]::new));
    }

    private String prefix() {
        return "weir." + CheckpointDirectory.of(directory).summary().jobId() + ".out.";
    }

    /** Runs until a commit fails, and takes the ledger away, as its expiry does. Returns what is in doubt then. */
    private List<String> leaveInDoubt(ProtocolStep at) throws Exception {
        try (Job job = job(new Death(at, new AtomicInteger(), diedAt))) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("a test asked for it");
        }
        assertThat(run("list"))
                .as("the ledger knows: %s%s", commands.out(), commands.err())
                .isZero();
        admin.deleteConsumerGroupOffsets(prefix() + "ledger.0", Set.of(PARTITION))
                .all()
                .get();
        assertThat(run("list")).as(commands.out()).isEqualTo(1);
        List<String> outputs = new ArrayList<>();
        Matcher matcher = IN_DOUBT.matcher(commands.out());
        while (matcher.find()) {
            outputs.add(matcher.group(1));
        }
        assertThat(outputs).as(commands.out()).isNotEmpty();
        try (Job job = job(ProtocolObserver.NONE)) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("[in-doubt]");
        }
        return outputs;
    }

    /** Says of each output what is so: those of earlier checkpoints may be in doubt too, for what was confirmed of them may not be in the journal yet. */
    private void settle(List<String> outputs, long lastCommitted) {
        for (String output : outputs) {
            String found = Long.parseLong(output.split("/")[1]) <= lastCommitted ? "commit" : "abort";
            assertThat(run(found, output, "--why", "looked", "--yes"))
                    .as(commands.err())
                    .isZero();
        }
    }

    private void finish() throws Exception {
        try (Job job = job(ProtocolObserver.NONE)) {
            job.join(60, TimeUnit.SECONDS);
        }
        assertThat(read())
                .containsExactlyElementsOf(IntStream.range(0, KafkaTotals.COUNT)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(run("list")).as(commands.out()).isZero();
        assertThat(commands.out()).contains("0 outputs not known to be committed");
    }

    private List<String> read() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    @Test
    void outputThatWasFoundNotCommittedIsWrittenByTheNextStartOnce() throws Exception {
        List<String> outputs = leaveInDoubt(ProtocolStep.COMMITTING);
        settle(outputs, diedAt.get() - 1);
        finish();
        assertThat(commands.out()).contains("found not committed", "being written, as it was found not committed");
    }

    @Test
    void outputThatWasFoundCommittedIsNotWrittenAgain() throws Exception {
        List<String> outputs = leaveInDoubt(ProtocolStep.COMMITTED);
        settle(outputs, diedAt.get());
        finish();
    }

    @Test
    void anOrphanIsRolledBackOnlyWhileNoJobRuns() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        Job running = job((step, checkpointId, where) -> {
            if (step == ProtocolStep.DECIDED) {
                decided.countDown();
            }
        });
        assertThat(decided.await(60, TimeUnit.SECONDS)).isTrue();
        String orphan = prefix() + "7.0";
        try (KafkaProducer<byte[], byte[]> left = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", orphan),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            left.initTransactions();
            left.beginTransaction();
            left.send(new ProducerRecord<>("numbers", new byte[] {1})).get();

            assertThat(run("abort", "out:" + orphan, "--why", "left", "--yes")).isEqualTo(3);
            assertThat(commands.err()).contains("[directory-in-use]");
            running.close();

            assertThat(run("show", "out:" + orphan)).as(commands.err()).isZero();
            assertThat(commands.out()).contains("Ongoing", "the broker gives it up after");
            assertThat(run("abort", "out:" + orphan, "--why", "left", "--yes"))
                    .as(commands.err())
                    .isZero();
            assertThat(run("list")).isZero();
            assertThat(commands.out())
                    .contains("by hand      out:" + orphan + " rolled back")
                    .doesNotContain("transaction  out:" + orphan);
            assertThatThrownBy(left::commitTransaction).isNotNull();
        }
        finish();
    }

    @Test
    void theDoctorNamesAllThatIsWrongAndNothingWhereAllIsWell() {
        List<String> common = List.of("--bootstrap-servers", broker.bootstrapServers(), "--checkpoints");
        String checkpoints = directory.resolve("new").toString();
        List<String> wrong = new ArrayList<>(List.of("doctor", KafkaTotals.Wrong.class.getName()));
        wrong.addAll(common);
        wrong.add(checkpoints);
        assertThat(commands.run(wrong.toArray(String[]::new))).isEqualTo(1);
        assertThat(commands.out())
                .contains("[kafka-topic-missing]", "[kafka-transaction-timeout]", "2 problems")
                .contains("to mend it: create the topic");

        List<String> right = new ArrayList<>(List.of("doctor", KafkaTotals.class.getName()));
        right.addAll(common);
        right.add(checkpoints);
        assertThat(commands.run(right.toArray(String[]::new)))
                .as(commands.out())
                .isZero();
        assertThat(commands.out()).contains("transactions are of version 2", "0 problems");
    }
}
