package io.weir.files.sink;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines with their number at the end: a format whose files cannot go on, as Parquet's cannot. */
final class FooterFormat implements FileFormat<String> {

    static final String FOOTER = "lines=";

    @Override
    public String extension() {
        return ".footed";
    }

    @Override
    public boolean appendable() {
        return false;
    }

    @Override
    public FileEncoder<String> open(OutputStream out) {
        List<String> lines = new ArrayList<>();
        return new FileEncoder<>() {
            @Override
            public void write(String value) {
                lines.add(value);
            }

            @Override
            public void flush() {
                throw new AssertionError("not appendable");
            }

            @Override
            public long sizeBytes() {
                return lines.stream().mapToInt(String::length).sum();
            }

            @Override
            public void finish() throws IOException {
                int count = lines.size();
                lines.add(FOOTER + count);
                out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                lines.clear();
            }
        };
    }

    /** Returns the lines of a file, if its footer is right. */
    static List<String> lines(List<String> written) {
        int count = written.size() - 1;
        if (count < 0 || !written.get(count).equals(FOOTER + count)) {
            throw new AssertionError("no footer, or a wrong one: " + written);
        }
        return written.subList(0, count);
    }
}
