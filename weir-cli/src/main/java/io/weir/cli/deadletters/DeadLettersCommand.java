package io.weir.cli.deadletters;

import io.weir.cli.terminal.Words;
import io.weir.deadletter.DeadLetter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows records that jobs could not take, and replays them.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "dead-letters",
        description = "Shows records that jobs could not take, and replays them once what was wrong is mended.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {

    private static final int MESSAGE_MAX = 100;
    private static final String LETTERS =
            "Files with one dead letter in each line, perhaps .gz, and directories of such files; or kafka:TOPIC.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing, for example: weir dead-letters list FILE");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "list",
            description = "Lists dead letters, one in each line, and counts them by stage.",
            mixinStandardHelpOptions = true)
    int list(
            @Parameters(arity = "1..*", paramLabel = "LETTERS", description = LETTERS) List<String> places,
            @Mixin KafkaOptions kafka,
            @Option(names = "--stage", paramLabel = "STAGE", description = "Only those of this source, stage or sink.")
                    @Nullable String stage) {
        Letters letters = Places.open(places, kafka, spec.commandLine());
        Map<String, Long> counts = new TreeMap<>();
        letters.read(Map.of(), letter -> {
            DeadLetter content = letter.content();
            if (stage == null || stage.equals(content.stage())) {
                counts.merge(content.stage(), 1L, Long::sum);
                out().printf(
                                "%s  %s %s: %s %s [%s]%n",
                                letters.place(letter.part(), letter.position()),
                                content.stage(),
                                content.step(),
                                content.cause().type(),
                                firstLine(content.cause().message()),
                                content.origin());
            }
        });
        counts.forEach((name, count) -> out().printf("stage %s: %s%n", name, Words.count(count, "dead letter")));
        if (counts.isEmpty()) {
            out().println("no dead letters");
        }
        out().flush();
        return 0;
    }

    @Command(
            name = "show",
            description = "Shows all of one dead letter: its record, where it comes from, and why it is dead.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(
                            arity = "2..*",
                            paramLabel = "LETTERS WHICH",
                            description = {
                                LETTERS,
                                "Last, WHICH of them, as list with the same LETTERS tells it: a line of a file, FILE:LINE of several, or PARTITION:OFFSET."
                            })
                    List<String> placesAndWhich,
            @Mixin KafkaOptions kafka) {
        int last = placesAndWhich.size() - 1;
        Letters letters = Places.open(placesAndWhich.subList(0, last), kafka, spec.commandLine());
        tell(LetterSearch.find(letters, placesAndWhich.get(last)));
        out().flush();
        return 0;
    }

    @Command(
            name = "replay",
            description = {
                "Writes the records of a stage's dead letters to a Kafka topic, each once: a second replay writes only what has come since.",
                "Records of a source are written as it had read them; those of a stage or sink as JSON, texts as they are."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin Place place,
            @Option(
                            names = "--stage",
                            paramLabel = "STAGE",
                            required = true,
                            description = "Whose dead letters: a source, stage or sink.")
                    String stage,
            @Option(
                            names = "--job",
                            paramLabel = "JOB",
                            description =
                                    "Whose stage: a pipeline's name. Needed where the letters are of several jobs.")
                    @Nullable String job,
            @Option(
                            names = "--to",
                            paramLabel = "TOPIC",
                            required = true,
                            description = "The topic to write the records to.")
                    String topic,
            @Option(
                            names = "--first",
                            description =
                                    "Says that none of them was replayed before. Needed the first time, refused later.")
                    boolean first,
            @Option(
                            names = "--pass-over",
                            description = "Leaves out letters that do not hold their record, instead of failing.")
                    boolean passOver)
            throws InterruptedException {
        ReplayableLetters letters = place.open();
        String whose = job == null ? SoleJob.of(letters) : job;
        if (whose == null) {
            out().println("no dead letters");
            out().flush();
            return 0;
        }
        Replay replay = new Replay(place.clients(), letters, whose, stage, topic, passOver);
        replay.run(first);
        out().printf(
                        "replayed %s of stage %s of job %s to topic %s%n",
                        Words.count(replay.replayedCount(), "record"), stage, whose, topic);
        if (replay.passedOverCount() > 0) {
            out().printf("passed over %s without a record%n", Words.count(replay.passedOverCount(), "dead letter"));
        }
        out().flush();
        return 0;
    }

    private void tell(DeadLetter letter) {
        out().printf("job     %s%n", letter.job());
        out().printf("stage   %s (%s)%n", letter.stage(), letter.step());
        out().printf("origin  %s%n", letter.origin());
        out().printf(
                        "time    %s%n",
                        letter.timestamp() < 0
                                ? "none"
                                : Instant.ofEpochMilli(letter.timestamp()).toString());
        out().printf(
                        "type    %s%n",
                        letter.record().type().isEmpty()
                                ? "bytes"
                                : letter.record().type());
        out().printf("record  %s%n", Bytes.inWords(letter.record()));
        out().printf("cause   %s %s%n", letter.cause().type(), letter.cause().message());
        out().print(letter.cause().stackTrace());
        out().println();
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= MESSAGE_MAX ? line : line.substring(0, MESSAGE_MAX) + "...";
    }
}
