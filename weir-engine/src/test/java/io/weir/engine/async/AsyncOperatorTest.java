package io.weir.engine.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.async.AsyncRetryStrategy;
import io.weir.async.AsyncSettings;
import io.weir.engine.item.Control.End;
import io.weir.engine.item.Control.Idle;
import io.weir.engine.item.Control.Watermark;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests answered in any order, late, twice or not at all: what goes out, in which order, and what is in flight meanwhile. */
class AsyncOperatorTest {

    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final AsyncSettings ORDERED = AsyncSettings.ordered(TIMEOUT);
    private static final AsyncSettings UNORDERED = AsyncSettings.unordered(TIMEOUT);

    @Test
    void orderedResultsWaitForThoseOfEarlierRecordsAndKeepTimestamps() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a", "b", "c");
        rig.answer("c", "C");
        rig.answer("b", "B1", "B2");
        assertThat(rig.out).isEmpty();
        assertThat(rig.inFlight()).as("also what is answered").containsExactly("a", "b", "c");

        rig.answer("a");
        assertThat(rig.out).containsExactly("B1@2", "B2@2", "C@3");
        assertThat(rig.operator.isEmpty()).isTrue();
        assertThat(rig.inFlight()).isEmpty();
    }

    @Test
    void unorderedResultsGoOutAsTheyComeButNeverPastAWatermark() {
        AsyncRig rig = new AsyncRig(UNORDERED);
        rig.accept("a", "b");
        rig.operator.hold(new Watermark(5));
        rig.accept("c", "d");
        rig.operator.hold(new Watermark(9));
        rig.answer("d", "D");
        rig.answer("b", "B");
        assertThat(rig.out).containsExactly("B@2");
        assertThat(rig.inFlight()).containsExactly("a", "c", "d");

        rig.answer("a", "A");
        assertThat(rig.out).containsExactly("B@2", "A@1", "Watermark[timestamp=5]", "D@4");
        rig.answer("c", "C");
        assertThat(rig.out).endsWith("C@3", "Watermark[timestamp=9]");
    }

    @Test
    void controlEventsPassAtOnceIfNothingIsBeforeThemAndKeepTheirOrderOtherwise() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.operator.hold(new Watermark(1));
        rig.work();
        assertThat(rig.out).containsExactly("Watermark[timestamp=1]");

        rig.accept("a");
        rig.operator.hold(new Watermark(2));
        rig.operator.hold(new Idle());
        rig.operator.hold(new Watermark(3));
        rig.operator.hold(new Idle());
        rig.operator.hold(new Idle());
        rig.operator.hold(new Watermark(Long.MAX_VALUE));
        rig.operator.hold(new End());
        rig.work();
        assertThat(rig.out).hasSize(1);
        rig.answer("a", "A");
        assertThat(rig.out)
                .containsExactly("Watermark[timestamp=1]", "A@1", "Watermark[timestamp=9223372036854775807]", "End[]");
    }

    @Test
    void aTimeThatStandsStillGoesOutAsItCame() {
        AsyncRig rig = new AsyncRig(UNORDERED);
        rig.accept("a");
        rig.operator.hold(new Watermark(2));
        rig.operator.hold(new Idle());
        rig.answer("a", "A");
        assertThat(rig.out).containsExactly("A@1", "Watermark[timestamp=2]", "Idle[]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void q1AtMostSoManyRequestsAreUnderWayAndWhatHasNoRoomWaitsInOrder(boolean ordered) {
        AsyncRig rig = new AsyncRig((ordered ? ORDERED : UNORDERED).capacity(2));
        assertThat(rig.operator.takes()).isTrue();
        rig.accept("a", "b", "c", "d", "e");
        assertThat(rig.operator.takes()).isFalse();
        assertThat(rig.calls).containsOnlyKeys("a", "b");
        assertThat(rig.inFlight()).as("also what is not asked yet").containsExactly("a", "b", "c", "d", "e");

        rig.answer("b", "B");
        assertThat(rig.calls.size()).as("what waits for others counts").isEqualTo(ordered ? 2 : 3);
        rig.answer("a", "A");
        assertThat(rig.calls).containsOnlyKeys("a", "b", "c", "d");
        rig.answer("c");
        rig.answer("d");
        assertThat(rig.operator.takes()).isTrue();
        rig.answer("e");
        assertThat(rig.out).containsExactlyInAnyOrder("A@1", "B@2");
    }

    @Test
    void anAnswerThatIsThereAlreadyGoesOutInTheNextTurn() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        rig.latest("a").complete(List.of("A"));
        assertThat(rig.wakeCount).as("the task is woken").isEqualTo(1);
        assertThat(rig.out).isEmpty();
        assertThat(rig.operator.isDue()).isTrue();
        assertThat(rig.operator.untilDueMillis()).isZero();
        rig.work();
        assertThat(rig.out).containsExactly("A@1");
        assertThat(rig.operator.firedCount()).as("a checkpoint must hold it").isEqualTo(1);
    }

    @Test
    void q3ARecordWhoseTimeIsOverGetsWhatStandsInAndLaterAnswersChangeNothing() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.fallback = List.of("unknown");
        rig.accept("a");
        assertThat(rig.operator.untilDueMillis()).isEqualTo(100);
        rig.passMillis(99);
        assertThat(rig.out).isEmpty();
        assertThat(rig.operator.untilDueMillis()).isEqualTo(1);
        rig.passMillis(1);
        assertThat(rig.out).containsExactly("unknown@1");
        assertThat(rig.operator.untilDueMillis()).isEqualTo(Long.MAX_VALUE);

        rig.answer("a", "A");
        assertThat(rig.out).containsExactly("unknown@1");
    }

    @Test
    void q3AnAnswerThatIsThereCountsThoughTheTaskLooksLate() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        rig.latest("a").complete(List.of("A"));
        rig.passMillis(1_000);
        assertThat(rig.out).containsExactly("A@1");
    }

    @Test
    void aRecordWhoseTimeIsOverFailsTheAttemptIfNothingStandsIn() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        assertThatThrownBy(() -> rig.passMillis(100))
                .isInstanceOfSatisfying(WeirException.class, e -> {
                    assertThat(e.code()).isEqualTo("async-timeout");
                    assertThat(e.kind()).isEqualTo(ErrorKind.EXTERNAL);
                })
                .hasMessageContaining("\"ask\"")
                .hasMessageContaining("100 ms");
    }

    @Test
    void theTimeOfARecordBeginsWhenItIsAsked() {
        AsyncRig rig = new AsyncRig(ORDERED.capacity(1));
        rig.accept("a", "b");
        rig.passMillis(90);
        rig.answer("a", "A");
        rig.passMillis(90);
        rig.answer("b", "B");
        assertThat(rig.out).containsExactly("A@1", "B@2");
    }

    @Test
    void aFailedRequestFailsTheAttemptAndNamesTheStageAndTheCause() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        assertThatThrownBy(() -> rig.fail("a", new CompletionException(new IllegalStateException("503"))))
                .isInstanceOfSatisfying(WeirException.class, e -> {
                    assertThat(e.code()).isEqualTo("async-failed");
                    assertThat(e.kind()).isEqualTo(ErrorKind.EXTERNAL);
                    assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
                })
                .hasMessageContaining("\"ask\"")
                .hasMessageContaining("503");
    }

    @Test
    void anErrorOfWeirsKeepsItsKind() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        WeirException cause = WeirException.user("no-timestamp", "what", "why", "mend");
        assertThatThrownBy(() -> rig.fail("a", cause))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER));
    }

    @Test
    void whatIsThrownOrNullIsAFailureToo() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.thrown = new IllegalArgumentException("no such key");
        rig.accept("a");
        assertThatThrownBy(rig::work).hasMessageContaining("async-failed").hasMessageContaining("no such key");

        AsyncRig other = new AsyncRig(ORDERED);
        other.accept("a");
        other.latest("a").complete(null);
        assertThatThrownBy(other::work).hasMessageContaining("async-failed").hasMessageContaining("null");
    }

    @Test
    void aRequestIsMadeAgainAfterItsDelayAndOutcomesOfEarlierCallsChangeNothing() {
        AsyncRig rig = new AsyncRig(
                ORDERED.retry(AsyncRetryStrategy.exponentialDelay(4, Duration.ofMillis(10), Duration.ofMillis(15), 2)));
        rig.accept("a");
        rig.fail("a", new IllegalStateException("1"));
        assertThat(rig.operator.untilDueMillis()).isEqualTo(10);
        rig.passMillis(9);
        assertThat(rig.calls.get("a")).hasSize(1);
        rig.passMillis(1);
        assertThat(rig.calls.get("a")).hasSize(2);
        rig.fail("a", new IllegalStateException("2"));
        assertThat(rig.operator.untilDueMillis()).as("the greatest delay").isEqualTo(15);
        rig.passMillis(15);
        rig.calls.get("a").get(0).complete(List.of("stale"));
        rig.work();
        assertThat(rig.out).isEmpty();
        rig.answer("a", "A");
        assertThat(rig.out).containsExactly("A@1");
    }

    @Test
    void noMoreAttemptsThanAllowed() {
        AsyncRig rig = new AsyncRig(ORDERED.retry(AsyncRetryStrategy.fixedDelay(2, Duration.ZERO)));
        rig.accept("a");
        rig.fail("a", new IllegalStateException("1"));
        assertThat(rig.calls.get("a")).hasSize(2);
        assertThatThrownBy(() -> rig.fail("a", new IllegalStateException("2")))
                .hasMessageContaining("after 2 attempts");
    }

    @Test
    void onlyWhatThePredicatesSayIsTriedAgainAndTheLastResultsAreTakenAsTheyAre() {
        AsyncRetryStrategy retry = AsyncRetryStrategy.fixedDelay(3, Duration.ofMillis(1))
                .ifException(IllegalStateException.class::isInstance)
                .ifResult(Collection::isEmpty);
        AsyncRig rig = new AsyncRig(ORDERED.retry(retry));
        rig.accept("a", "b");
        rig.answer("a");
        rig.passMillis(1);
        rig.fail("a", new CompletionException(new IllegalStateException("1")));
        rig.passMillis(1);
        assertThat(rig.calls.get("a")).hasSize(3);
        rig.answer("a");
        assertThat(rig.inFlight()).as("a is done, with no result").containsExactly("b");
        assertThatThrownBy(() -> rig.fail("b", new IllegalArgumentException("1")))
                .hasMessageContaining("after 1 attempt:");
    }

    @Test
    void allTriesTogetherHaveTheTimeOfOneRecord() {
        AsyncRig rig = new AsyncRig(ORDERED.retry(AsyncRetryStrategy.fixedDelay(100, Duration.ofMillis(60))));
        rig.fallback = List.of("unknown");
        rig.accept("a");
        rig.fail("a", new IllegalStateException("1"));
        rig.passMillis(60);
        rig.fail("a", new IllegalStateException("2"));
        assertThat(rig.operator.untilDueMillis()).isEqualTo(40);
        rig.passMillis(40);
        assertThat(rig.out).containsExactly("unknown@1");
        rig.passMillis(100);
        assertThat(rig.calls.get("a")).as("not made again").hasSize(2);
    }

    @Test
    void aRecordThatACheckpointCouldNotHoldIsToldAtOnce() {
        AsyncRig rig = new AsyncRig(ORDERED);
        rig.accept("a");
        assertThatThrownBy(() -> rig.accept(new CompletableFuture<String>()))
                .hasMessageContaining("unwritable-in-flight")
                .hasMessageContaining("\"ask\"");
    }

    /** L1 to L4 against a list: whatever the order of answers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void everyOrderOfAnswersKeepsRecordsBetweenTheirWatermarks(long seed) {
        Random random = new Random(seed);
        boolean ordered = random.nextBoolean();
        AsyncRig rig = new AsyncRig((ordered ? ORDERED : UNORDERED).capacity(1 + random.nextInt(8)));
        List<String> accepted = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int next = 0;
        while (next < 300 || !open.isEmpty()) {
            int choice = random.nextInt(next < 300 ? 5 : 2);
            if (choice < 2) {
                Collections.shuffle(open, random);
                open.removeIf(value -> rig.calls.containsKey(value) && answer(rig, value));
            } else if (choice < 4) {
                rig.operator.accept(next, next);
                accepted.add(next + "@" + next);
                open.add(next++);
            } else {
                rig.operator.hold(new Watermark(next));
                rig.work();
                accepted.add("Watermark[timestamp=" + next + "]");
            }
            assertThat(rig.inFlight()).as("L3, seed=%d", seed).isSorted();
        }
        rig.work();
        assertThat(ordered ? merged(rig.out) : sortedSegments(merged(rig.out)))
                .as("seed=%d", seed)
                .isEqualTo(ordered ? merged(accepted) : sortedSegments(merged(accepted)));
    }

    private static boolean answer(AsyncRig rig, int value) {
        rig.answer(value, value);
        return true;
    }

    /** Of watermarks with no record between them only the last counts. */
    private static List<String> merged(List<String> items) {
        List<String> merged = new ArrayList<>();
        for (String item : items) {
            if (item.startsWith("W")
                    && !merged.isEmpty()
                    && merged.get(merged.size() - 1).startsWith("W")) {
                merged.remove(merged.size() - 1);
            }
            merged.add(item);
        }
        return merged;
    }

    private static List<String> sortedSegments(List<String> items) {
        List<String> sorted = new ArrayList<>();
        List<String> segment = new ArrayList<>();
        for (String item : items) {
            if (item.startsWith("W")) {
                Collections.sort(segment);
                sorted.addAll(segment);
                segment.clear();
                sorted.add(item);
            } else {
                segment.add(item);
            }
        }
        Collections.sort(segment);
        sorted.addAll(segment);
        return sorted;
    }
}
