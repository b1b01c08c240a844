package io.weir.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import io.weir.cli.Commands;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetterJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: records are replayed once, however often the command runs, from a topic and from a file. */
class ReplayIT {

    private static final int LETTERS = 1_200;

    private static KafkaBroker broker;

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(KafkaBrokerOptions.defaults());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("dead", 2, (short) 1),
                            new NewTopic("orders", 1, (short) 1),
                            new NewTopic("jobs", 1, (short) 1),
                            new NewTopic("checked", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private int replay(String letters, String stage, String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "dead-letters",
                "replay",
                letters,
                "--stage",
                stage,
                "--to",
                topic,
                "--bootstrap-servers",
                broker.bootstrapServers()));
        arguments.addAll(List.of(more));
        return weir.run(arguments.toArray(String[]::new));
    }

    private static void write(List<DeadLetter> letters) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (DeadLetter letter : letters) {
                var unused = producer.send(new ProducerRecord<>("dead", letter.origin(), DeadLetterJson.line(letter)));
            }
        }
    }

    private static List<ConsumerRecord<String, String>> committed(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void aTopicsLettersOfAStageAreReplayedOnceInSeveralTransactions() {
        write(IntStream.range(0, LETTERS)
                .mapToObj(i -> SampleLetters.ofSource(i, "{\"id\":" + i))
                .toList());
        write(List.of(SampleLetters.ofStage(7)));

        assertThat(replay("kafka:dead", "orders", "orders")).isEqualTo(3);
        assertThat(weir.err()).contains("replay-memory-missing");
        assertThat(replay("kafka:dead", "orders", "orders", "--first"))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("replayed 1,200 records of stage orders of job totals to topic orders");
        List<ConsumerRecord<String, String>> records = committed("orders");
        assertThat(records)
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LETTERS)
                        .mapToObj(i -> "{\"id\":" + i)
                        .toList());
        assertThat(records).allSatisfy(record -> {
            int offset = Integer.parseInt(record.key().substring("key-".length()));
            assertThat(record.value()).isEqualTo("{\"id\":" + offset);
            assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L + offset);
            assertThat(new String(record.headers().lastHeader(Replay.HEADER).value(), StandardCharsets.UTF_8))
                    .startsWith("topic dead ");
        });

        assertThat(replay("kafka:dead", "orders", "orders")).as(weir.err()).isZero();
        assertThat(weir.out()).contains("replayed 0 records");
        assertThat(replay("kafka:dead", "orders", "orders", "--first")).isEqualTo(3);
        assertThat(weir.err()).contains("replay-memory-found");
        write(List.of(SampleLetters.ofSource(LETTERS, "new")));
        assertThat(replay("kafka:dead", "orders", "orders")).as(weir.err()).isZero();
        assertThat(weir.out()).contains("replayed 1 record ");
        assertThat(committed("orders")).hasSize(LETTERS + 1);
    }

    @Test
    void aFilesLettersAreReplayedOnceAndAChangedFileIsNoticed() throws Exception {
        Path file = directory.resolve("dead.jsonl");
        Files.write(
                file,
                List.of(
                        DeadLetterJson.line(SampleLetters.ofStage(7)),
                        DeadLetterJson.line(SampleLetters.ofSource(1, "x")),
                        DeadLetterJson.line(SampleLetters.ofStage(8))));

        assertThat(replay(file.toString(), "check", "checked", "--first"))
                .as(weir.err())
                .isZero();
        Files.write(file, List.of(DeadLetterJson.line(SampleLetters.ofStage(9))), StandardOpenOption.APPEND);
        assertThat(replay(file.toString(), "check", "checked")).as(weir.err()).isZero();
        assertThat(weir.out()).contains("replayed 1 record ");
        assertThat(committed("checked"))
                .extracting(ConsumerRecord::value)
                .containsExactly(
                        "{\"id\":7,\"customer\":\"ann \u00e9\ud83d\ude00\"}",
                        "{\"id\":8,\"customer\":\"ann \u00e9\ud83d\ude00\"}",
                        "{\"id\":9,\"customer\":\"ann \u00e9\ud83d\ude00\"}");

        Files.write(file, List.of(DeadLetterJson.line(SampleLetters.ofStage(10))));
        assertThat(replay(file.toString(), "check", "checked")).isEqualTo(3);
        assertThat(weir.err()).contains("dead-letters-changed");
    }

    @Test
    void onlyTheLettersOfTheJobThatIsNamedAreReplayed() throws Exception {
        Path file = directory.resolve("jobs.jsonl");
        Files.write(
                file,
                List.of(
                        DeadLetterJson.line(SampleLetters.ofStage(21)),
                        DeadLetterJson.line(SampleLetters.ofOtherJob(22)),
                        DeadLetterJson.line(SampleLetters.ofStage(23))));

        assertThat(replay(file.toString(), "check", "jobs", "--job", "refunds", "--first"))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("replayed 1 record of stage check of job refunds to topic jobs");
        assertThat(replay(file.toString(), "check", "jobs", "--job", "totals", "--first"))
                .as("what was replayed of another job is no memory of this one: %s", weir.err())
                .isZero();
        assertThat(weir.out()).contains("replayed 2 records of stage check of job totals");
        assertThat(committed("jobs"))
                .extracting(ConsumerRecord::value)
                .extracting(json -> json.substring(0, "{\"id\":00".length()))
                .containsExactly("{\"id\":22", "{\"id\":21", "{\"id\":23");
    }

    @Test
    void aLetterWithoutItsRecordIsPassedOverOnlyIfThatIsSaid() throws Exception {
        Path file = directory.resolve("without.jsonl");
        Files.write(file, List.of(DeadLetterJson.line(SampleLetters.withoutRecord())));

        assertThat(replay(file.toString(), "output", "checked", "--first")).isEqualTo(3);
        assertThat(weir.err()).contains("no-original-record");
        assertThat(replay(file.toString(), "output", "checked", "--first", "--pass-over"))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("passed over 1 dead letter without a record");
    }
}
