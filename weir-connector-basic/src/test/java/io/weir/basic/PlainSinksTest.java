package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainSinksTest {

    private final FakeContext context = FakeContext.single();

    @Test
    void discardSinkCountsUpToTheLatestBarrierOrClose() {
        DiscardSink<String> sink = DiscardSink.create();
        SinkWriter<String, Long> writer = sink.createWriter(context);
        writer.write("a", 1);
        writer.write("b", 1);
        assertThat(sink.receivedCount()).isZero();

        assertThat(FakePreCommit.completed(writer, 1)).isEmpty();
        assertThat(sink.receivedCount()).isEqualTo(2);

        writer.write("c", 1);
        writer.close();
        writer.close();
        assertThat(sink.receivedCount()).isEqualTo(3);
    }

    @Test
    void printSinkPrintsWhatIsCommitted() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintSink<Object> sink = PrintSink.to(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        SinkWriter<Object, List<String>> writer = sink.createWriter(context);
        assertThat(FakePreCommit.completed(writer, 1)).isEmpty();
        writer.write(1, 1);
        writer.write("zwei", 1);
        List<List<String>> committables = FakePreCommit.completed(writer, 2);
        writer.write("later", 1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();

        CommitOutcome outcome =
                sink.createCommitter(context).commit(new CommitRequest<>(2, 0, committables.get(0), false));

        assertThat(outcome).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("1", "zwei");
    }
}
