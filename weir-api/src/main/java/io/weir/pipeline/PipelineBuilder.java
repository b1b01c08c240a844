package io.weir.pipeline;

import io.weir.deadletter.DeadLetter;
import io.weir.error.WeirException;
import io.weir.graph.Input;
import io.weir.graph.OnError;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import io.weir.source.Source;
import io.weir.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the stages of a pipeline. Streams that come from it add to it; {@link #build} makes the immutable pipeline.
 *
 * <p>Threading: confined to one thread.
 */
public final class PipelineBuilder {

    private final String name;
    private final List<Stage> stages = new ArrayList<>();
    private final List<OutputTag<?>> tagsOfStages = new ArrayList<>();

    PipelineBuilder(String name) {
        this.name = name;
    }

    /**
     * Adds a source without event time.
     *
     * @param sourceName unique in the pipeline and stable: the source's positions in the checkpoints belong to it
     * @throws WeirException if the name is taken or cannot be used
     */
    public <T> Stream<T> source(String sourceName, Source<T, ?> source) {
        return read(sourceName, source, null);
    }

    /**
     * Adds a source with event time.
     *
     * @param sourceName unique in the pipeline and stable: the source's positions in the checkpoints belong to it
     * @throws WeirException if the name is taken or cannot be used
     */
    public <T> Stream<T> source(String sourceName, Source<T, ?> source, WatermarkStrategy<T> watermarks) {
        return read(sourceName, source, Objects.requireNonNull(watermarks, "watermarks"));
    }

    /**
     * Makes the pipeline.
     *
     * @throws WeirException if it has no source or no sink, or if what a stage emits goes nowhere
     */
    public Pipeline build() {
        if (stages.isEmpty()) {
            throw WeirException.user(
                    "empty-pipeline",
                    "the pipeline \"" + name + "\" has no source",
                    "nothing was added to it",
                    "call source(...)");
        }
        boolean[] read = new boolean[stages.size()];
        stages.forEach(stage -> stage.inputs().forEach(input -> read[input.stageId()] = true));
        for (Stage stage : stages) {
            if (!read[stage.id()] && !(stage.operation() instanceof Operation.Write)) {
                throw WeirException.user(
                        "dangling-stage",
                        "what the stage \"" + stage.name() + "\" of the pipeline \"" + name + "\" emits goes nowhere",
                        "no stage reads it",
                        "end it with sink(...), or remove the stage");
            }
            checkDeadLettersAreRead(stage);
        }
        return new Pipeline(new StageGraph(name, stages));
    }

    /**
     * Returns the dead letters of all stages so far whose {@code onError} names this tag: sources, stages and sinks.
     *
     * @throws WeirException {@code no-dead-letters} if no stage does
     */
    public Stream<DeadLetter> deadLetters(OutputTag<DeadLetter> tag) {
        List<Input> inputs = new ArrayList<>();
        for (Stage stage : stages) {
            OnError onError = stage.onError();
            if (onError != null && onError.tag().equals(tag)) {
                inputs.add(new Input(stage.id(), tag, null));
            }
        }
        if (inputs.isEmpty()) {
            throw WeirException.user(
                    "no-dead-letters",
                    "the pipeline \"" + name + "\" has no dead letters \"" + tag.name() + "\" up to here",
                    "no stage before this call sends any there",
                    "call onError(tag) on stages, or sink(name, sink, tag), first");
        }
        return new Stream<>(this, inputs);
    }

    @SuppressWarnings("unchecked") // the stream's type parameter keeps what the erased operation forgets
    private <T> Stream<T> read(String sourceName, Source<T, ?> source, @Nullable WatermarkStrategy<T> watermarks) {
        Objects.requireNonNull(source, "source");
        Operation.Read read = new Operation.Read((Source<Object, ?>) source, (WatermarkStrategy<Object>) watermarks);
        int id = add(Names.checked("source", sourceName), read, List.of());
        return new Stream<>(this, List.of(new Input(id, null, null)));
    }

    /** Adds a stage that the user has named, and returns what it emits. */
    <R> Stream<R> stage(String stageName, Operation operation, List<Input> inputs) {
        int id = add(Names.checked("stage", stageName), operation, inputs);
        return new Stream<>(this, List.of(new Input(id, null, null)));
    }

    /** Adds a stage that has no name of its own: it gets one from its kind and position, which nothing durable belongs to. */
    int addUnnamed(String kind, Operation operation, List<Input> inputs) {
        return add(kind + "#" + stages.size(), operation, inputs);
    }

    int add(String stageName, Operation operation, List<Input> inputs) {
        checkUnique(stageName);
        int id = stages.size();
        stages.add(new Stage(id, stageName, operation, 0, inputs, null));
        return id;
    }

    void rename(int stageId, String newName) {
        Names.checked("stage", newName);
        checkUnique(newName);
        replace(stageId, stage -> stage.named(newName));
    }

    void parallelism(int stageId, int parallelism) {
        if (parallelism < 1 || parallelism > 128) {
            throw WeirException.user(
                    "invalid-parallelism",
                    "parallelism " + parallelism + " of the stage \""
                            + stages.get(stageId).name() + "\" is out of range",
                    "keys are divided into 128 groups",
                    "use 1 to 128");
        }
        replace(stageId, stage -> stage.withParallelism(parallelism));
    }

    /** Lets dead letters of a stage go to a side output. */
    void onError(int stageId, OnError onError) {
        Stage stage = stages.get(stageId);
        String reason = DeadLetterStages.unsound(stage.operation());
        if (reason != null) {
            throw WeirException.user(
                    "on-error-not-possible",
                    "onError was called on the stage \"" + stage.name() + "\"",
                    reason,
                    "check the records in a map or filter before it, with onError there");
        }
        useTag(onError.tag());
        replace(stageId, known -> known.withOnError(onError));
    }

    /** Notes that a side output is read, so that one tag name has one type in the whole pipeline. */
    void useTag(OutputTag<?> tag) {
        for (OutputTag<?> known : tagsOfStages) {
            if (known.name().equals(tag.name()) && !known.equals(tag)) {
                throw WeirException.user(
                        "ambiguous-tag",
                        "the side output \"" + tag.name() + "\" has two types, "
                                + known.type().getName() + " and " + tag.type().getName(),
                        "a tag's name stands for one type in a pipeline",
                        "give one of the two another name");
            }
        }
        tagsOfStages.add(tag);
    }

    /** Checks that a stream that is brought together with one of this pipeline is of it too. */
    void requireSame(PipelineBuilder other, String method) {
        if (other != this) {
            throw WeirException.user(
                    "foreign-stream",
                    method + " was called with a stream of another pipeline",
                    "a pipeline is one graph",
                    "build both streams from the same Pipeline.named(...)");
        }
    }

    private void checkDeadLettersAreRead(Stage stage) {
        OnError onError = stage.onError();
        if (onError != null
                && stages.stream()
                        .flatMap(each -> each.inputs().stream())
                        .noneMatch(input ->
                                input.stageId() == stage.id() && onError.tag().equals(input.tag()))) {
            throw WeirException.user(
                    "unread-side-output",
                    "the stage \"" + stage.name() + "\" sends dead letters to the side output \""
                            + onError.tag().name() + "\"",
                    "no stage reads it, so they would be lost in silence",
                    "read it with deadLetters(tag) of the pipeline's builder, or with sideOutput(tag)");
        }
    }

    private void checkUnique(String stageName) {
        for (Stage stage : stages) {
            if (stage.name().equals(stageName)) {
                throw WeirException.user(
                        "duplicate-name",
                        "the name \"" + stageName + "\" is used twice in the pipeline \"" + name + "\"",
                        "state and committed output belong to names",
                        "give each source, stage and sink a name of its own");
            }
        }
    }

    private void replace(int stageId, UnaryOperator<Stage> change) {
        stages.set(stageId, change.apply(stages.get(stageId)));
    }
}
