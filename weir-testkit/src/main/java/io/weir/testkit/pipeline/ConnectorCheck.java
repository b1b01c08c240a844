package io.weir.testkit.pipeline;

import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.pipeline.Pipeline;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a pipeline before it starts: whether its sources and sinks are those of the test, and all of the test's sources are read. */
final class ConnectorCheck {

    private static final String OTHER = "what it does outside of the process would be neither under virtual time nor"
            + " undone by a crash, and might differ from run to run";

    private static final String FOREIGN = "it belongs to another PipelineTest, which has another clock";

    private final TestRun run;
    private final boolean othersAllowed;

    ConnectorCheck(TestRun run, boolean othersAllowed) {
        this.run = run;
        this.othersAllowed = othersAllowed;
    }

    void check(Pipeline pipeline, List<TestSource<?>> sources) {
        List<TestSource<?>> unread = new ArrayList<>(sources);
        sources.forEach(source -> source.idleAfter(TestSource.NEVER_IDLE));
        for (Stage stage : pipeline.graph().stages()) {
            if (stage.operation() instanceof Operation.Read read) {
                Source<?, ?> source = read.source();
                checkSource(stage.name(), source);
                unread.remove(source);
                tellIdleness(source, read.watermarks());
            } else if (stage.operation() instanceof Operation.Write write) {
                checkSink(stage.name(), write.sink());
            }
        }
        if (!unread.isEmpty()) {
            throw TestErrors.unreadSource(unread.get(0).name());
        }
    }

    private void checkSource(String stage, Source<?, ?> source) {
        if (source instanceof TestSource<?> test) {
            if (test.run() != run) {
                throw TestErrors.foreignConnector(
                        "source", stage, source, FOREIGN, "use one made by this test's source(...)");
            }
        } else if (!othersAllowed) {
            throw TestErrors.foreignConnector(
                    "source",
                    stage,
                    source,
                    OTHER,
                    "give the pipeline one made by source(...) in its place; if it takes all it needs from its"
                            + " StageContext, call allowOtherConnectors()");
        }
    }

    private void checkSink(String stage, Sink<?, ?> sink) {
        if (sink instanceof TestSink<?> test) {
            if (test.run() != run) {
                throw TestErrors.foreignConnector(
                        "sink", stage, sink, FOREIGN, "use one made by this test's sink(...)");
            }
        } else if (!othersAllowed) {
            throw TestErrors.foreignConnector(
                    "sink",
                    stage,
                    sink,
                    OTHER,
                    "give the pipeline one made by sink(...) in its place; if it takes all it needs from its"
                            + " StageContext, call allowOtherConnectors()");
        }
    }

    private static void tellIdleness(Source<?, ?> source, @Nullable WatermarkStrategy<?> watermarks) {
        Duration idleness = watermarks == null ? null : watermarks.idleness();
        if (idleness != null && source instanceof TestSource<?> test) {
            test.idleAfter(Math.min(test.idlenessNanos(), idleness.toNanos()));
        }
    }
}
