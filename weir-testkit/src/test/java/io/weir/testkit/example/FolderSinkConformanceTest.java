package io.weir.testkit.example;

import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

class FolderSinkConformanceTest extends SinkConformance<String, FolderSink.PendingFile> {

    @TempDir
    Path directory;

    /** A place of its own for each fact; a test factory has many. */
    @Override
    protected SinkSubject<String, FolderSink.PendingFile> open() throws IOException {
        return new Folder(Files.createTempDirectory(directory, "place"));
    }

    private record Folder(Path place) implements SinkSubject<String, FolderSink.PendingFile> {

        /** As another process would make it: it has nothing in common with the sink of the attempt before but the place. */
        @Override
        public Sink<String, FolderSink.PendingFile> sink() throws IOException {
            return new FolderSink(place);
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        /** What an ordinary reader sees now, in its order. */
        @Override
        public List<String> visible() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String name : new TreeSet<>(FolderSink.names(place.resolve("done")))) {
                lines.addAll(Files.readAllLines(place.resolve("done").resolve(name)));
            }
            return lines;
        }

        /** Files that nobody finishes or deletes would fill the disk. */
        @Override
        public OptionalInt leftOpen() throws IOException {
            return OptionalInt.of(FolderSink.names(place.resolve("pending")).size());
        }
    }
}
