package io.weir.cli.doctor;

import io.weir.cli.checkpoints.Json;
import io.weir.cli.checkpoints.Place;
import io.weir.cli.pipeline.PipelineOptions;
import io.weir.cli.pipeline.UserPipeline;
import io.weir.cli.terminal.Interval;
import io.weir.cli.terminal.Words;
import io.weir.engine.job.Weir;
import io.weir.runtime.Finding;
import io.weir.runtime.Finding.Level;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code weir doctor}: the options, and what is told.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "doctor",
        description = {
            "Checks all that a start of a job depends on, without starting it.",
            "",
            "The place of the checkpoints, whether the last checkpoint fits the pipeline, the settings of the job, and every source and sink against its outside"
                    + " system. Changes nothing. A start checks the same. See docs/doctor.md."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the job can start, perhaps with warnings",
            "1:there is a problem",
            "2:the command line is wrong",
            "3:something else went wrong; the message says what"
        })
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "PIPELINE",
            description = "The class of the pipeline: public static Pipeline pipeline(), and public static Weir weir()"
                    + " if it says how it is run.")
    private String className = "";

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "The checkpoint directory, or s3://BUCKET/PREFIX, if the class has no method weir().")
    private @Nullable String directory;

    @Mixin
    private Place place = new Place();

    @Option(names = "--parallelism", paramLabel = "N", description = "Subtasks of each stage; 1 by default.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Interval.class,
            description = "From one checkpoint to the next, such as 10ms or 1s; 100ms by default.")
    private @Nullable Duration interval;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        UserPipeline user = options.load(className, spec.commandLine());
        List<Finding> findings = weir(user).check(options.pipeline(user));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(findings.stream().map(DoctorCommand::json).toList()));
        } else {
            findings.forEach(finding -> tell(out, finding));
            out.println(Words.count(count(findings, Level.PROBLEM), "problem") + ", "
                    + Words.count(count(findings, Level.WARNING), "warning") + ", "
                    + Words.count(count(findings, Level.OK), "check") + " well");
        }
        out.flush();
        return count(findings, Level.PROBLEM) == 0 ? 0 : 1;
    }

    /** What the command line says counts more than what the class says. */
    private Weir weir(UserPipeline user) {
        String where = directory;
        Weir weir = where != null
                ? Weir.on(place.of(where))
                : user.weir()
                        .orElseThrow(
                                () -> new ParameterException(
                                        spec.commandLine(),
                                        "name the checkpoint directory with --checkpoints, or give the class a method: public static io.weir.engine.job.Weir weir()"));
        Integer subtasks = parallelism;
        if (subtasks != null) {
            weir = weir.parallelism(subtasks);
        }
        Duration time = interval;
        return time == null ? weir : weir.checkpointInterval(time);
    }

    private static void tell(PrintWriter out, Finding finding) {
        String mark = switch (finding.level()) {
            case OK -> "ok      ";
            case WARNING -> "warning ";
            case PROBLEM -> "PROBLEM ";
        };
        out.println(mark + " " + finding.what() + (finding.code().isEmpty() ? "" : " [" + finding.code() + "]"));
        if (finding.level() != Level.OK) {
            Words.wrap("why: " + finding.why()).forEach(line -> out.println("          " + line));
            Words.wrap("to mend it: " + finding.mend()).forEach(line -> out.println("          " + line));
        }
    }

    private static Map<String, String> json(Finding finding) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("level", finding.level().name());
        json.put("code", finding.code());
        json.put("what", finding.what());
        json.put("why", finding.why());
        json.put("mend", finding.mend());
        return json;
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(each -> each.level() == level).count();
    }
}
