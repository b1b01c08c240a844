package io.weir.files.sink;

import io.weir.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hidden directory of one attempt: its pending files, its ledger, and below {@code from} what it took over from earlier attempts.
 *
 * <p>Threading: confined to one thread at a time, but for {@link #newId} and {@link #newPath}, which any thread may call.
 *
 * <p>Invariants:
 * <ul>
 *   <li>F1 (I9): an attempt makes its directory once and reaches all that it changes by a path through it. Whoever takes that directory over, by renaming it
 *       into his own, leaves the older attempt without any path to anything. Of two attempts at least one sees the other, because each makes its directory
 *       first and looks for others then; the older one gives way.
 *   <li>F2: what stays with an older attempt is open files. A file that it may still have open is copied before it is published, never published itself.
 * </ul>
 */
final class Workplace {

    /** How names of pending files end. */
    static final String PENDING = ".part";

    /** The name of an attempt's ledger. */
    static final String LEDGER = "ledger";

    private static final String NEW_LEDGER = "ledger.new";
    private static final String COPY = "copy";

    /** The directory below an attempt's own of what it took over. */
    static final String INHERITED = "from";

    private static final Pattern ATTEMPT = Pattern.compile("\\d{1,19}");

    private final Disk disk;
    private final Path root;
    private final long attempt;
    private final Path own;
    private final Map<String, Path> inherited = new HashMap<>();

    private Workplace(Disk disk, Path root, long attempt) {
        this.disk = disk;
        this.root = root;
        this.attempt = attempt;
        this.own = root.resolve(Long.toString(attempt));
    }

    /**
     * Takes over what earlier attempts left, and shuts them out.
     *
     * @throws WeirException if a newer attempt has done so before
     */
    static Workplace claim(Disk disk, Path root, long attempt) throws IOException {
        new Directories(disk).ensure(root);
        Workplace workplace = new Workplace(disk, root, attempt);
        if (!disk.createDirectory(workplace.own)) {
            throw fenced(attempt, "there is a directory of this attempt already", null);
        }
        Path from = workplace.own.resolve(INHERITED);
        disk.createDirectory(from);
        workplace.takeOver(from);
        workplace.flatten(from);
        disk.syncDirectory(from);
        disk.syncDirectory(workplace.own);
        disk.syncDirectory(root);
        workplace.index(from);
        return workplace;
    }

    private void takeOver(Path from) throws IOException {
        boolean found = true;
        while (found) {
            found = false;
            for (long other : attempts(root)) {
                if (other > attempt) {
                    throw fenced(attempt, "attempt " + other + " has", null);
                }
                if (other < attempt) {
                    found = true;
                    moveIfThere(root.resolve(Long.toString(other)), from.resolve(Long.toString(other)));
                }
            }
        }
    }

    /** Another attempt may take it at the same moment. Then the next look at the directory shows that one. */
    private void moveIfThere(Path source, Path target) throws IOException {
        try {
            disk.move(source, target);
        } catch (NoSuchFileException e) {
            if (disk.size(own) < 0) {
                throw fenced(attempt, "its directory is gone", e);
            }
        }
    }

    private static WeirException fenced(long attempt, String why, @Nullable Exception cause) {
        return FileErrors.fenced("attempt " + attempt + " cannot take over the pending files", why, cause);
    }

    /** What an attempt had taken over, and not settled before it crashed, stands beside its own. */
    private void flatten(Path from) throws IOException {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (long earlier : attempts(from)) {
                Path nested = from.resolve(Long.toString(earlier)).resolve(INHERITED);
                for (long evenEarlier : attempts(nested)) {
                    String name = Long.toString(evenEarlier);
                    disk.move(nested.resolve(name), from.resolve(name));
                    moved = true;
                }
            }
        }
    }

    private void index(Path from) throws IOException {
        for (long earlier : attempts(from)) {
            Path directory = from.resolve(Long.toString(earlier));
            for (String name : disk.names(directory)) {
                if (name.endsWith(PENDING)) {
                    inherited.put(name, directory.resolve(name));
                }
            }
        }
    }

    private List<Long> attempts(Path directory) throws IOException {
        return attempts(disk, directory);
    }

    /** Returns the attempts that have a directory there, the oldest first. */
    static List<Long> attempts(Disk disk, Path directory) throws IOException {
        List<Long> attempts = new ArrayList<>();
        for (String name : disk.names(directory)) {
            if (ATTEMPT.matcher(name).matches()) {
                attempts.add(Long.parseLong(name));
            }
        }
        attempts.sort(null);
        return attempts;
    }

    /**
     * Tells an attempt that misses a file from one whose files a newer one has taken.
     *
     * @throws WeirException if a newer attempt has
     */
    void expectNotTakenOver() throws IOException {
        if (disk.size(own) < 0) {
            throw fenced(attempt, "its directory is gone", null);
        }
    }

    /** Returns the ledger of the latest attempt that wrote one: it holds all that was carried over into it. */
    Ledger newestLedger() throws IOException {
        Path from = own.resolve(INHERITED);
        List<Long> attempts = attempts(from);
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Path file = from.resolve(Long.toString(attempts.get(i))).resolve(LEDGER);
            if (disk.size(file) >= 0) {
                try (InputStream in = disk.read(file)) {
                    return Ledger.ofBytes(in.readAllBytes());
                }
            }
        }
        return Ledger.empty();
    }

    /**
     * Returns the name of a pending file that is about to be made.
     *
     * @param kind empty, or {@link PendingFile#ROWS}
     */
    String newId(String maker, long number, String kind) {
        return attempt + "-" + maker + "-" + number + kind + PENDING;
    }

    /** Returns whether a pending file was named by {@link #newId} for this maker. */
    static boolean isMadeBy(String maker, String id) {
        return id.contains("-" + maker + "-");
    }

    /** Returns where a file of this attempt is. */
    Path newPath(String id) {
        return own.resolve(id);
    }

    /** Returns where a pending file is. */
    Path path(String id) {
        return inherited.getOrDefault(id, newPath(id));
    }

    /** Returns whether an earlier attempt left this file, which it may have open still. */
    boolean isInherited(String id) {
        return inherited.containsKey(id);
    }

    /** Deletes the files of earlier attempts that nobody will ask for (I7). */
    void deleteInheritedBut(Set<String> kept) throws IOException {
        for (String id : List.copyOf(inherited.keySet())) {
            if (!kept.contains(id)) {
                disk.delete(path(id));
                inherited.remove(id);
            }
        }
    }

    /** Removes what is left of earlier attempts when their files have been published. */
    void removeInherited() throws IOException {
        Path from = own.resolve(INHERITED);
        for (long earlier : attempts(from)) {
            Path directory = from.resolve(Long.toString(earlier));
            for (String name : disk.names(directory)) {
                disk.delete(directory.resolve(name));
            }
            disk.delete(directory);
        }
        inherited.clear();
    }

    /** Makes a durable file in one go, under a name that nobody looks for. */
    Path prepare(Content content) throws IOException {
        return prepare(COPY, content);
    }

    private Path prepare(String name, Content content) throws IOException {
        Path file = own.resolve(name);
        disk.delete(file);
        try (DiskFile made = disk.create(file)) {
            content.writeTo(made);
            made.sync();
        }
        return file;
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(DiskFile file) throws IOException;
    }

    /** Writes the ledger: all of it, or nothing. */
    void write(Ledger ledger) throws IOException {
        byte[] bytes = ledger.toBytes();
        Path written = prepare(NEW_LEDGER, file -> file.write(bytes, 0, bytes.length));
        disk.move(written, own.resolve(LEDGER));
        syncNames();
    }

    /** Makes durable which files there are. */
    void syncNames() throws IOException {
        disk.syncDirectory(own);
    }
}
