package io.weir.cli.deadletters;

import io.weir.cli.checkpoints.Json;
import io.weir.deadletter.DeadLetter.Step;
import io.weir.deadletter.FailedRecord;
import io.weir.serde.ByteReader;
import io.weir.serde.SchemaReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The record that a dead letter is about, as it is written again: the very bytes that a source had read, or the value of a stage as JSON, a text as it is.
 *
 * <p>Threading: Immutable.
 */
record Original(byte @Nullable [] key, byte @Nullable [] value) {

    /** Returns it; null if the letter has only text of it, or bytes of a serde that is not built in. */
    static @Nullable Original of(Letter letter) {
        FailedRecord record = letter.content().record();
        if (record.textOnly()) {
            return null;
        }
        if (letter.content().step() == Step.DECODE) {
            return new Original(record.key(), record.value());
        }
        String json = json(record);
        return json == null ? null : new Original(null, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the value of a stage as JSON, or as it is if it is a text; null if that cannot be. */
    static @Nullable String json(FailedRecord record) {
        byte[] bytes = record.value();
        SchemaReader reader = bytes == null || record.schema().isEmpty() ? null : SchemaReader.of(record.schema());
        if (bytes == null || reader == null) {
            return null;
        }
        Object value = reader.read(new ByteReader(bytes));
        return value instanceof String text ? text : Json.write(value);
    }
}
