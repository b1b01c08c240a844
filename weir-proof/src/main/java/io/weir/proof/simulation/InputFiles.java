package io.weir.proof.simulation;

import io.weir.files.read.CsvFormat;
import io.weir.files.read.LineFormat;
import io.weir.files.read.ReadFormat;
import io.weir.files.source.FileSource;
import io.weir.proof.filesystem.SimFileSystem;
import io.weir.proof.workload.Event;
import io.weir.source.Source;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimVolume;
import io.weir.testkit.world.SimWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Files of events for the real files source, on a simulated volume. Their order is kept within a file, or, of one that is read in ranges, within a range: so far reaches a partition.
 *
 * <p>Threading: confined to the world.
 */
final class InputFiles {

    private static final String DIRECTORY = "/in";
    private static final int SPLIT_SIZE = 1024;
    private static final int POLL_COUNT_MAX = 20;
    private static final int SUBDIRECTORIES = 3;
    private static final int NOTE_SIZE_MAX = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Entropy entropy;
    private final SimVolume volume;
    private final Layout layout;
    private final boolean compressed;
    private final boolean inRanges;
    private final boolean inSubdirectories;
    private final int pollCountMax;
    private int partitionCount;
    private int fileCount;

    /** How events are written. */
    private enum Layout {
        LINES,
        JSON_LINES,
        CSV,
        CSV_OF_ONE_LINE_EACH
    }

    /** A whole file, which is not there yet. */
    record Made(String directory, String name, byte[] bytes, List<Event> events) {

        /** Returns a name of those that are passed over. */
        String hidden() {
            return directory + "/." + name;
        }

        String path() {
            return directory + "/" + name;
        }
    }

    /** @param flat whether all are in one directory */
    InputFiles(SimWorld world, int source, boolean flat) {
        this.entropy = world.entropy("files of source " + source);
        this.volume = SimVolume.distant(world.entropy("volume of source " + source));
        this.layout = Layout.values()[entropy.nextInt(Layout.values().length)];
        this.compressed = entropy.oneIn(3);
        this.inRanges = entropy.nextBoolean();
        this.inSubdirectories = !flat && entropy.nextBoolean();
        this.pollCountMax = entropy.between(1, POLL_COUNT_MAX);
        volume.put(DIRECTORY + "/_made", new byte[0], 0);
    }

    Source<Event, ?> sourceOf(SimProcess process, UnaryOperator<FileSource<Event>> settings) {
        Path directory = SimFileSystem.path(volume, process, DIRECTORY);
        FileSource<Event> source = FileSource.of(directory, format()).glob("**.{txt,gz}");
        return new FewAtATime<>(
                settings.apply(inRanges ? source.splitSize(SPLIT_SIZE) : source), process, pollCountMax);
    }

    private ReadFormat<Event> format() {
        return switch (layout) {
            case LINES ->
                LineFormat.of((bytes, offset, length) ->
                        eventOf(new String(bytes, offset, length, StandardCharsets.UTF_8).split(",", -1)));
            case JSON_LINES -> LineFormat.json(Event.class);
            case CSV -> CsvFormat.of(Event.class);
            case CSV_OF_ONE_LINE_EACH -> CsvFormat.of(Event.class).oneLineEach();
        };
    }

    private static Event eventOf(String[] fields) {
        return new Event(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }

    /** Makes a file of so many events of a source. */
    Made make(int source, int count) {
        boolean gzip = compressed && entropy.nextBoolean();
        boolean divided = inRanges && !gzip && layout != Layout.CSV;
        String lineEnd = entropy.oneIn(4) ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder(entropy.oneIn(8) ? BYTE_ORDER_MARK : "");
        if (layout == Layout.CSV || layout == Layout.CSV_OF_ONE_LINE_EACH) {
            text.append("note,source,partition,sequence").append(lineEnd);
        }
        List<Event> events = new ArrayList<>();
        int range = -1;
        int sequence = 0;
        for (int i = 0; i < count; i++) {
            if (layout == Layout.JSON_LINES && entropy.oneIn(10)) {
                text.append(lineEnd);
            }
            int offset = text.toString().getBytes(StandardCharsets.UTF_8).length;
            if (range < 0 || divided && offset / SPLIT_SIZE > range) {
                range = offset / SPLIT_SIZE;
                partitionCount++;
                sequence = 0;
            }
            Event event = new Event(source, partitionCount - 1, sequence++);
            events.add(event);
            text.append(line(event, divided ? noteUpToBorder(event, offset, lineEnd) : note()));
            if (i < count - 1 || entropy.nextBoolean()) {
                text.append(lineEnd);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        String directory = DIRECTORY + (inSubdirectories ? "/" + fileCount % SUBDIRECTORIES : "");
        String name = String.format(Locale.ROOT, "%06d.%s", fileCount++, gzip ? "gz" : "txt");
        return new Made(directory, name, gzip ? gzipped(bytes) : bytes, events);
    }

    private String note() {
        return letters(entropy.oneIn(3) ? entropy.nextInt(NOTE_SIZE_MAX) : entropy.nextInt(NOTE_SIZE_MAX / 10));
    }

    /** Returns one with which a line near a border ends there, or by a byte before or behind it, more often than by chance. */
    private String noteUpToBorder(Event event, int offset, String lineEnd) {
        int size = SPLIT_SIZE - offset % SPLIT_SIZE - line(event, "").length() - lineEnd.length();
        return size > 0 && size < NOTE_SIZE_MAX && entropy.oneIn(3) ? letters(size + entropy.between(-1, 1)) : note();
    }

    /** Returns a text that does not get much smaller by compression. */
    private String letters(int size) {
        StringBuilder letters = new StringBuilder();
        long drawn = entropy.nextLong();
        for (int i = 0; i < size; i++) {
            letters.append((char) ('a' + Math.floorMod(drawn >>> 40, 26L)));
            drawn = drawn * 0x5DEECE66DL + 11;
        }
        return letters.toString();
    }

    private String line(Event event, String note) {
        String numbers = event.source() + "," + event.partition() + "," + event.sequence();
        return switch (layout) {
            case LINES -> numbers + "," + note;
            case JSON_LINES ->
                "{\"note\":\"" + note + "\",\"source\":" + event.source() + ",\"partition\":" + event.partition()
                        + ",\"sequence\":" + event.sequence() + "}";
            case CSV -> "\"" + note + "\n\"\",\"," + numbers;
            case CSV_OF_ONE_LINE_EACH -> "\"" + note + ",\"\"\"," + numbers;
        };
    }

    /** Returns it in one member or two. */
    private byte[] gzipped(byte[] bytes) {
        int first = entropy.nextBoolean() ? bytes.length : entropy.nextInt(bytes.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        addMember(all, bytes, 0, first);
        if (first < bytes.length) {
            addMember(all, bytes, first, bytes.length - first);
        }
        return all.toByteArray();
    }

    private static void addMember(ByteArrayOutputStream to, byte[] bytes, int offset, int length) {
        try (GZIPOutputStream out = new GZIPOutputStream(to)) {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows a part of a file under a name that is passed over. */
    void begin(Made file) {
        volume.put(file.hidden(), Arrays.copyOf(file.bytes(), entropy.nextInt(file.bytes().length)), 0);
    }

    /** Gives a file that is whole its name, at once. */
    void publish(Made file, long modifiedMillis) {
        volume.remove(file.hidden());
        volume.put(file.path(), file.bytes(), modifiedMillis);
    }

    void delete(Made file) {
        volume.remove(file.path());
    }
}
