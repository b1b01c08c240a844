package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.error.WeirException;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.state.Aggregation;
import io.weir.window.ContinuousEventTimeTrigger;
import io.weir.window.CountTrigger;
import io.weir.window.EventTimeTrigger;
import io.weir.window.PurgingTrigger;
import io.weir.window.Trigger;
import io.weir.window.TriggerResult;
import io.weir.window.Window;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What triggers say is done, and what they remember outlives a crash. */
class TriggersTest {

    private static final Aggregation<String, String, String> JOINED =
            new Aggregation<>("", (joined, next) -> joined + next, joined -> joined, (a, b) -> a + b);

    /** Records are texts, whose first letter is the key. */
    private static WindowRig rig(Function<KeyedStream<String, String>, Stream<?>> windows) {
        PipelineBuilder builder = Pipeline.named("triggers");
        KeyedStream<String, String> keyed =
                builder.source("texts", ListSource.of("a")).keyBy(text -> text.substring(0, 1));
        windows.apply(keyed).sink("out", DiscardSink.create());
        WindowRig rig = new WindowRig(builder.build(), false);
        rig.start(1);
        return rig;
    }

    private static void crash(WindowRig rig) {
        rig.checkpoint();
        rig.start(2);
    }

    @Test
    void aGlobalWindowFiresByCountAndKeepsItsContents() {
        WindowRig rig = rig(keyed ->
                keyed.window(Windows.global()).trigger(CountTrigger.of(2)).aggregate("windows", String.class, JOINED));
        rig.record("a1", 5);
        rig.record("b1", Long.MIN_VALUE);
        crash(rig);
        rig.record("a2", 6);
        rig.record("a3", 7);
        crash(rig);
        rig.record("a4", 8);
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.emitted).containsExactly("a1a2 at " + Long.MAX_VALUE, "a1a2a3a4 at " + Long.MAX_VALUE);
    }

    @Test
    void aPurgingTriggerForgetsWhatWasEmitted() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.global())
                .trigger(PurgingTrigger.of(CountTrigger.of(2)))
                .aggregate("windows", String.class, JOINED));
        for (int i = 1; i <= 5; i++) {
            rig.record("a" + i, i);
            crash(rig);
        }
        assertThat(rig.emitted).containsExactly("a1a2 at " + Long.MAX_VALUE, "a3a4 at " + Long.MAX_VALUE);
        assertThat(rig.stored().get("windows")).isEqualTo(1);
    }

    @Test
    void aContinuousTriggerFiresAtEachIntervalAndAtTheEnd() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.tumbling(Duration.ofMillis(25)))
                .trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(10)))
                .aggregate("windows", String.class, JOINED));
        rig.record("a1", 3);
        rig.watermark(9);
        assertThat(rig.emitted).isEmpty();
        rig.watermark(10);
        crash(rig);
        rig.record("a2", 11);
        rig.watermark(15);
        rig.watermark(22);
        crash(rig);
        rig.watermark(30);
        assertThat(rig.emitted).containsExactly("a1 at 24", "a1a2 at 24", "a1a2 at 24");
        rig.checkpoint();
        assertThat(rig.stored())
                .containsEntry("windows", 0)
                .containsEntry("timers", 0)
                .containsEntry("trigger-next", 0);
    }

    @Test
    void sessionsThatBecomeOneTakeTheirTriggersCountsTogether() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.session(Duration.ofMillis(10)))
                .trigger(CountTrigger.of(4))
                .aggregate("windows", String.class, JOINED));
        rig.record("a1", 0);
        rig.record("a2", 1);
        rig.record("a3", 20);
        crash(rig);
        assertThat(rig.emitted).isEmpty();
        rig.record("a4", 10);
        assertThat(rig.emitted).containsExactly("a1a2a3a4 at 29");
        rig.watermark(Long.MAX_VALUE);
        rig.checkpoint();
        assertThat(rig.stored())
                .containsEntry("windows", 0)
                .containsEntry("merging", 0)
                .containsEntry("trigger-count", 0);
    }

    @Test
    void aPurgingEventTimeTriggerEmitsOnlyWhatIsNewOfALateRecord() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.tumbling(Duration.ofMillis(10)))
                .trigger(PurgingTrigger.of(EventTimeTrigger.create()))
                .allowedLateness(Duration.ofMillis(5))
                .aggregate("windows", String.class, JOINED));
        rig.record("a1", 3);
        rig.watermark(9);
        rig.record("a2", 4);
        crash(rig);
        rig.record("a3", 5);
        rig.watermark(14);
        rig.record("a4", 6);
        assertThat(rig.emitted).containsExactly("a1 at 9", "a2 at 9", "a3 at 9");
    }

    @Test
    void aTriggerThatCannotFollowMergingWindowsIsRefused() {
        Trigger<Object, Window> deaf = new Trigger<>() {
            @Override
            public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
                return TriggerResult.FIRE;
            }

            @Override
            public TriggerResult onEventTime(long time, Window window, Context context) {
                return TriggerResult.FIRE;
            }

            @Override
            public void clear(Window window, Context context) {}
        };
        assertThatThrownBy(() -> rig(keyed -> keyed.window(Windows.session(Duration.ofMillis(10)))
                        .trigger(deaf)
                        .aggregate("windows", String.class, JOINED)))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("[unfit-trigger]");
        assertThatThrownBy(() ->
                        rig(keyed -> keyed.countWindow(3).trigger(deaf).aggregate("windows", String.class, JOINED)))
                .hasMessageContaining("[unfit-trigger]");
        assertThatThrownBy(() -> rig(keyed -> keyed.window(Windows.session(Duration.ofMillis(10)))
                        .aggregate(
                                "windows",
                                String.class,
                                new Aggregation<String, String, String>("", (a, b) -> a + b, text -> text))))
                .hasMessageContaining("[aggregation-without-merge]");
    }

    @Test
    void aRecordWithoutATimestampIsToldAsThat() {
        WindowRig sliced = rig(keyed ->
                keyed.window(Windows.tumbling(Duration.ofMillis(10))).aggregate("windows", String.class, JOINED));
        assertThatThrownBy(() -> sliced.record("a", Long.MIN_VALUE)).hasMessageContaining("[no-timestamp]");
        WindowRig sessions = rig(keyed ->
                keyed.window(Windows.session(Duration.ofMillis(10))).aggregate("windows", String.class, JOINED));
        assertThatThrownBy(() -> sessions.record("a", Long.MIN_VALUE)).hasMessageContaining("[no-timestamp]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countWindowsHaveTheLastRecordsOfTheirKey(boolean aggregated) {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(9);
            int slide = 1 + random.nextInt(size);
            WindowRig rig = rig(keyed -> aggregated
                    ? keyed.countWindow(size, slide).aggregate("windows", String.class, JOINED)
                    : keyed.countWindow(size, slide)
                            .process(
                                    "windows",
                                    String.class,
                                    (key, window, elements, out) -> out.collect(String.join("", elements))));
            List<List<String>> ofKeys = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                int key = random.nextInt(3);
                List<String> ofKey = ofKeys.get(key);
                ofKey.add("abc".charAt(key) + "" + i);
                rig.record(ofKey.get(ofKey.size() - 1), Long.MIN_VALUE);
                if (ofKey.size() % slide == 0) {
                    List<String> last = ofKey.subList(Math.max(0, ofKey.size() - size), ofKey.size());
                    expected.add(String.join("", last) + " at " + Long.MAX_VALUE);
                }
                if (random.nextInt(10) == 0) {
                    rig.checkpoint();
                    rig.start(1 + random.nextInt(3));
                }
            }
            rig.watermark(Long.MAX_VALUE);
            assertThat(rig.emitted)
                    .as("seed=" + seed + " " + size + "/" + slide)
                    .isEqualTo(expected);
        }
    }
}
