package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.graph.KeySelector;
import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.join.TemporalJoin;
import io.weir.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stage of two streams begins without a time after a crash, until both have told theirs: what was late before is late all the same. */
class JoinLatenessTest {

    private static final OutputTag<Long> LATE_ORDERS = OutputTag.of("late-orders", Long.class);
    private static final OutputTag<Long> LATE_VERSIONS = OutputTag.of("late-versions", Long.class);

    private final List<StateDelta> deltas = new ArrayList<>();
    private final List<String> joined = new ArrayList<>();
    private final List<Object> lateOrders = new ArrayList<>();
    private final List<Object> lateVersions = new ArrayList<>();

    @Test
    void whatWasLateBeforeACrashIsLateAfterIt() {
        TwoSided before = start();
        before.acceptSecond(1L, 10);
        before.acceptSecond(2L, 90);
        before.watermark(100);
        before.accept(7L, 50);
        assertThat(lateOrders).containsExactly(7L);
        before.capture(CaptureScope.CHANGED).forEach(capture -> {
            capture.copy(Integer.MAX_VALUE);
            deltas.add(capture.encode());
        });

        TwoSided after = start();
        after.accept(8L, 50);
        after.acceptSecond(3L, 60);
        after.accept(9L, 150);
        after.watermark(200);

        assertThat(lateOrders).containsExactly(7L, 8L);
        assertThat(lateVersions).containsExactly(3L);
        assertThat(joined).containsExactly("9 2 at 150");
    }

    @SuppressWarnings("unchecked") // types are erased
    private TwoSided start() {
        KeyContext context = new KeyContext();
        StageState state = new StageState(
                "join",
                new StageState.Subtask(0, 1),
                true,
                null,
                context,
                () -> 0,
                new StateHome(RestoredStates.of(deltas), null));
        GroupTimes times = state.groupTimes(TimeDomain.EVENT_TIME, getClass().getClassLoader());
        FunctionGround ground = new FunctionGround(
                context,
                state,
                times,
                () -> 0,
                Integer.MAX_VALUE,
                Map.of(
                        LATE_ORDERS, (value, timestamp) -> lateOrders.add(value),
                        LATE_VERSIONS, (value, timestamp) -> lateVersions.add(value)),
                null);
        KeySelector key = new KeySelector.LongKey(value -> 0);
        KeyedCoProcessFunction<?, ?, ?, ?> function = TemporalJoin.of(Long.class, Long.class)
                .sideOutputLateData(LATE_ORDERS)
                .sideOutputLateVersions(LATE_VERSIONS)
                .function((order, version) -> order + " " + version);
        TwoSided operator = new Operators(true)
                .coProcess(
                        "1:join",
                        key,
                        key,
                        ground,
                        (KeyedCoProcessFunction<Object, Object, Object, Object>) function,
                        (value, timestamp) -> joined.add(value + " at " + timestamp));
        state.declared();
        return operator;
    }
}
