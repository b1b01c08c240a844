package io.weir.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.Commands;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetterJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A file of dead letters is listed and shown; the JSON form of the API is the one that Jackson writes and reads. */
class DeadLettersCommandTest {

    private static final List<DeadLetter> LETTERS =
            List.of(SampleLetters.ofSource(42, "{\"id\":"), SampleLetters.ofStage(7), SampleLetters.withoutRecord());

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();
    private Path file = Path.of("");

    @BeforeEach
    void writeLetters() throws IOException {
        file = directory.resolve("dead.jsonl");
        Files.write(file, LETTERS.stream().map(DeadLetterJson::line).toList());
    }

    @Test
    void theLineOfALetterIsTheJsonThatJacksonWrites() {
        JsonMapper mapper = JsonMapper.builder().build();
        List<DeadLetter> letters = new ArrayList<>(LETTERS);
        letters.add(SampleLetters.leftOut());
        letters.add(SampleLetters.largest());
        for (DeadLetter letter : letters) {
            assertThat(mapper.readTree(DeadLetterJson.line(letter)))
                    .isEqualTo(mapper.readTree(mapper.writeValueAsString(letter)));
            DeadLetter read = LetterJson.read(DeadLetterJson.line(letter).getBytes(StandardCharsets.UTF_8), "here");
            assertThat(read).usingRecursiveComparison().isEqualTo(letter);
        }
    }

    @Test
    void listTellsEachAndCountsThemByStage() {
        assertThat(weir.run("dead-letters", "list", file.toString())).isZero();
        assertThat(weir.out())
                .contains("1  orders DECODE:  not JSON: \"{\"id\":\" [topic=orders, partition=1, offset=42]")
                .contains("2  check PROCESS: java.lang.IllegalStateException no such customer")
                .contains("stage check: 1 dead letter")
                .contains("stage output: 1 dead letter");
        assertThat(weir.run("dead-letters", "list", file.toString(), "--stage", "check"))
                .isZero();
        assertThat(weir.out()).doesNotContain("orders DECODE");
    }

    @Test
    void showTellsTheRecordAsBytesJsonOrText() {
        assertThat(weir.run("dead-letters", "show", file.toString(), "1")).isZero();
        assertThat(weir.out())
                .contains("record  key=key-42, value={\"id\":")
                .contains("time    2023-11-14T22:13:20.042Z");
        assertThat(weir.run("dead-letters", "show", file.toString(), "2")).isZero();
        assertThat(weir.out())
                .contains("record  {\"id\":7,\"customer\":\"ann \u00e9\ud83d\ude00\"}")
                .contains("time    none")
                .contains("at io.weir.cli.deadletters.SampleLetters.ofStage");
        assertThat(weir.run("dead-letters", "show", file.toString(), "3")).isZero();
        assertThat(weir.out()).contains("record  a thing");
        assertThat(weir.run("dead-letters", "show", file.toString(), "4")).isEqualTo(3);
        assertThat(weir.err()).contains("no-such-dead-letter");
    }

    @Test
    void aRecordThatWasLeftOutIsShownAsItsTextAndHasNoOriginal() throws IOException {
        Files.writeString(file, DeadLetterJson.line(SampleLetters.leftOut()) + "\n");
        assertThat(weir.run("dead-letters", "show", file.toString(), "1")).isZero();
        assertThat(weir.out()).contains("record  key=key-5, value=[left out: 300000 bytes, more than 262144] {\"id\":");
        assertThat(Original.of(new Letter(0, 0, SampleLetters.leftOut()))).isNull();
        assertThat(Original.of(new Letter(0, 0, SampleLetters.largest()))).isNotNull();
    }

    @Test
    void ofSeveralJobsOneMustBeNamedForAReplay() throws IOException {
        Files.write(
                file,
                List.of(
                        DeadLetterJson.line(SampleLetters.ofStage(7)),
                        DeadLetterJson.line(SampleLetters.ofOtherJob(8))));
        assertThat(weir.run("dead-letters", "replay", file.toString(), "--stage", "check", "--to", "t", "--first"))
                .isEqualTo(3);
        assertThat(weir.err())
                .contains("several-jobs")
                .contains("refunds, totals")
                .contains("--job");
    }

    @Test
    void jobsAndStagesHaveMemoriesOfTheirOwn() {
        ReplayableLetters letters = new FileLetters(file);
        assertThat(new ReplayMemory(letters, "totals", "check", "t").group())
                .isEqualTo("weir.dead-letters.dead.jsonl/totals/check");
        assertThat(new ReplayMemory(letters, "a.b", "c", "t").group())
                .isNotEqualTo(new ReplayMemory(letters, "a", "b.c", "t").group());
    }

    @Test
    void whatIsNoDeadLetterIsToldWithItsPlace() throws IOException {
        Files.writeString(file, "{\"id\":1}\n");
        assertThat(weir.run("dead-letters", "list", file.toString())).isEqualTo(3);
        assertThat(weir.err())
                .contains("what stands at line 1 of " + file + " is no dead letter")
                .contains("not-a-dead-letter");
    }

    @Test
    void severalFilesDirectoriesAndCompressedFilesAreListedTogetherAndShownByFileAndLine() throws IOException {
        Path sink = Files.createDirectories(directory.resolve("sink"));
        Path compressed = Files.createDirectories(sink.resolve("dt=1")).resolve("part-1.jsonl.gz");
        try (OutputStream out = Files.newOutputStream(compressed)) {
            // As the files sink writes it: a member for each checkpoint.
            for (DeadLetter letter : LETTERS.subList(0, 2)) {
                GZIPOutputStream member = new GZIPOutputStream(out);
                member.write((DeadLetterJson.line(letter) + "\n").getBytes(StandardCharsets.UTF_8));
                member.finish();
            }
        }
        Files.createDirectories(sink.resolve(".weir"));
        Files.writeString(sink.resolve(".weir/pending"), "not for readers");

        assertThat(weir.run("dead-letters", "list", file.toString(), sink.toString()))
                .as(weir.err())
                .isZero();
        assertThat(weir.out())
                .contains(file + ":3  output WRITE", compressed + ":2  check PROCESS", "stage check: 2 dead letters");
        assertThat(weir.run("dead-letters", "show", file.toString(), sink.toString(), compressed + ":2"))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("stage   check (PROCESS)");
        assertThat(weir.run("dead-letters", "show", compressed.toString(), "1")).isZero();
        assertThat(weir.out()).contains("stage   orders (DECODE)");
        assertThat(weir.run("dead-letters", "replay", sink.toString(), "--stage", "check", "--to", "t", "--first"))
                .isEqualTo(3);
        assertThat(weir.err()).contains("it is a directory").contains("one by one");
    }

    @Test
    void whatCannotBeReadIsToldInWords() throws IOException {
        assertThat(weir.run("dead-letters", "list", directory.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(weir.err()).contains("there is no such file or directory").contains("[dead-letters-unreadable]");
        Path plain = Files.writeString(directory.resolve("plain.gz"), "{}");
        assertThat(weir.run("dead-letters", "list", plain.toString())).isEqualTo(3);
        assertThat(weir.err()).contains("it is no gzip file");
        Files.delete(plain);
        Path bytes = Files.write(directory.resolve("part.parquet"), new byte[] {'P', (byte) 0xFF, (byte) 0xFE});
        assertThat(weir.run("dead-letters", "list", directory.toString())).isEqualTo(3);
        assertThat(weir.err()).contains(bytes.toString()).contains("it is no text in UTF-8");
        assertThat(weir.run("dead-letters", "list", file.toString(), "kafka:dead"))
                .isEqualTo(2);
        assertThat(weir.run("dead-letters", "list")).isEqualTo(2);
        assertThat(weir.run("dead-letters", "show", file.toString())).isEqualTo(2);
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(weir.run("dead-letters", "list", empty.toString())).isZero();
        assertThat(weir.out()).contains("no dead letters");
    }
}
