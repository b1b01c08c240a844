package io.weir.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Settings that cannot be are told at once, and those that can are what was asked for. */
class AsyncSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void settingsThatCannotBeAreTold() {
        assertInvalid(() -> AsyncSettings.ordered(Duration.ZERO));
        assertInvalid(() -> AsyncSettings.unordered(Duration.ofNanos(999_999)));
        assertInvalid(() -> AsyncSettings.ordered(Duration.ofDays(366)));
        assertInvalid(() -> AsyncSettings.ordered(SECOND).capacity(0));
        assertInvalid(() -> AsyncRetryStrategy.fixedDelay(0, SECOND));
        assertInvalid(() -> AsyncRetryStrategy.fixedDelay(2, Duration.ofNanos(-1)));
        assertInvalid(() -> AsyncRetryStrategy.fixedDelay(2, Duration.ofDays(2)));
        assertInvalid(() -> AsyncRetryStrategy.exponentialDelay(2, SECOND, Duration.ofMillis(1), 2));
        assertInvalid(() -> AsyncRetryStrategy.exponentialDelay(2, SECOND, SECOND, 0.5));
        assertInvalid(() -> AsyncRetryStrategy.exponentialDelay(2, SECOND, SECOND, Double.NaN));
        assertInvalid(() -> AsyncRetryStrategy.exponentialDelay(2, SECOND, SECOND, Double.POSITIVE_INFINITY));
    }

    @Test
    void whatIsNotSetHasADefault() {
        AsyncSettings settings = AsyncSettings.unordered(SECOND);
        assertThat(settings.isOrdered()).isFalse();
        assertThat(settings.timeout()).isEqualTo(SECOND);
        assertThat(settings.capacity()).isEqualTo(100);
        assertThat(settings.retry().maxAttempts()).isEqualTo(1);
        AsyncSettings changed =
                AsyncSettings.ordered(SECOND).capacity(7).retry(AsyncRetryStrategy.fixedDelay(3, SECOND));
        assertThat(changed.isOrdered()).isTrue();
        assertThat(changed.capacity()).isEqualTo(7);
        assertThat(changed.retry().maxAttempts()).isEqualTo(3);
    }

    @Test
    void delaysGrowUpToTheGreatestAndNeverBeyond() {
        AsyncRetryStrategy retry =
                AsyncRetryStrategy.exponentialDelay(100_000, Duration.ofMillis(10), Duration.ofMillis(45), 2);
        assertThat(millis(retry, 1)).isEqualTo(10);
        assertThat(millis(retry, 2)).isEqualTo(20);
        assertThat(millis(retry, 3)).isEqualTo(40);
        assertThat(millis(retry, 4)).isEqualTo(45);
        assertThat(millis(retry, 99_999)).isEqualTo(45);
        assertThat(millis(AsyncRetryStrategy.fixedDelay(3, SECOND), 2)).isEqualTo(1000);
    }

    @Test
    void everyExceptionAndNoResultIsTriedAgainUnlessSaidOtherwise() {
        AsyncRetryStrategy retry = AsyncRetryStrategy.fixedDelay(3, SECOND);
        assertThat(retry.retries(new IllegalStateException())).isTrue();
        assertThat(retry.retries(List.of())).isFalse();
        AsyncRetryStrategy other =
                retry.ifException(IllegalStateException.class::isInstance).ifResult(Collection::isEmpty);
        assertThat(other.retries(new IllegalStateException())).isTrue();
        assertThat(other.retries(new IllegalArgumentException())).isFalse();
        assertThat(other.retries(List.of())).isTrue();
        assertThat(other.retries(List.of(1))).isFalse();
    }

    private static long millis(AsyncRetryStrategy retry, int attempts) {
        return Duration.ofNanos(retry.delayNanos(attempts)).toMillis();
    }

    private static void assertInvalid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("invalid-async-settings"));
    }
}
