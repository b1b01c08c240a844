package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes the original records of dead letters to a topic, each once whatever crashes: records and memory are in the same transactions, and the transactional id shuts out another replay of the same letters.
 *
 * <p>Threading: confined to the main thread.
 */
final class Replay {

    /** Tells in a replayed record which letter it comes from. */
    static final String HEADER = "weir-dead-letter";

    private static final int BATCH = 500;

    private final Clients clients;
    private final ReplayableLetters letters;
    private final String job;
    private final String stage;
    private final String targetTopic;
    private final boolean passOver;
    private final ReplayMemory memory;
    private final Map<Integer, Long> positions = new HashMap<>();
    private int inTransaction;
    private long replayedCount;
    private long passedOverCount;

    /** @param passOver whether letters that hold no original are left out */
    Replay(Clients clients, ReplayableLetters letters, String job, String stage, String targetTopic, boolean passOver) {
        this.clients = clients;
        this.letters = letters;
        this.job = job;
        this.stage = stage;
        this.targetTopic = targetTopic;
        this.passOver = passOver;
        this.memory = new ReplayMemory(letters, job, stage, targetTopic);
    }

    long replayedCount() {
        return replayedCount;
    }

    long passedOverCount() {
        return passedOverCount;
    }

    /** @param first whether the person says that there was no replay before */
    void run(boolean first) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = clients.producer(memory.group());
                Admin admin = clients.admin()) {
            producer.initTransactions();
            Map<Integer, Long> from = memory.read(admin, first);
            positions.putAll(from);
            try {
                producer.beginTransaction();
                positions.putAll(letters.read(from, letter -> take(producer, letter)));
                commit(producer);
            } catch (RuntimeException e) {
                giveUp(producer);
                throw e;
            }
        } catch (KafkaException | ExecutionException e) {
            throw WeirException.external(
                    "replay-failed",
                    "the letters of stage " + stage + " of job " + job + " in " + letters.name()
                            + " could not all be replayed to " + targetTopic,
                    e.toString(),
                    "see to Kafka and run the same command again, without --first if anything was replayed: what was replayed is not replayed again",
                    e);
        }
    }

    /** Ends the transaction, which would hold readers of the topic back. */
    private static void giveUp(KafkaProducer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            // It has failed for good, or none is open: then the next replay ends it, or its timeout.
            producer.close(Duration.ZERO);
        }
    }

    private void take(KafkaProducer<byte[], byte[]> producer, Letter letter) {
        positions.put(letter.part(), letter.position() + 1);
        if (!letter.content().job().equals(job) || !letter.content().stage().equals(stage)) {
            return;
        }
        Original original = Original.of(letter);
        if (original == null) {
            requirePassOver(letter);
            passedOverCount++;
            return;
        }
        if (inTransaction == BATCH) {
            commitBefore(producer, letter);
        }
        long timestamp = letter.content().timestamp();
        String from = letters.name() + " " + letters.place(letter.part(), letter.position());
        List<Header> headers = List.of(new RecordHeader(HEADER, from.getBytes(StandardCharsets.UTF_8)));
        var unused = producer.send(new ProducerRecord<>(
                targetTopic, null, timestamp < 0 ? null : timestamp, original.key(), original.value(), headers));
        inTransaction++;
        replayedCount++;
    }

    private void commitBefore(KafkaProducer<byte[], byte[]> producer, Letter letter) {
        positions.put(letter.part(), letter.position());
        commit(producer);
        positions.put(letter.part(), letter.position() + 1);
        producer.beginTransaction();
        inTransaction = 0;
    }

    /** A record that could not be sent fails the commit. */
    private void commit(KafkaProducer<byte[], byte[]> producer) {
        producer.sendOffsetsToTransaction(memory.entry(positions), clients.groupMetadata(memory.group()));
        producer.commitTransaction();
    }

    private void requirePassOver(Letter letter) {
        if (!passOver) {
            throw WeirException.user(
                    "no-original-record",
                    "the dead letter at " + letters.place(letter.part(), letter.position()) + " of " + letters.name()
                            + " does not hold its record",
                    letter.content().record().type().isEmpty()
                            ? "it has more bytes than a dead letter holds"
                            : "it has more bytes than a dead letter holds, or there are none of it: no built-in serde knows its class, "
                                    + letter.content().record().type() + ", or could write it",
                    "leave such letters out with --pass-over; weir dead-letters show has their text");
        }
    }
}
