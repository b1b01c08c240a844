package io.weir.files.source;

import io.weir.runtime.CheckContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a source can read what it is told to, before the job starts. It reads no file.
 *
 * <p>Threading: confined to one thread, which may block.
 */
final class SourceCheck {

    private final FileSourceSettings<?> settings;
    private final CheckContext context;
    private final String stage;

    SourceCheck(FileSourceSettings<?> settings, CheckContext context) {
        this.settings = settings;
        this.context = context;
        this.stage = "source " + context.stageName();
    }

    void run() {
        for (Path place : settings.places()) {
            if (!Files.exists(place)) {
                context.problem(FileErrors.placeMissing(stage, place));
            } else if (!Files.isReadable(place) || Files.isDirectory(place) && !Files.isExecutable(place)) {
                context.problem(FileErrors.placeUnreadable(stage, place, "this process may not read it", null));
            } else if (Files.isDirectory(place)) {
                checkDirectory(place);
            } else {
                context.ok(stage + ": file " + place + " can be read");
            }
        }
    }

    private void checkDirectory(Path directory) {
        try {
            boolean any = new FileSet(settings.places(), settings.glob(), stage).isAnyIn(directory);
            if (any || !settings.isBounded()) {
                context.ok(stage + ": directory " + directory + " can be listed, and has "
                        + (any ? "files" : "no files yet") + " that fit " + settings.glob());
            } else {
                context.warning(
                        "files-nothing-fits",
                        stage + " finds nothing to read in " + directory,
                        "no file below it fits the pattern " + settings.glob()
                                + ", or its name begins with a dot or an underscore; without watch(..) what is there at the first start is all",
                        "set glob(..), such as **.csv for directories below as well, or watch(..) for files that come later");
            }
        } catch (IOException e) {
            context.problem(FileErrors.listing(stage, directory, e));
        }
    }
}
