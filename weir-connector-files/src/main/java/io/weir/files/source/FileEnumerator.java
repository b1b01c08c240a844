package io.weir.files.source;

import io.weir.runtime.StageContext;
import io.weir.source.SplitEnumerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of a source, and notices when a known one is no longer what it was.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class FileEnumerator implements SplitEnumerator<FileSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(FileEnumerator.class);

    private final StageContext context;
    private final FileSourceSettings<?> settings;
    private final String stage;
    private final FileSet files;

    /** Files that are not read because they are too old, so that each is told of once. */
    private final Set<String> passedOver = new HashSet<>();

    private boolean lookedBefore;

    FileEnumerator(StageContext context, FileSourceSettings<?> settings) {
        this.context = context;
        this.settings = settings;
        this.stage = "source " + context.stageName();
        this.files = new FileSet(settings.places(), settings.glob(), stage);
    }

    @Override
    public Optional<Duration> discoveryInterval() {
        return Optional.ofNullable(settings.watchInterval());
    }

    @Override
    public List<FileSplit> discover(List<FileSplit> known, boolean firstStart) {
        Map<String, FileSplit> knownByPath = new HashMap<>();
        known.forEach(split -> knownByPath.put(split.path(), split));
        Horizon horizon = firstStart ? Horizon.NONE : Horizon.of(settings.forgetAfter(), known);
        List<FileSplit> splits = new ArrayList<>();
        int lateCount = 0;
        for (FoundFile file : files.list().values()) {
            FileSplit split = knownByPath.get(file.path());
            if (split != null) {
                expectUnchanged(split, file);
            } else if (settings.isBounded() && !firstStart) {
                lateCount++;
            } else if (horizon.isBefore(file.modifiedMillis())) {
                splits.addAll(isSettled(file) ? splits(file) : List.of());
            } else {
                passOver(file);
            }
        }
        if (lateCount > 0) {
            LOG.info(
                    "{} reads what was there at its first start: {} files that came later are left out",
                    stage,
                    lateCount);
        }
        lookedBefore = true;
        return splits;
    }

    private void expectUnchanged(FileSplit split, FoundFile file) {
        if (!file.isThatOf(split)) {
            throw FileErrors.changed(stage, split, file);
        }
    }

    /** A bounded source takes what there is, and whoever needs no time to settle needs no clock either, which may go wrong. */
    private boolean isSettled(FoundFile file) {
        long settleMillis = settings.settleTime().toMillis();
        return settings.isBounded()
                || settleMillis == 0
                || context.currentTimeMillis() - file.modifiedMillis() >= settleMillis;
    }

    private List<FileSplit> splits(FoundFile file) {
        boolean inRanges = settings.format().splittable() && settings.decompressionOf(file.path()) == null;
        return file.splits(inRanges ? settings.splitSize() : Long.MAX_VALUE);
    }

    /** What is there at the start has been read and forgotten, as a rule; what comes later has not. */
    private void passOver(FoundFile file) {
        if (passedOver.add(file.path()) && lookedBefore) {
            LOG.warn(
                    "{} does not read {}: it is older than the files that are forgotten after {}, and cannot be told from them",
                    stage,
                    file.path(),
                    settings.forgetAfter());
        }
    }
}
