package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the one answer of a writer, which must come at once. */
final class FakePreCommit<C> implements PreCommit<C> {

    private @Nullable List<C> committables;
    private @Nullable Throwable failure;

    static <C> List<C> completed(SinkWriter<?, C> writer, long checkpointId) {
        FakePreCommit<C> answer = new FakePreCommit<>();
        writer.prepareCommit(checkpointId, answer);
        assertThat(answer.failure).isNull();
        assertThat(answer.committables).isNotNull();
        return answer.committables;
    }

    static Throwable failed(SinkWriter<?, ?> writer, long checkpointId) {
        return failureOf(writer, checkpointId);
    }

    private static <C> Throwable failureOf(SinkWriter<?, C> writer, long checkpointId) {
        FakePreCommit<C> answer = new FakePreCommit<>();
        writer.prepareCommit(checkpointId, answer);
        assertThat(answer.committables).isNull();
        assertThat(answer.failure).isNotNull();
        return answer.failure;
    }

    @Override
    public void complete(List<C> completed) {
        assertThat(committables == null && failure == null).isTrue();
        committables = completed;
    }

    @Override
    public void fail(Throwable cause) {
        assertThat(committables == null && failure == null).isTrue();
        failure = cause;
    }
}
