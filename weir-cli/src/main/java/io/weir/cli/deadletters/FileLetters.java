package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.kafka.common.TopicPartition;

/** A file with one dead letter in each line, compressed if its name ends with {@code .gz}. Its one part is 0; positions are lines from 0. */
record FileLetters(Path file) implements ReplayableLetters {

    @Override
    public Map<Integer, Long> read(Map<Integer, Long> from, Consumer<Letter> taker) {
        long begin = from.getOrDefault(0, 0L);
        long count = lines((line, position) -> {
            if (position >= begin) {
                taker.accept(new Letter(
                        0,
                        position,
                        LetterJson.read(
                                line.getBytes(StandardCharsets.UTF_8), "line " + place(0, position) + " of " + file)));
            }
        });
        return Map.of(0, count);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String place(int part, long position) {
        return Long.toString(position + 1);
    }

    @Override
    public String memoryName() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public TopicPartition memoryOf(int part, String targetTopic) {
        return new TopicPartition(targetTopic, 0);
    }

    @Override
    public int partOf(TopicPartition memory, String targetTopic) {
        return memory.equals(memoryOf(0, targetTopic)) ? 0 : -1;
    }

    @Override
    public String fingerprint(int part, long position) {
        CRC32C sum = new CRC32C();
        lines((line, at) -> {
            if (at < position) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
                sum.update('\n');
            }
        });
        return Long.toHexString(sum.getValue());
    }

    @FunctionalInterface
    private interface LineTaker {
        void take(String line, long position);
    }

    /** Returns how many lines there are. */
    private long lines(LineTaker taker) {
        try (BufferedReader reader = open()) {
            long position = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                taker.take(line, position);
                position++;
            }
            return position;
        } catch (IOException e) {
            throw WeirException.external(
                    "dead-letters-unreadable",
                    "the dead letters in " + file + " cannot be read",
                    why(e),
                    "name files with one dead letter in each line, as text or as .gz, directories of such files, or kafka:TOPIC",
                    e);
        }
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            InputStream text = String.valueOf(file.getFileName()).endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static String why(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        return failure instanceof ZipException
                ? "it is no gzip file, though its name ends with .gz"
                : failure.toString();
    }
}
