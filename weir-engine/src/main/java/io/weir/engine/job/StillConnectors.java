package io.weir.engine.job;

import io.weir.graph.Operation;
import io.weir.graph.Stage;
import io.weir.graph.StageGraph;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import io.weir.source.Boundedness;
import io.weir.source.InputStatus;
import io.weir.source.Source;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import java.util.List;

/** Puts sources and sinks that do nothing in place of a pipeline's own, so that its tasks can be built without touching anything outside. */
final class StillConnectors {

    private StillConnectors() {}

    /** Returns the same graph, with positions and committables of the same form. */
    static StageGraph in(StageGraph graph) {
        return new StageGraph(
                graph.name(),
                graph.stages().stream()
                        .map(stage -> new Stage(
                                stage.id(),
                                stage.name(),
                                still(stage.operation()),
                                stage.parallelism(),
                                stage.inputs(),
                                stage.onError()))
                        .toList());
    }

    private static Operation still(Operation operation) {
        if (operation instanceof Operation.Read read) {
            return new Operation.Read(new StillSource<>(read.source()), read.watermarks());
        }
        return operation instanceof Operation.Write write
                ? new Operation.Write(new StillSink<>(write.sink()))
                : operation;
    }

    private record StillSource<S extends SourceSplit>(Source<Object, S> source) implements Source<Object, S> {

        @Override
        public Boundedness boundedness() {
            return source.boundedness();
        }

        @Override
        public SplitEnumerator<S> createEnumerator(StageContext context) {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public SourceReader<Object, S> createReader(StageContext context) {
            return new StillReader<>();
        }

        @Override
        public Serde<S> splitSerde() {
            return source.splitSerde();
        }
    }

    private static final class StillReader<S extends SourceSplit> implements SourceReader<Object, S> {

        @Override
        public void addSplits(List<S> splits) {}

        @Override
        public void noMoreSplits() {}

        @Override
        public InputStatus poll(SourceOutput<Object> output, int countMax) {
            throw new UnsupportedOperationException("nothing is read");
        }

        @Override
        public List<S> snapshot(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record StillSink<C>(Sink<Object, C> sink) implements Sink<Object, C> {

        @Override
        public int parallelismMax() {
            return sink.parallelismMax();
        }

        @Override
        public Committer<C> createCommitter(StageContext context) {
            throw new UnsupportedOperationException("nothing is committed");
        }

        @Override
        public SinkWriter<Object, C> createWriter(StageContext context) {
            return new StillWriter<>();
        }

        @Override
        public Serde<C> committableSerde() {
            return sink.committableSerde();
        }
    }

    private static final class StillWriter<C> implements SinkWriter<Object, C> {

        @Override
        public void write(Object value, long timestamp) {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public void prepareCommit(long checkpointId, PreCommit<C> preCommit) {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public void close() {}
    }
}
