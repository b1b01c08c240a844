package io.weir.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private record Narrow(DiscardSink<Long> sink, int parallelismMax) implements Sink<Long, Long> {

        @Override
        public Committer<Long> createCommitter(StageContext context) throws Exception {
            return sink.createCommitter(context);
        }

        @Override
        public SinkWriter<Long, Long> createWriter(StageContext context) {
            return sink.createWriter(context);
        }

        @Override
        public Serde<Long> committableSerde() {
            return sink.committableSerde();
        }
    }

    private static PhysicalPlan plan(int sinkParallelismMax) {
        Pipeline pipeline = Pipeline.named("narrow")
                .source("in", ListSource.of(List.of(1L)))
                .map(value -> value)
                .sink("out", new Narrow(DiscardSink.create(), sinkParallelismMax))
                .build();
        return Planner.plan(pipeline.graph(), 3, true);
    }

    @Test
    void aSinkThatMayHaveFewerWritersThanTheJobHasSubtasksIsATaskOfItsOwn() {
        assertThat(plan(1).vertices())
                .extracting(PhysicalPlan.Vertex::parallelism)
                .containsExactly(3, 1);
        assertThat(plan(2).vertices())
                .extracting(PhysicalPlan.Vertex::parallelism)
                .containsExactly(3, 2);
    }

    @Test
    void aSinkThatMayHaveAsManyIsFused() {
        assertThat(plan(3).vertices())
                .extracting(PhysicalPlan.Vertex::parallelism)
                .containsExactly(3);
    }
}
