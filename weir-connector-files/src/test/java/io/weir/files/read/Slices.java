package io.weir.files.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads parts of files. */
final class Slices {

    private Slices() {}

    static FileSlice whole(Path file) throws IOException {
        return range(file, 0, Files.size(file));
    }

    static FileSlice range(Path file, long start, long end) throws IOException {
        return new FileSlice(file, Files.size(file), start, end, start, 0, null);
    }

    static FileSlice file(Path folder, String content) throws IOException {
        return whole(Files.write(folder.resolve("file"), content.getBytes(StandardCharsets.UTF_8)));
    }

    /** What a slice holds; what cannot be decoded as the message that says why. */
    static <T> List<Object> read(ReadFormat<T> format, FileSlice slice) throws IOException {
        List<Object> records = new ArrayList<>();
        try (FileCursor<T> cursor = format.open(slice)) {
            while (cursor.next()) {
                try {
                    T record = cursor.decode();
                    if (record != null) {
                        records.add(record);
                    }
                } catch (Exception e) {
                    records.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return records;
    }
}
