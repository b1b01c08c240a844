package io.weir.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.error.ErrorKind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places need not be on the default file system, and a file system need not answer each time. */
class OtherFileSystemTest {

    @TempDir
    Path folder;

    @Test
    void readsPlacesOfSeveralFileSystems() throws Exception {
        Path archive = folder.resolve("archive.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.createDirectory(zip.getPath("/in"));
            Files.writeString(zip.getPath("/in/a.txt"), "a1\na2\n");
            Files.writeString(zip.getPath("/in/b.txt"), "b\n");
        }
        Inputs.write(folder.resolve("here/c.txt"), "c\n");
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            FileSource<String> source = FileSource.lines(zip.getPath("/in")).andFiles(folder.resolve("here"));
            Run<String> first = new Run<>(source).startAfresh();
            first.read(1);
            Run<String> second = new Run<>(source).restore(first.snapshot()).read();
            assertThat(first.records).containsExactly("a1");
            assertThat(second.records).containsExactlyInAnyOrder("a2", "b", "c");
        }
    }

    @Test
    void aPlaceThatCannotBeListedForAMomentIsNoMistakeOfTheUsers() {
        assertThat(kindOf(new IOException("Stale file handle"))).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(kindOf(new AccessDeniedException("/in/below"))).isEqualTo(ErrorKind.USER);
        assertThat(kindOf(new NoSuchFileException("/in"))).isEqualTo(ErrorKind.USER);
    }

    private static ErrorKind kindOf(IOException failure) {
        return FileErrors.listing("source in", Path.of("/in"), failure).kind();
    }
}
