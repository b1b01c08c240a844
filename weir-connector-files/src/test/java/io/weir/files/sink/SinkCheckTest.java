package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that is found before a start is told, not the first of it. */
class SinkCheckTest {

    @TempDir
    Path directory;

    @Test
    void whatIsWellIsTold() {
        assertThat(findings(FileSink.lines(directory).on(new VolumeDisk("ext4", 1L << 40))))
                .extracting(Finding::what)
                .containsExactly(
                        "sink out: in " + directory + " a file can be made, synced, renamed and deleted",
                        "sink out: the disk of " + directory + " has room for 1048576 MiB",
                        "sink out: " + directory + " is on ext4");
    }

    @Test
    void aDirectoryThatIsNotThereIsTriedAboveItAndNotMade() {
        Path deep = directory.resolve("not/there");

        assertThat(findings(FileSink.lines(deep)).get(0).what())
                .contains(deep + " is not there yet; in " + directory + " it can be made");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "ext4, 1000, files-little-space",
        "tmpfs, 1099511627776, files-in-memory",
        "NFS4, 1099511627776, files-on-network"
    })
    void aDiskThatHoldsLessThanItsUserThinksIsWarnedOf(String type, long usableBytes, String code) {
        assertThat(findings(FileSink.lines(directory).on(new VolumeDisk(type, usableBytes))))
                .filteredOn(finding -> finding.level() == Finding.Level.WARNING)
                .extracting(Finding::code)
                .containsExactly(code);
    }

    @Test
    void missingRightsAndALowDiskAreToldTogether() {
        assertThat(findings(FileSink.lines(directory).on(new ForbiddenDisk())))
                .extracting(Finding::code)
                .startsWith("files-access", "files-little-space");
    }

    @Test
    void aNameThatIsTooLongDoesNotHideWhatElseThereIs() {
        assertThat(findings(FileSink.lines(directory).prefix("p".repeat(240)).on(new VolumeDisk("tmpfs", 1L << 40))))
                .extracting(Finding::code)
                .containsExactly("", "files-name-too-long", "", "files-in-memory");
        assertThat(directory).isEmptyDirectory();
    }

    private static List<Finding> findings(FileSink<String> sink) {
        List<Finding> findings = new ArrayList<>();
        sink.check(new CheckContext(Attempt.JOB, "out", 1, 1_000_000, findings::add));
        return findings;
    }

    private static class VolumeDisk extends ForwardingDisk {

        private final Volume volume;

        VolumeDisk(String type, long usableBytes) {
            this.volume = new Volume(type, usableBytes);
        }

        @Override
        public Volume volume(Path path) {
            return volume;
        }
    }

    private static final class ForbiddenDisk extends VolumeDisk {

        ForbiddenDisk() {
            super("ext4", 0);
        }

        @Override
        public DiskFile create(Path file) throws IOException {
            throw new AccessDeniedException(file.toString());
        }
    }
}
