package io.weir.files;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON, one value a line. */
final class JsonLinesFormat<T> implements FileFormat<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Class<T> type;
    private final ObjectWriter writer;

    JsonLinesFormat(Class<T> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
    }

    @Override
    public String extension() {
        return ".jsonl";
    }

    @Override
    public boolean appendable() {
        return true;
    }

    @Override
    public FileEncoder<T> open(OutputStream out) {
        return new LineEncoder<>(out, this::line);
    }

    private byte[] line(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new WeirException(
                    "files-json",
                    ErrorKind.USER,
                    "a record of " + type.getName() + " cannot be written as JSON",
                    e.getOriginalMessage(),
                    "give the class what Jackson needs, or write lines of your own with lines(..)",
                    e);
        }
    }
}
