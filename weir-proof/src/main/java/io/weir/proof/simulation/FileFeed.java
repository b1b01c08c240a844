package io.weir.proof.simulation;

import io.weir.files.source.FileSource;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.source.Source;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A directory that the real files source watches. Whoever makes the files keeps to its rules: each is written under a hidden name, and gets its name, which is new, when it is whole; where old files are
 * forgotten, none is older than that when it comes; and some files are deleted, when all that was in them has been shown by every sink.
 *
 * <p>Threading: confined to the world.
 */
final class FileFeed extends Feed {

    private static final long MILLI = 1_000_000;

    /** So much larger is a file now and then, so that it is read in ranges. */
    private static final int LARGER = 15;

    private final SimWorld world;
    private final Entropy entropy;
    private final InputFiles files;
    private final Duration watchInterval;

    /** How much older than the newest a file may be; 0 if none is forgotten. */
    private final int ageMillis;

    private final Predicate<Event> shown;
    private final ArrayDeque<Begun> begun = new ArrayDeque<>();
    private final List<InputFiles.Made> there = new ArrayList<>();

    private record Begun(InputFiles.Made file, long wholeNanos) {}

    /** @param shown whether every sink that gets an event has shown what comes of it */
    FileFeed(SimWorld world, int source, Input input, long pauseNanosMax, Predicate<Event> shown) {
        super(world, source, 0, input, pauseNanosMax);
        this.world = world;
        this.shown = shown;
        this.entropy = world.entropy("directory of source " + source);
        this.watchInterval = Duration.ofMillis(entropy.between(1, 20));
        this.ageMillis = entropy.oneIn(3) ? entropy.between(1, 100) : 0;
        // Directories are listed one after the other, which takes time.
        this.files = new InputFiles(world, source, ageMillis > 0);
    }

    @Override
    Source<Event, ?> sourceOf(SimProcess process) {
        return files.sourceOf(process, this::watched);
    }

    private FileSource<Event> watched(FileSource<Event> source) {
        FileSource<Event> watching = source.watch(watchInterval).settleTime(Duration.ZERO);
        return ageMillis == 0 ? watching : watching.forgetAfter(Duration.ofMillis(ageMillis));
    }

    @Override
    void putSome(int count) {
        InputFiles.Made file = files.make(source(), entropy.oneIn(6) ? count * LARGER : count);
        files.begin(file);
        begun.add(new Begun(file, world.nowNanos() + (long) (entropy.nextDouble() * MILLI)));
        if (entropy.oneIn(3)) {
            there.stream()
                    .filter(each -> each.events().stream().allMatch(shown))
                    .findFirst()
                    .ifPresent(this::delete);
        }
    }

    private void delete(InputFiles.Made file) {
        there.remove(file);
        files.delete(file);
    }

    @Override
    void finishDue() {
        while (unfinishedNanos() <= world.nowNanos()) {
            InputFiles.Made file = begun.remove().file();
            file.events().forEach(this::add);
            there.add(file);
            files.publish(file, world.nowNanos() / MILLI - (ageMillis == 0 ? 0 : entropy.nextInt(ageMillis)));
        }
    }

    @Override
    long unfinishedNanos() {
        return begun.isEmpty() ? Long.MAX_VALUE : begun.element().wholeNanos();
    }

    @Override
    void put(Event event) {
        throw new IllegalStateException("comes with its file");
    }

    @Override
    void addPartition() {
        throw new IllegalStateException("comes with its file");
    }

    @Override
    boolean mayGrow() {
        return false;
    }
}
