package io.weir.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.serde.CorruptDataException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which files there are, after so many changes. It is stored as lines of text, with a checksum.
 *
 * <p>Threading: Immutable.
 *
 * @param sequence counts the changes; 0 before the first
 * @param change drawn by whoever made it, who knows it again by that
 * @param owner who may change it: the store that took it over last
 * @param files from the names to the places of their bytes
 */
record DirectoryState(long sequence, String change, String owner, NavigableMap<String, String> files) {

    static final DirectoryState EMPTY = new DirectoryState(0, "", "", new TreeMap<>());

    static final int FORMAT_VERSION = 1;

    private static final String FIRST_LINE = "weir-directory ";

    DirectoryState {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
    }

    /** Returns the state after another change, which has a new identity. */
    DirectoryState next(String newOwner, NavigableMap<String, String> newFiles) {
        return new DirectoryState(sequence + 1, Keys.unique(), newOwner, newFiles);
    }

    /** Returns where the bytes of a file are; null if there is no such file. */
    @Nullable String place(String name) {
        return files.get(name);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(FIRST_LINE + FORMAT_VERSION + "\n");
        text.append("sequence ").append(sequence).append('\n');
        text.append("change ").append(change).append('\n');
        text.append("owner ").append(owner).append('\n');
        files.forEach((name, place) ->
                text.append("file ").append(name).append(' ').append(place).append('\n'));
        String sum = checksum(text.toString());
        text.append("crc32c ").append(sum).append('\n');
        return text.toString().getBytes(UTF_8);
    }

    /** Returns the format version of what {@link #encode} wrote, also of a newer one; 0 if that is not what it is. */
    static int versionOf(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf('\n');
        try {
            return text.startsWith(FIRST_LINE) && end > 0
                    ? Integer.parseInt(text.substring(FIRST_LINE.length(), end))
                    : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CorruptDataException if it is anything else
     */
    static DirectoryState decode(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int last = text.lastIndexOf("crc32c ");
        if (last < 0 || !text.substring(last).equals("crc32c " + checksum(text.substring(0, last)) + "\n")) {
            throw new CorruptDataException("the checksum does not agree");
        }
        String[] lines = text.substring(0, last).split("\n");
        if (lines.length < 4 || !lines[0].equals(FIRST_LINE + FORMAT_VERSION)) {
            throw new CorruptDataException("it does not begin as it must");
        }
        NavigableMap<String, String> files = new TreeMap<>();
        for (int i = 4; i < lines.length; i++) {
            String[] file = value(lines[i], "file").split(" ");
            if (file.length != 2 || files.put(file[0], file[1]) != null) {
                throw new CorruptDataException("it has a line " + lines[i]);
            }
        }
        try {
            return new DirectoryState(
                    Long.parseLong(value(lines[1], "sequence")),
                    value(lines[2], "change"),
                    value(lines[3], "owner"),
                    files);
        } catch (NumberFormatException e) {
            throw new CorruptDataException("it has a line " + lines[1]);
        }
    }

    private static String value(String line, String label) {
        if (!line.startsWith(label + " ")) {
            throw new CorruptDataException("it has a line " + line + " in place of " + label);
        }
        return line.substring(label.length() + 1);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
