package io.weir.files;

import io.weir.error.WeirException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Texts, one a line. */
record LinesFormat<T>(Function<? super T, String> text) implements FileFormat<T> {

    @Override
    public String extension() {
        return ".txt";
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
        String line = text.apply(value);
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw WeirException.user(
                    "files-line-break",
                    "a record of " + line.length() + " characters cannot be written as a line",
                    "it has a line break in it, so a reader would take it for several records",
                    "use jsonLines(..) or csv(..), which quote line breaks, or replace them in a map before the sink");
        }
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
