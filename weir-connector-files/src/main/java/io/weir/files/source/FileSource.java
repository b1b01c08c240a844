package io.weir.files.source;

import io.weir.error.WeirException;
import io.weir.files.read.CsvFormat;
import io.weir.files.read.Decompression;
import io.weir.files.read.LineFormat;
import io.weir.files.read.ReadFormat;
import io.weir.runtime.CheckContext;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.source.Boundedness;
import io.weir.source.Source;
import io.weir.source.SourceReader;
import io.weir.source.SplitEnumerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files, exactly once: which have been read, and how far, is in Weir's checkpoints.
 *
 * <pre>{@code
 * FileSource.jsonLines(Path.of("/data/in"), Order.class).glob("*.jsonl").watch(Duration.ofSeconds(1))
 * }</pre>
 *
 * <p>Without {@link #watch} it reads what is there at the first start, and ends. A file must not change once it has been found: whoever makes files writes them under a name that is passed
 * over (one that begins with a dot), and renames them when they are whole.
 *
 * <p>A split is a file, or a range of a large one. Records have no timestamps of their own; a watermark strategy reads them from the records.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new source.
 *
 * @param <T> the type of its records
 */
public final class FileSource<T> implements Source<T, FileSplit> {

    private static final Duration SETTLE_TIME = Duration.ofSeconds(5);
    private static final long SPLIT_SIZE = 64L << 20;
    private static final long SPLIT_SIZE_MIN = 1L << 10;

    private final FileSourceSettings<T> settings;

    private FileSource(FileSourceSettings<T> settings) {
        this.settings = settings;
    }

    /** Reads the lines of {@code place}, text in UTF-8. */
    public static FileSource<String> lines(Path place) {
        return of(place, LineFormat.text());
    }

    /** Reads {@code place}, which holds a JSON value on each line, as objects of {@code type}: a record, or any class that Jackson reads. */
    public static <T> FileSource<T> jsonLines(Path place, Class<T> type) {
        return of(place, LineFormat.json(type));
    }

    /** Reads {@code place}, which holds CSV with a header, as records of {@code type}. */
    public static <R extends Record> FileSource<R> csv(Path place, Class<R> type) {
        return of(place, CsvFormat.of(type));
    }

    /**
     * Reads {@code place} in a format.
     *
     * @param place a file, or a directory whose files are read
     */
    public static <T> FileSource<T> of(Path place, ReadFormat<T> format) {
        return new FileSource<>(new FileSourceSettings<>(
                List.of(place.toAbsolutePath().normalize()),
                format,
                "*",
                List.of(Decompression.gzip()),
                null,
                SETTLE_TIME,
                null,
                SPLIT_SIZE,
                false));
    }

    /** Reads further files, or directories, as well. */
    public FileSource<T> andFiles(Path... places) {
        List<Path> all = new ArrayList<>(settings.places());
        for (Path place : places) {
            all.add(place.toAbsolutePath().normalize());
        }
        return new FileSource<>(settings.withPlaces(all));
    }

    /**
     * Says which files of a directory are read, by their path within it: {@code *.csv} those directly in it, {@code **.csv} those below as well. {@code *} by default. Names that
     * begin with a dot or an underscore, of files and of directories, are passed over. A file that is named itself is always read.
     *
     * @param glob as {@link java.nio.file.FileSystem#getPathMatcher} has it
     */
    public FileSource<T> glob(String glob) {
        FileSet.matcher(glob);
        return new FileSource<>(settings.withGlob(glob));
    }

    /** Goes on looking for new files, every {@code interval}: the source has no end. */
    public FileSource<T> watch(Duration interval) {
        return new FileSource<>(settings.withWatchInterval(positive("a watch interval", interval)));
    }

    /**
     * Says how long ago a file must have been changed last, by the clock of this machine, before a watching source reads it; 5 s by default. It keeps files that are still written to from being read
     * halfway, as long as their writer never pauses for so long. Zero where files are renamed when they are whole, which is the sure way.
     */
    public FileSource<T> settleTime(Duration time) {
        if (time.isNegative()) {
            throw setting("a settle time of " + time, "it is not negative", "give a positive one, or Duration.ZERO");
        }
        return new FileSource<>(settings.withSettleTime(time));
    }

    /**
     * Keeps the list of files that were read short: a file that was read to its end and is {@code age} older than the newest one that is known, by the times of their last changes, is forgotten. Never by
     * default. Files that are found later and are older than that are taken for forgotten ones and <b>not read</b>: no file may come later than {@code age} behind newer ones. One that does while the job runs is told in
     * the log.
     */
    public FileSource<T> forgetAfter(Duration age) {
        return new FileSource<>(settings.withForgetAfter(positive("an age to forget after", age)));
    }

    /**
     * Sets the size above which a file is read in ranges by several subtasks, in bytes; 64 MiB by default, {@link Long#MAX_VALUE} for never. Only for formats that allow it, and for files that are not compressed. The order of
     * records is kept within a range.
     */
    public FileSource<T> splitSize(long size) {
        if (size < SPLIT_SIZE_MIN) {
            throw setting(
                    "a split size of " + size + " bytes",
                    "every range costs a place in the checkpoint",
                    "give at least " + SPLIT_SIZE_MIN);
        }
        return new FileSource<>(settings.withSplitSize(size));
    }

    /**
     * Says that files hold later records the later they come in the order of their names, as those of hours and days do: event time then goes on with the file that is read, and does not wait for those
     * whose turn has not come. Where that is not so, the records of a file that comes too late are late.
     */
    public FileSource<T> inTimeOrder() {
        return new FileSource<>(settings.withTimeOrder());
    }

    /** Reads files that were compressed in a further way, known by the end of their names. Gzip ({@code .gz}) is known already. */
    public FileSource<T> decompression(Decompression decompression) {
        List<Decompression> all = new ArrayList<>(settings.decompressions());
        all.add(0, decompression);
        return new FileSource<>(settings.withDecompressions(all));
    }

    @Override
    public Boundedness boundedness() {
        return settings.isBounded() ? Boundedness.BOUNDED : Boundedness.UNBOUNDED;
    }

    @Override
    public void check(CheckContext context) {
        new SourceCheck(settings, context).run();
    }

    @Override
    public SplitEnumerator<FileSplit> createEnumerator(StageContext context) {
        return new FileEnumerator(context, settings);
    }

    @Override
    public SourceReader<T, FileSplit> createReader(StageContext context) {
        return new FileReader<>(context, settings);
    }

    @Override
    public Serde<FileSplit> splitSerde() {
        return new FileSplitSerde();
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw setting(what + " of " + duration, "it is more than nothing", "give a positive one");
        }
        return duration;
    }

    private static WeirException setting(String what, String why, String mend) {
        return WeirException.user("files-setting", what, why, mend);
    }
}
