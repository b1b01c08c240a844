package io.weir.engine.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that is never answered has its deadline, and does not keep all that are answered behind it. */
class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    @Test
    void oneThatIsNotAnsweredDoesNotKeepTheOthers() {
        Request hanging = made(0);
        for (int i = 1; i <= 100_000; i++) {
            made(i).results = List.of();
        }
        assertThat(deadlines.size()).isLessThan(1_000);
        assertThat(deadlines.takeExpired(-1)).isNull();
        assertThat(deadlines.takeExpired(0)).isSameAs(hanging);
        assertThat(deadlines.isEmpty()).isTrue();
    }

    @Test
    void thoseThatWaitAreAllKeptInTheirOrder() {
        for (int i = 0; i < 5_000; i++) {
            made(i);
        }
        for (int i = 0; i < 5_000; i++) {
            Request expired = deadlines.takeExpired(Long.MAX_VALUE / 2);
            assertThat(expired).isNotNull();
            assertThat(expired.deadlineNanos).isEqualTo(i);
            expired.results = List.of();
        }
        assertThat(deadlines.isEmpty()).isTrue();
    }

    private Request made(int deadlineNanos) {
        Request request = new Request("value", 0);
        request.deadlineNanos = deadlineNanos;
        deadlines.made(request);
        return request;
    }
}
