package io.weir.cli.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.MemoryStore;
import io.weir.cli.Commands;
import io.weir.engine.job.Job;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands print, note and refuse; the rules are tested where they are kept. */
class TransactionsCommandTest {

    private static final Pattern OUTPUT = Pattern.compile("out/\\d+/0");

    @TempDir
    private Path parent;

    private final Commands commands = new Commands();

    @BeforeEach
    void leaveOutputInDoubt() {
        NamesPipeline.isDown = false;
        NamesPipeline.store = new MemoryStore<>();
        NamesPipeline.directory = parent.resolve("checkpoints");
        ProtocolObserver death = (step, checkpointId, where) -> {
            if (step == ProtocolStep.COMMITTING) {
                throw new IllegalStateException("a test asked for it");
            }
        };
        try (Job job = NamesPipeline.weir().observer(death).start(NamesPipeline.pipeline())) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("a test asked for it");
        }
        NamesPipeline.store.forgetSealed();
    }

    private int run(String command, String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "transactions";
        arguments[1] = command;
        arguments[2] = NamesPipeline.directory.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        arguments[3 + more.length] = "--pipeline";
        arguments[4 + more.length] = NamesPipeline.class.getName();
        return commands.run(arguments);
    }

    private String output() {
        assertThat(run("list")).as(commands.err()).isEqualTo(1);
        Matcher matcher = OUTPUT.matcher(commands.out());
        assertThat(matcher.find()).as(commands.out()).isTrue();
        return matcher.group();
    }

    @Test
    void whatIsInDoubtIsListedSettledAndUsedByTheNextStart() throws Exception {
        String output = output();
        assertThat(commands.out()).contains("IN DOUBT", "the store has never heard of", "1 output not known");

        assertThat(run("commit", output, "--why", "they are there", "--by", "ada", "--yes"))
                .as(commands.err())
                .isZero();
        assertThat(commands.out()).contains(output + " is noted as committed; start the job");
        assertThat(run("commit", output, "--why", "they are there", "--yes")).isZero();
        assertThat(commands.out()).contains("as it was before");
        assertThat(run("show", output)).isZero();
        assertThat(commands.out()).contains("settled as committed, by ada at", "found committed, by ada at");

        try (Job job = NamesPipeline.weir().start(NamesPipeline.pipeline())) {
            job.join(60, TimeUnit.SECONDS);
        }
        assertThat(run("list")).isZero();
        assertThat(commands.out()).contains("0 outputs not known", "by hand      " + output);
        assertThat(run("show", "out/99/0")).isEqualTo(3);
        assertThat(commands.err()).contains("[no-such-transaction]");
    }

    @Test
    void jsonSaysTheSame() {
        assertThat(run("list", "--json")).isEqualTo(1);
        JsonNode json = JsonMapper.builder().build().readTree(commands.out());
        assertThat(json.get("needsPerson").asBoolean()).isTrue();
        assertThat(json.get("pending").get(0).get("status").asString()).isEqualTo("IN_DOUBT");
        assertThat(json.get("pending").get(0).get("sink").asString()).isEqualTo("out");
        assertThat(json.get("orphans").size()).isZero();
    }

    @Test
    void aSinkThatDoesNotAnswerIsSomethingToLookAtAlsoWhenNothingIsKnownToBePending() throws Exception {
        String output = output();
        assertThat(run("commit", output, "--why", "they are there", "--yes")).isZero();
        assertThat(run("list")).isZero();
        NamesPipeline.isDown = true;
        assertThat(run("list")).isEqualTo(1);
        assertThat(commands.out()).contains("its sink did not answer", "NO ANSWER    sink out: ", "it is down");
        assertThat(run("show", output)).isEqualTo(1);
        assertThat(run("list", "--json")).isEqualTo(1);
        JsonNode json = JsonMapper.builder().build().readTree(commands.out());
        assertThat(json.get("needsPerson").asBoolean()).isTrue();
        assertThat(json.get("unanswered").get("out").asString()).contains("it is down");
        assertThat(json.get("unasked").size()).isZero();
        NamesPipeline.isDown = false;
        try (Job job = NamesPipeline.weir().start(NamesPipeline.pipeline())) {
            job.join(60, TimeUnit.SECONDS);
        }
        NamesPipeline.isDown = true;
        assertThat(run("list")).as("nothing pending, and it may have anything").isEqualTo(1);
    }

    @Test
    void nobodyIsAskedWithoutATerminalAndNothingIsDone() throws Exception {
        String output = output();
        assertThat(run("abort", output, "--why", "nothing there")).isEqualTo(2);
        assertThat(commands.err()).contains("there is no terminal to ask on; add --yes if you mean it");
        assertThat(run("commit", output, "--yes")).as("without a reason").isEqualTo(2);
        try (var files = Files.list(NamesPipeline.directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("intervention"));
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(run("commit", "nonsense", "--why", "x", "--yes")).isEqualTo(2);
        assertThat(run("commit", "out:sealed/1/0/1", "--why", "x", "--yes")).isEqualTo(2);
        assertThat(commands.err()).contains("it can be rolled back, and never be committed");
        assertThat(run("abort", "out:open/9/9", "--why", "x", "--yes")).isEqualTo(3);
        assertThat(commands.err()).contains("[no-such-transaction]");
        assertThat(run("commit", "out/12345/0", "--why", "x", "--yes")).isEqualTo(3);
        assertThat(commands.err()).contains("[not-pending]");
    }

    @Test
    void withoutAPipelineTheCheckpointsTellWhatTheyKnow() {
        assertThat(commands.run("transactions", "list", NamesPipeline.directory.toString()))
                .isZero();
        assertThat(commands.out()).contains("its sink was not asked", "sink out: no pipeline was named");
        assertThat(commands.run(
                        "transactions", "list", parent.resolve("nothing").toString()))
                .isEqualTo(3);
        assertThat(commands.err()).contains("[no-checkpoint]");
        assertThat(commands.run("transactions")).isEqualTo(2);
    }

    @Test
    void theDoctorFindsWhatAStartWouldAndSaysSoInItsStatus() throws Exception {
        String output = output();
        assertThat(commands.run("doctor", NamesPipeline.class.getName())).isEqualTo(1);
        assertThat(commands.out()).contains("committed cannot be known", "[in-doubt]", "1 problem");
        assertThat(run("commit", output, "--why", "they are there", "--yes")).isZero();
        assertThat(commands.run("doctor", NamesPipeline.class.getName()))
                .as(commands.err())
                .isZero();
        assertThat(commands.out())
                .contains("warning  the job is not restarted when it fails [no-restarts]")
                .containsPattern("ok {7}checkpoint \\d+ fits the pipeline")
                .contains("0 problems");
        Path file = NamesPipeline.directory.resolve("lock");
        assertThat(commands.run("doctor", NamesPipeline.class.getName(), "--checkpoints", file.toString(), "--json"))
                .isEqualTo(1);
        JsonNode json = JsonMapper.builder().build().readTree(commands.out());
        assertThat(json.findValuesAsString("code")).contains("directory-not-usable");
        assertThat(commands.run("doctor", "com.acme.None")).isEqualTo(3);
        assertThat(commands.err()).contains("[pipeline-class]");
    }
}
