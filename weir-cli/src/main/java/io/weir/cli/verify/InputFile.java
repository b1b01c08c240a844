package io.weir.cli.verify;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Input from a file, a JSON object a line: {@code {"key": "a", "value": {"cents": 5}, "topic": "orders", "partition": 0}}. A value that is text is sent as that
 * text, and any other as JSON. All but the value may be left out.
 *
 * <p>Threading: Immutable.
 */
record InputFile(Path path, String defaultTopic) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    List<ProducerRecord<byte[], byte[]>> read() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(path)) {
                number++;
                if (!line.isBlank()) {
                    records.add(record(MAPPER.readTree(line)));
                }
            }
        } catch (IOException e) {
            throw unreadable(String.valueOf(e), e);
        } catch (JacksonException | IllegalArgumentException e) {
            throw unreadable("line " + number + ": " + e.getMessage(), e);
        }
        return records;
    }

    private ProducerRecord<byte[], byte[]> record(JsonNode line) {
        if (!line.isObject() || !line.has("value")) {
            throw new IllegalArgumentException("it is not an object with a \"value\"");
        }
        JsonNode partition = line.path("partition");
        return new ProducerRecord<>(
                line.path("topic").asString(defaultTopic),
                partition.isInt() ? partition.intValue() : null,
                bytes(line.path("key")),
                bytes(line.path("value")));
    }

    private static byte @Nullable [] bytes(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        String text = node.isString() ? node.stringValue() : node.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private WeirException unreadable(String why, Exception cause) {
        return WeirException.external(
                "verify-input",
                "the input file cannot be read, file=" + path,
                why,
                "write a JSON object a line, such as {\"key\": \"a\", \"value\": {\"cents\": 5}}",
                cause);
    }
}
