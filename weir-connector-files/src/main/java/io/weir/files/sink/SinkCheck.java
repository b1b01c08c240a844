package io.weir.files.sink;

import io.weir.runtime.CheckContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whether files can be written, renamed and made durable where a sink wants them, before the job starts: it does each once, with the longest name that the
 * sink gives a file.
 */
final class SinkCheck {

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
        try {
            new Directories(disk).ensure(names.hidden());
            Path pending = names.hidden().resolve("check");
            // Nobody reads hidden files; where a rename to it works, one to a visible name does.
            Path published =
                    settings.directory().resolve("." + names.fileName(999_999, 999_999, context.parallelism()));
            disk.delete(pending);
            disk.delete(published);
            try (DiskFile file = disk.create(pending)) {
                file.write(CONTENT, 0, CONTENT.length);
                file.sync();
            }
            disk.move(pending, published);
            disk.syncDirectory(settings.directory());
            disk.delete(published);
        } catch (IOException e) {
            throw FileErrors.inWords(what, e);
        }
    }
}
