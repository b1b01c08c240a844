package io.weir.files.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.files.read.CsvFormat;
import io.weir.files.read.Decompression;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, how often, and what is told when they are not what they should be. */
class FileSourceTest {

    private static final long DAY = 86_400_000;

    @TempDir
    Path folder;

    record Item(int id, String name) {}

    @Test
    void readsFilesInTheOrderOfTheirNamesAndPassesOverHiddenOnes() throws Exception {
        write("b.txt", "b1\nb2\n");
        write("a.txt", "a1\n");
        write("_SUCCESS", "no\n");
        Files.writeString(folder.resolve(".hidden.txt"), "no\n");
        write("below/c.txt", "no\n");
        assertThat(new Run<>(FileSource.lines(folder)).startAfresh().read().records)
                .containsExactly("a1", "b1", "b2");
    }

    @Test
    void aGlobReachesBelow() throws Exception {
        write("a.txt", "a\n");
        write("a.csv", "no\n");
        write("below/deep/c.txt", "c\n");
        write("_staging/d.txt", "no\n");
        write("_x=1/e.txt", "e\n");
        assertThat(new Run<>(FileSource.lines(folder).glob("**.txt"))
                        .startAfresh()
                        .read()
                        .records)
                .containsExactly("e", "a", "c");
    }

    @Test
    void aFileThatIsNamedIsReadWhateverItsName() throws Exception {
        Path hidden = folder.resolve("_x");
        Inputs.write(hidden, "x\n");
        write("y.txt", "y\n");
        assertThat(new Run<>(FileSource.lines(hidden).andFiles(folder.resolve("y.txt")))
                        .startAfresh()
                        .read()
                        .records)
                .containsExactly("x", "y");
    }

    /** Else the job would not notice if such a file is removed, as it may be once all its records are committed, and miss it at the next start. */
    @Test
    void anEndThatIsFoundBehindAllRecordsAsksForACheckpoint() throws Exception {
        write("a.txt", "line\n".repeat(1023));
        Run<String> soon = new Run<>(FileSource.lines(folder)).startAfresh().read();
        assertThat(soon.place.checkpointsRequested).isZero();

        write("a.txt", "line\n".repeat(1024));
        Run<String> late = new Run<>(FileSource.lines(folder)).startAfresh().read();
        assertThat(late.records).hasSize(1024);
        assertThat(late.place.checkpointsRequested).isEqualTo(1);
    }

    @Test
    void aBoundedSourceLeavesOutWhatCameAfterItsFirstStart() throws Exception {
        write("a.txt", "a1\na2\n");
        Run<String> first = new Run<>(FileSource.lines(folder)).startAfresh();
        first.read(1);
        write("b.txt", "b\n");
        Run<String> second =
                new Run<>(FileSource.lines(folder)).restore(first.snapshot()).read();
        assertThat(second.records).containsExactly("a2");
    }

    @Test
    void aWatchingSourceReadsAFileOnceItHasSettled() throws Exception {
        write("a.txt", "a\n");
        Inputs.age(folder.resolve("a.txt"), DAY);
        Run<String> run = new Run<>(watching().settleTime(Duration.ofSeconds(5)));
        run.place.nowMillis = DAY + 4_999;
        assertThat(run.startAfresh().read().records).isEmpty();
        run.place.nowMillis = DAY + 5_000;
        assertThat(run.discover().read().records).containsExactly("a");
        assertThat(run.discover().read().records).containsExactly("a");
        assertThat(run.released).containsExactly(folder.resolve("a.txt").toString());
    }

    @Test
    void aFileThatGrowsAfterItWasReadStopsTheJob() throws Exception {
        write("a.txt", "a\n");
        Run<String> run = new Run<>(watching()).startAfresh().read();
        write("a.txt", "a\nmore\n");
        assertThatThrownBy(run::discover)
                .hasMessageContaining("[files-changed]")
                .hasMessageContaining("a.txt");
        assertThatThrownBy(() -> new Run<>(watching()).restore(run.snapshot())).hasMessageContaining("[files-changed]");
    }

    @Test
    void aFileThatIsCutWhileItIsReadStopsTheJob() throws Exception {
        write("a.txt", "line\n".repeat(100_000));
        Run<String> run = new Run<>(watching()).startAfresh();
        run.read(10);
        Files.writeString(folder.resolve("a.txt"), "short\n");
        assertThatThrownBy(run::read)
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isIn("files-changed", "files-input-damaged"));
    }

    @Test
    void aFileThatIsGoneBeforeItsEndStopsTheJobAndOneThatWasReadMayGo() throws Exception {
        write("a.txt", "a\n");
        write("b.txt", "b1\nb2\n");
        Run<String> first = new Run<>(watching()).startAfresh();
        first.read(2);
        List<FileSplit> positions = first.snapshot();
        Files.delete(folder.resolve("a.txt"));
        assertThat(new Run<>(watching()).restore(positions).read().records).containsExactly("b2");
        Files.delete(folder.resolve("b.txt"));
        assertThatThrownBy(() -> new Run<>(watching()).restore(positions).read())
                .hasMessageContaining("[files-missing]")
                .hasMessageContaining("b.txt at position 3");
    }

    @Test
    void forgetsOldFilesAndDoesNotReadThemAgain() throws Exception {
        FileSource<String> source = watching().forgetAfter(Duration.ofDays(1));
        write("1.txt", "1\n");
        write("2.txt", "2\n");
        write("3.txt", "3\n");
        for (int day = 1; day <= 3; day++) {
            Inputs.age(folder.resolve(day + ".txt"), day * DAY);
        }
        Run<String> first = new Run<>(source);
        first.place.nowMillis = 10 * DAY;
        first.startAfresh();
        assertThat(first.snapshot()).as("none is forgotten before it is read").hasSize(3);
        first.read();
        List<FileSplit> positions = first.snapshot();
        assertThat(first.records).containsExactly("1", "2", "3");
        assertThat(positions)
                .extracting(FileSplit::path)
                .containsExactly(folder.resolve("3.txt").toString());

        write("4.txt", "4\n");
        Inputs.age(folder.resolve("4.txt"), 4 * DAY);
        Run<String> second = new Run<>(source);
        second.place.nowMillis = 10 * DAY;
        assertThat(second.restore(positions).read().records).containsExactly("4");
    }

    @Test
    void tellsWhereARejectedRecordStands() throws Exception {
        write("a.jsonl", "{\"id\":1,\"name\":\"x\"}\n\n{\"id\":true}\n{\"id\":2,\"name\":\"y\"}\n");
        Run<Item> run = new Run<>(FileSource.jsonLines(folder, Item.class))
                .startAfresh()
                .read();
        assertThat(run.records).containsExactly(new Item(1, "x"), new Item(2, "y"));
        assertThat(run.rejected).hasSize(1);
        assertThat(run.rejected.get(0).origin()).isEqualTo("file=" + folder.resolve("a.jsonl") + ", line=3, byte=21");
        assertThat(run.rejected.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":true}");
        assertThat(run.rejected.get(0).reason()).contains("not JSON of Item");
    }

    @Test
    void linesThatAreNoTextAreRejected() throws Exception {
        Inputs.write(folder.resolve("a.txt"), new byte[] {'a', '\n', (byte) 0xC3, '\n', 'b', '\n'});
        Run<String> run = new Run<>(FileSource.lines(folder)).startAfresh().read();
        assertThat(run.records).containsExactly("a", "b");
        assertThat(run.rejected.get(0).reason()).contains("not text in UTF-8");
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws Exception {
        byte[] one = Inputs.gzipped("a\nb");
        byte[] other = Inputs.gzipped("c\nd\n");
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        Inputs.write(folder.resolve("a.gz"), both);
        assertThat(new Run<>(FileSource.lines(folder)).startAfresh().read().records)
                .containsExactly("a", "bc", "d");
    }

    @Test
    void gzipThatIsCutOffIsTold() throws Exception {
        byte[] whole = Inputs.gzipped("line\n".repeat(10_000));
        Inputs.write(folder.resolve("a.gz"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(
                        () -> new Run<>(FileSource.lines(folder)).startAfresh().read())
                .hasMessageContaining("[files-input-damaged]");
    }

    @Test
    void damageInTheHeaderOfALaterMemberIsNotTakenForTheEnd() throws Exception {
        byte[] one = Inputs.gzipped("a\n");
        byte[] other = Inputs.gzipped("b\n");
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        both[one.length] ^= 1;
        Inputs.write(folder.resolve("a.gz"), both);
        assertThatThrownBy(
                        () -> new Run<>(FileSource.lines(folder)).startAfresh().read())
                .hasMessageContaining("[files-input-damaged]");
    }

    @Test
    void otherCompressionsAreKnownByTheirSuffix() throws Exception {
        Decompression rot13 = new Decompression() {
            @Override
            public String suffix() {
                return ".rot13";
            }

            @Override
            public InputStream decompress(InputStream compressed) throws IOException {
                byte[] bytes = compressed.readAllBytes();
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = bytes[i] == '\n' ? bytes[i] : (byte) ((bytes[i] - 'a' + 13) % 26 + 'a');
                }
                return new ByteArrayInputStream(bytes);
            }
        };
        write("a.rot13", "uryyb\n");
        assertThat(new Run<>(FileSource.lines(folder).decompression(rot13))
                        .startAfresh()
                        .read()
                        .records)
                .containsExactly("hello");
    }

    @Test
    void csvOfOneLineEachIsReadInRangesThatAllKnowTheHeader() throws Exception {
        StringBuilder csv = new StringBuilder("name,id\n");
        IntStream.range(0, 500)
                .forEach(id ->
                        csv.append("name-").append(id).append(',').append(id).append('\n'));
        write("a.csv", csv.toString());
        CsvFormat<Item> format = CsvFormat.of(Item.class);
        Run<Item> run = new Run<>(FileSource.of(folder, format.oneLineEach()).splitSize(1024)).startAfresh();
        assertThat(run.known).hasSizeGreaterThan(5);
        assertThat(run.read().records)
                .containsExactlyElementsOf(IntStream.range(0, 500)
                        .mapToObj(id -> new Item(id, "name-" + id))
                        .toList());
        assertThat(new Run<>(FileSource.of(folder, format).splitSize(1024)).startAfresh().known)
                .as("a field could hold a line's end")
                .hasSize(1);
    }

    /** The engine hands splits out in the order of their ids. */
    @Test
    void rangesOfOneFileComeAsTheyStandInIt() throws Exception {
        List<String> lines =
                IntStream.range(1_000, 5_000).mapToObj(i -> "line-" + i).toList();
        write("a.txt", String.join("\n", lines));
        FileSource<String> source = FileSource.lines(folder).splitSize(1_100);
        Run<String> run = new Run<>(source);
        List<FileSplit> splits =
                new ArrayList<>(source.createEnumerator(run.place).discover(List.of(), true));
        splits.sort(Comparator.comparing(FileSplit::splitId));
        run.reader().addSplits(splits);
        assertThat(run.read().records).isEqualTo(lines);
    }

    @Test
    void eventTimeNeedNotWaitForFilesThatComeInItsOrder() throws Exception {
        write("a.txt", "a\n");
        write("b.txt", "b\n");
        String[] both = {
            folder.resolve("a.txt").toString(), folder.resolve("b.txt").toString()
        };
        assertThat(new Run<>(FileSource.lines(folder)).startAfresh().read().idle)
                .isEmpty();
        Run<String> inOrder =
                new Run<>(FileSource.lines(folder).inTimeOrder()).startAfresh().read();
        assertThat(inOrder.idle).containsExactly(both);
        assertThat(inOrder.released).containsExactly(both);
    }

    @Test
    void aPausedSplitLetsOthersGoOn() throws Exception {
        write("a.txt", "a\n".repeat(10_000));
        write("b.txt", "b\n");
        Run<String> run = new Run<>(FileSource.lines(folder)).startAfresh();
        run.read(1);
        String first = folder.resolve("a.txt").toString();
        run.reader().pauseOrResumeSplits(List.of(first), List.of());
        run.read();
        assertThat(run.records).contains("b").hasSizeLessThan(10_001);
        run.reader().pauseOrResumeSplits(List.of(), List.of(first));
        assertThat(run.read().records).hasSize(10_001);
    }

    @Test
    void aPlaceThatIsNotThereIsToldAtTheStart() {
        FileSource<String> source = FileSource.lines(folder.resolve("nowhere"));
        assertThatThrownBy(() -> source.check(new CheckContext(new JobId("job", "0123456789abcdef"), "in", 1, 0)))
                .hasMessageContaining("[files-place-missing]");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        FileSource<String> source = FileSource.lines(folder);
        assertThatThrownBy(() -> source.watch(Duration.ZERO)).hasMessageContaining("[files-setting]");
        assertThatThrownBy(() -> source.splitSize(1)).hasMessageContaining("[files-setting]");
        assertThatThrownBy(() -> source.glob("[")).hasMessageContaining("[files-setting]");
        assertThatThrownBy(() -> source.settleTime(Duration.ofSeconds(-1))).hasMessageContaining("[files-setting]");
    }

    private FileSource<String> watching() {
        return FileSource.lines(folder).watch(Duration.ofSeconds(1)).settleTime(Duration.ZERO);
    }

    private void write(String name, String content) {
        Inputs.write(folder.resolve(name), content);
    }
}
