package io.weir.proof.simulation;

import io.weir.files.FileFormat;
import io.weir.files.sink.FileSink;
import io.weir.proof.filesystem.SimFileSystem;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.Result;
import io.weir.serde.Serdes;
import io.weir.sink.Sink;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimVolume;
import io.weir.testkit.world.SimWorld;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The real files sink on a simulated volume, and a reader who knows nothing of Weir: he passes over what is hidden, and reads each file once, whole, as soon as it is there.
 *
 * <p>Threading: confined to the world.
 */
final class PublishedFiles extends Outside {

    private static final String DIRECTORY = "/out/results";

    /** How names of files end that wait for their commit. */
    private static final String PENDING = ".part";

    private static final String HEADER = "key,id,count,sum";
    private static final Duration INTERVAL_MIN = Duration.ofMillis(1);
    private static final int INTERVALS = 30;
    private static final int SIZES = 600;

    private final SimVolume volume;
    private final Layout layout;
    private final Duration interval;
    private final long size;

    /** How many bytes each file had when it was read. */
    private final Map<String, Integer> seen = new HashMap<>();

    private long changes = -1;

    /** How records become files. */
    private enum Layout {
        AT_EACH_CHECKPOINT,
        ACROSS_CHECKPOINTS,
        COMPRESSED_PARTITIONS,
        MERGED,
        STAGED_ROWS,
        STAGED_AND_MERGED
    }

    PublishedFiles(OutputCheck check, SimWorld world, String name) {
        super(check);
        Entropy entropy = world.entropy("layout of " + name);
        this.volume = new SimVolume(world.entropy("volume of " + name));
        this.layout = Layout.values()[entropy.nextInt(Layout.values().length)];
        this.interval = INTERVAL_MIN.multipliedBy(entropy.between(1, INTERVALS));
        this.size = entropy.between(1, SIZES);
    }

    @Override
    Sink<Result, ?> sinkOf(SimProcess process) {
        FileFormat<Result> lines = FileFormat.lines(PublishedFiles::line);
        FileSink<Result> plain = FileSink.of(
                        SimFileSystem.path(volume, process, DIRECTORY),
                        layout == Layout.COMPRESSED_PARTITIONS
                                ? FileFormat.csv(Result.class).gzip()
                                : lines)
                .rollInterval(interval);
        return switch (layout) {
            case AT_EACH_CHECKPOINT -> plain.rollAtEachCheckpoint();
            case ACROSS_CHECKPOINTS -> plain.rollSize(size);
            case COMPRESSED_PARTITIONS ->
                plain.partitionBy(result -> "key=" + result.key() % 3).openFilesMax(1);
            case MERGED -> plain.rollSize(size).compact(3 * size, interval);
            case STAGED_ROWS -> plain.stageRows(Serdes.of(Result.class)).rollSize(size);
            case STAGED_AND_MERGED ->
                plain.stageRows(Serdes.of(Result.class)).rollSize(size).compact(3 * size, interval);
        };
    }

    private static String line(Result result) {
        return result.key() + "," + result.id() + "," + result.count() + "," + result.sum();
    }

    /** The power takes with it what was not synced. A file that loses its name gets it again; the reader, which was on the same machine, begins anew. */
    @Override
    void losePower() {
        volume.losePower();
        seen.clear();
        changes = -1;
        check().restart();
    }

    /** Nobody would publish again what a loss of power takes now. */
    @Override
    void jobEnded() {
        losePower();
    }

    @Override
    List<Result> poll() {
        List<Result> results = new ArrayList<>();
        if (volume.nameChanges() == changes) {
            return results;
        }
        changes = volume.nameChanges();
        for (SimVolume.Named file : volume.filesBelow(DIRECTORY)) {
            if (!isHidden(file.path())) {
                Integer before = seen.put(file.path(), file.size());
                if (before == null) {
                    results.addAll(read(file.path()));
                } else if (before != file.size()) {
                    throw new Violation("I3 readers see whole files: " + file.path() + " had " + before
                            + " bytes, and has " + file.size());
                }
            }
        }
        return results;
    }

    private static boolean isHidden(String path) {
        return path.substring(DIRECTORY.length()).contains("/.");
    }

    private List<Result> read(String path) {
        List<Result> results = new ArrayList<>();
        try (InputStream raw = volume.read(path);
                InputStream in = path.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.endsWith("\n")) {
                throw new Violation("I3 readers see whole files: " + path + " ends in the middle of a line");
            }
            text.lines().filter(line -> !line.equals(HEADER)).forEach(line -> results.add(parse(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    private static Result parse(String line) {
        String[] fields = line.split(",", -1);
        return new Result(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]));
    }

    @Override
    public String toString() {
        return super.toString() + " " + layout + " every " + interval + " in " + volume.filesBelow(DIRECTORY);
    }

    @Override
    @Nullable String leftBehind() {
        return null;
    }

    @Override
    @Nullable String unfinished() {
        List<String> pending = volume.filesBelow(DIRECTORY).stream()
                .map(SimVolume.Named::path)
                .filter(path -> path.endsWith(PENDING))
                .toList();
        return pending.isEmpty() ? null : "the files " + pending;
    }

    /** Commits and writes of one attempt exclude each other while they are on the disk. */
    @Override
    boolean holdsLocks() {
        return true;
    }
}
