package io.weir.files.sink;

import io.weir.runtime.CheckContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether files can be written, renamed and made durable where a sink wants them, before the job starts: it does each once, with the longest name that the
 * sink gives a file. What it made is gone when it ends, directories too: the doctor checks a new job under a name that no job ever has.
 */
final class SinkCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SinkCheck.class);
    private static final byte[] CONTENT = "weir\n".getBytes(StandardCharsets.UTF_8);

    private final SinkSettings<?> settings;
    private final CheckContext context;
    private final SinkNames names;
    private final Disk disk;

    SinkCheck(SinkSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.context = context;
        this.names = new SinkNames(settings, context.jobId(), context.stageName());
        this.disk = settings.disk();
    }

    void run() {
        String what = "sink " + context.stageName() + " cannot write files in " + settings.directory();
        Deque<Path> made = new ArrayDeque<>();
        try {
            make(names.hidden(), made);
            Path pending = names.hidden().resolve("check");
            // Nobody reads hidden files; where a rename to it works, one to a visible name does.
            Path published =
                    settings.directory().resolve("." + names.fileName(999_999, 999_999, context.parallelism()));
            disk.delete(pending);
            disk.delete(published);
            made.push(pending);
            try (DiskFile file = disk.create(pending)) {
                file.write(CONTENT, 0, CONTENT.length);
                file.sync();
            }
            disk.move(pending, published);
            made.push(published);
            disk.syncDirectory(settings.directory());
        } catch (IOException e) {
            throw FileErrors.inWords(what, e);
        } finally {
            made.forEach(this::delete);
        }
    }

    /** Makes a directory and what is missing above it, and tells what that was, the deepest first. */
    private void make(Path directory, Deque<Path> made) throws IOException {
        Path parent = directory.getParent();
        boolean isNew;
        try {
            isNew = disk.createDirectory(directory);
        } catch (NoSuchFileException e) {
            if (parent == null) {
                throw e;
            }
            make(parent, made);
            isNew = disk.createDirectory(directory);
        }
        if (isNew) {
            made.push(directory);
        }
        if (parent != null) {
            disk.syncDirectory(parent);
        }
    }

    /** A directory in which somebody has put something since stays. */
    private void delete(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            LOG.debug("{} stays after the check", path, e);
        }
    }
}
