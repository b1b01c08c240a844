package io.weir.kafka;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Values that are JSON in UTF-8. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new PrimitivesRequired())
            .build();

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

    /** An amount that is missing, or whose name is misspelt, must not count as 0. */
    private static final class PrimitivesRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            Boolean marked = super.hasRequiredMarker(config, member);
            return marked == null && member.getRawType().isPrimitive() ? Boolean.TRUE : marked;
        }
    }

    static <T> RecordEncoder<T> encoder(Class<T> type) {
        ObjectWriter writer = MAPPER.writerFor(type);
        return writer::writeValueAsBytes;
    }
}
