package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.sink.CommitRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older attempt that goes on, as a process does that was only suspended, changes nothing that anybody sees. */
class FencingTest {

    @TempDir
    Path directory;

    @Test
    void anOlderAttemptCannotCommit() throws Exception {
        Attempt old = Attempt.first(files());
        old.write("line");
        CommitRequest<FileCommittable> request = old.seal(1);
        Attempt.after(files(), 2, 0, List.of());

        assertThatThrownBy(() -> old.commit(request)).hasMessageContaining("[files-fenced]");
        assertThat(PlainReader.lines(directory)).isEmpty();
    }

    @Test
    void anOlderAttemptCannotMakeAnythingDurable() throws Exception {
        Attempt old = Attempt.first(files());
        Attempt.after(files(), 2, 0, List.of());
        old.write("line");

        assertThatThrownBy(() -> old.seal(1)).hasMessageContaining("[files-fenced]");
    }

    @Test
    void anOlderAttemptCannotTakeOver() throws Exception {
        Attempt.after(files(), 2, 0, List.of());

        assertThatThrownBy(() -> Attempt.first(files())).hasMessageContaining("[files-fenced]");
        assertThatThrownBy(() -> Attempt.after(files(), 2, 0, List.of())).hasMessageContaining("[files-fenced]");
    }

    /** It has the file open still, and no rename keeps it from writing. */
    @Test
    void whatAnOlderAttemptAppendsIsInNoPublishedFile() throws Exception {
        FileSink<String> sink = files();
        Attempt old = Attempt.first(sink);
        old.write("committed");
        CommitRequest<FileCommittable> request = old.seal(1);
        old.commit(request);
        Attempt.after(files(), 2, 1, List.of());
        assertThat(PlainReader.lines(directory)).containsExactly("committed");

        old.write("appended");
        old.seal(2);

        assertThat(PlainReader.lines(directory)).containsExactly("committed");
    }

    /** Told that the name is taken, a person would move away what the newer attempt has published. */
    @Test
    void anOlderAttemptThatFindsItsFilePublishedSaysThatItWasReplaced() throws Exception {
        List<CommitRequest<FileCommittable>> sealed = new ArrayList<>();
        Attempt old = Attempt.first(files().rollAtEachCheckpoint().on(new ForwardingDisk() {
            @Override
            public long size(Path path) throws IOException {
                if (directory.equals(path.getParent())) {
                    takeOver(sealed);
                }
                return super.size(path);
            }
        }));
        old.write("line");
        sealed.add(old.seal(1));

        assertThatThrownBy(() -> old.commit(sealed.get(0))).hasMessageContaining("[files-fenced]");
        assertThat(PlainReader.lines(directory)).containsExactly("line");
    }

    private void takeOver(List<CommitRequest<FileCommittable>> pending) throws IOException {
        try {
            Attempt.after(files().rollAtEachCheckpoint(), 2, 1, pending);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private FileSink<String> files() {
        return FileSink.lines(directory);
    }
}
