package io.weir.pipeline;

import io.weir.graph.Input;
import java.util.List;

/**
 * A stream of which every subtask of the stage that it is connected to gets each record: see {@link Stream#connect}.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 */
@SuppressWarnings("UnusedTypeParameter") // a phantom: it says what connect(...) gets
public final class BroadcastStream<B> {

    private final PipelineBuilder builder;
    private final List<Input> outputs;

    BroadcastStream(PipelineBuilder builder, List<Input> outputs) {
        this.builder = builder;
        this.outputs = outputs.stream().map(Input::broadcasting).toList();
    }

    PipelineBuilder builder() {
        return builder;
    }

    List<Input> outputs() {
        return outputs;
    }
}
