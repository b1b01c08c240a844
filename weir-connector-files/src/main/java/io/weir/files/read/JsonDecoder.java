package io.weir.files.read;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** A line that is a JSON value in UTF-8. */
final class JsonDecoder<T> implements LineDecoder<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new PrimitivesRequired())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String typeName;
    private final ObjectReader reader;

    JsonDecoder(Class<T> type) {
        this.typeName = type.getSimpleName();
        this.reader = MAPPER.readerFor(type);
    }

    @Override
    public @Nullable T decode(byte[] bytes, int offset, int length) {
        if (isBlank(bytes, offset, offset + length)) {
            return null;
        }
        T decoded;
        try {
            decoded = reader.readValue(bytes, offset, length);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON of " + typeName + ": " + e.getOriginalMessage(), e);
        }
        if (decoded == null) {
            throw new IllegalArgumentException("the line is the JSON literal null");
        }
        return decoded;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
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
}
