package io.weir.files.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is found before a start is told, not the first of it. */
class SourceCheckTest {

    @TempDir
    Path folder;

    @Test
    void eachPlaceHasItsFinding() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "a\n");
        FileSource<String> source =
                FileSource.lines(folder).andFiles(folder.resolve("gone"), file, folder.resolve("gone too"));

        List<Finding> findings = findings(source);

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("", "files-place-missing", "", "files-place-missing");
        assertThat(findings.get(0).what())
                .isEqualTo("source in: directory " + folder + " can be listed, and has files that fit *");
        assertThat(findings.get(3).what()).contains("gone too");
    }

    @Test
    void aPatternThatFitsNothingIsWarnedOfUnlessFilesMayCome() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "a\n");
        Files.writeString(folder.resolve(".a.csv"), "a\n");
        FileSource<String> source = FileSource.lines(folder).glob("*.csv");

        assertThat(findings(source)).extracting(Finding::code).containsExactly("files-nothing-fits");
        assertThat(findings(source.watch(Duration.ofSeconds(1))))
                .extracting(Finding::what)
                .containsExactly(
                        "source in: directory " + folder + " can be listed, and has no files yet that fit *.csv");
    }

    private static List<Finding> findings(FileSource<String> source) {
        List<Finding> findings = new ArrayList<>();
        source.check(new CheckContext(new JobId("job", "0123456789abcdef"), "in", 1, 0, findings::add));
        return findings;
    }
}
