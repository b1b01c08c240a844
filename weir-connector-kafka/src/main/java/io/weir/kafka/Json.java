package io.weir.kafka;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Values that are JSON in UTF-8. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static <T> RecordDecoder<T> decoder(Class<T> type) {
        ObjectReader reader = MAPPER.readerFor(type);
        return record -> {
            byte[] value = record.value();
            if (value == null) {
                throw new IllegalArgumentException("the value is null (a tombstone)");
            }
            try {
                T decoded = reader.readValue(value);
                if (decoded == null) {
                    throw new IllegalArgumentException("the value is the JSON literal null");
                }
                return decoded;
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "not JSON of " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
            }
        };
    }

    static <T> RecordEncoder<T> encoder(Class<T> type) {
        ObjectWriter writer = MAPPER.writerFor(type);
        return writer::writeValueAsBytes;
    }
}
