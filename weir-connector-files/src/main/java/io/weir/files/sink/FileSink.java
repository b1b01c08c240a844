package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.files.FileFormat;
import io.weir.files.sink.SinkSettings.Compaction;
import io.weir.files.sink.SinkSettings.Rolling;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.InspectableSink;
import io.weir.sink.Sink;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * Writes files, exactly once: whoever lists the directory sees whole files only, each committed record in one of them.
 *
 * <pre>{@code
 * FileSink.of(Path.of("orders"), FileFormat.csv(Order.class).gzip())
 *         .partitionByEventTime("'dt='yyyy-MM-dd/'hour='HH")
 *         .rollInterval(Duration.ofMinutes(5))
 * }</pre>
 *
 * <p>A file becomes visible when it is full, when it is old enough, or when the job ends; docs/connectors/files.md has the details.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new sink.
 *
 * @param <T> the type of its records
 */
public final class FileSink<T> implements Sink<T, FileCommittable>, InspectableSink<FileCommittable> {

    private static final Rolling ROLLING = new Rolling(128L << 20, Duration.ofMinutes(1), false);
    private static final int OPEN_FILES_MAX = 100;
    private static final Duration DURATION_MAX = Duration.ofDays(365);

    private final SinkSettings<T> settings;

    /** Connects the writers and committers that this sink makes. */
    private final PublicationByAttempt publications = new PublicationByAttempt();

    private FileSink(SinkSettings<T> settings) {
        this.settings = settings;
    }

    /**
     * Writes files below {@code directory}, which is made if it is missing.
     *
     * @param directory on a file system where a rename is atomic and a process that has ended cannot change anything any more: a local disk
     */
    public static <T> FileSink<T> of(Path directory, FileFormat<T> format) {
        return new FileSink<>(new SinkSettings<>(
                directory.toAbsolutePath().normalize(),
                format,
                null,
                () -> (value, timestamp) -> "",
                ROLLING,
                null,
                OPEN_FILES_MAX,
                "part-",
                format.extension(),
                new LocalDisk()));
    }

    /** Writes lines of text. */
    public static FileSink<String> lines(Path directory) {
        return of(directory, FileFormat.lines());
    }

    /**
     * Keeps the records of pending files as {@code serde} writes them, and makes the file that readers see of them when it is finished: for formats with a
     * footer, such as Parquet, whose files would be finished at each checkpoint otherwise. Each record is written twice. Set it before {@link #compact}.
     *
     * <p>{@link #rollSize} then counts the bytes that the serde writes.
     */
    public FileSink<T> stageRows(Serde<T> serde) {
        return new FileSink<>(settings.withStaging(new Staging<>(new RowsFormat<>(serde), settings.format())));
    }

    /** Finishes a file when it has about so many bytes; 128 MiB by default. */
    public FileSink<T> rollSize(long bytes) {
        checkPositive("a size of " + bytes + " bytes to roll at", bytes > 0);
        Rolling old = settings.rolling();
        return new FileSink<>(settings.withRolling(new Rolling(bytes, old.interval(), old.atEachCheckpoint())));
    }

    /** Finishes a file when it is so old; one minute by default. Readers see a record about so late. */
    public FileSink<T> rollInterval(Duration interval) {
        checkDuration("an interval of " + interval + " to roll at", interval);
        Rolling old = settings.rolling();
        return new FileSink<>(settings.withRolling(new Rolling(old.sizeBytes(), interval, old.atEachCheckpoint())));
    }

    /**
     * Finishes files at each checkpoint, so that readers see records as soon as they are committed, in many small files: at least one for each subtask,
     * partition and checkpoint. Formats that are not appendable always do so, unless {@link #stageRows} is set.
     */
    public FileSink<T> rollAtEachCheckpoint() {
        Rolling old = settings.rolling();
        return new FileSink<>(settings.withRolling(new Rolling(old.sizeBytes(), old.interval(), true)));
    }

    /**
     * Writes each record below the directory that {@code partition} returns for it, relative to the sink's, such as {@code country=AT}; empty for the sink's
     * own. The function must return the same for equal records.
     */
    public FileSink<T> partitionBy(Function<? super T, String> partition) {
        return new FileSink<>(settings.withPartitioning(() -> (value, timestamp) -> partition.apply(value)));
    }

    /**
     * Writes each record below a directory of its event time in UTC.
     *
     * @param pattern as of {@link DateTimeFormatter}, with units of minutes or longer, such as {@code 'dt='yyyy-MM-dd/'hour='HH}
     */
    public FileSink<T> partitionByEventTime(String pattern) {
        DateTimeFormatter formatter = EventTimePartitioner.formatter(pattern);
        return new FileSink<>(settings.withPartitioning(() -> new EventTimePartitioner<>(formatter)));
    }

    /**
     * Says how many partitions a subtask may write at once; 100 by default. Each takes a file handle and some 100 KiB. For one more the file that was written
     * to least recently is finished.
     */
    public FileSink<T> openFilesMax(int max) {
        checkPositive("at most " + max + " open files", max > 0 && max <= 10_000);
        return new FileSink<>(settings.withOpenFilesMax(max));
    }

    /**
     * Merges small files of a partition before readers see them: finished and committed files wait, hidden, until they have {@code sizeBytes} together or
     * the first has waited for {@code waitMax}; then they are published as one. Files of all subtasks are merged, so the order of names says nothing about
     * the order of records any more.
     *
     * @throws WeirException if the format is not appendable and its rows are not staged
     */
    public FileSink<T> compact(long sizeBytes, Duration waitMax) {
        checkPositive("compaction to " + sizeBytes + " bytes", sizeBytes > 0);
        checkDuration("compaction after at most " + waitMax, waitMax);
        if (!settings.pendingFormat().appendable()) {
            throw WeirException.user(
                    "files-setting",
                    "files of " + settings.format().extension() + " cannot be merged",
                    "the format is not appendable: two files behind one another are not a file",
                    "call stageRows(..) first, which makes whole files of rows; or leave compact(..) away");
        }
        return new FileSink<>(settings.withCompaction(new Compaction(sizeBytes, waitMax)));
    }

    /** Sets how names of files begin; {@code part-} by default. */
    public FileSink<T> prefix(String prefix) {
        checkName(prefix);
        return new FileSink<>(settings.withNames(prefix, settings.suffix()));
    }

    /** Sets how names of files end; as the format says by default. */
    public FileSink<T> suffix(String suffix) {
        checkName("x" + suffix);
        return new FileSink<>(settings.withNames(settings.prefix(), suffix));
    }

    /** For tests: writes to another disk. */
    FileSink<T> on(Disk disk) {
        return new FileSink<>(settings.withDisk(disk));
    }

    private static void checkPositive(String what, boolean positive) {
        if (!positive) {
            throw WeirException.user(
                    "files-setting", what, "it is out of range", "give a positive number, at most 10000 files");
        }
    }

    private static void checkDuration(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(DURATION_MAX) > 0) {
            throw WeirException.user(
                    "files-setting", what, "it is out of range", "give more than nothing and at most a year");
        }
    }

    private static void checkName(String part) {
        if (part.startsWith(".")
                || part.startsWith("_")
                || part.indexOf('/') >= 0
                || part.indexOf('\\') >= 0
                || part.indexOf('\0') >= 0) {
            throw WeirException.user(
                    "files-setting",
                    "\"" + part + "\" as a part of file names",
                    "it begins with a dot or an underscore, which readers take for hidden, or has a separator in it",
                    "use partitionBy(..) for directories");
        }
    }

    @Override
    public void check(CheckContext context) {
        new SinkCheck(settings, context).run();
    }

    @Override
    public SinkInspection<FileCommittable> inspect(JobId jobId, String stageName) {
        return new FileInspection(settings, jobId, stageName);
    }

    @Override
    public Committer<FileCommittable> createCommitter(StageContext context) {
        return new FileCommitter(context, settings, publications);
    }

    @Override
    public SinkWriter<T, FileCommittable> createWriter(StageContext context) {
        return new FileWriter<>(context, settings, publications.of(context));
    }

    @Override
    public Serde<FileCommittable> committableSerde() {
        return new FileCommittableSerde();
    }
}
