package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.AlignmentMode;
import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.item.Batch;
import io.weir.engine.item.Control.Barrier;
import io.weir.engine.item.Control.End;
import io.weir.engine.item.Control.Watermark;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Timed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A watermark goes through a chain operator by operator, each in as many turns as it needs, and what it lets go comes before it. */
class ChainTest {

    private final Channel channel = new Channel();
    private final InputGate gate = new InputGate(List.of(new InputGate.Entering(channel, 0)), AlignmentMode.ALIGNED);
    private final Outlet outlet = new Outlet(List.of(channel));
    private final Slow second = new Slow("second", 1, value -> outlet.send(0, value, 0));
    private final Slow first = new Slow("first", 2, value -> outlet.send(0, value, 0));
    private long clock;
    private final Chain chain = new Chain(List.of(first, second), List.of(), List.of(outlet), List.of(), () -> clock);

    @Test
    void whatAWatermarkLetsGoComesBeforeItInTheOrderOfTheOperators() {
        chain.control(new Watermark(5));
        assertThat(chain.isBusy()).isTrue();
        assertThat(chain.isWritable()).isFalse();
        assertThat(items()).containsExactly("first 5.0");
        chain.goOn();
        assertThat(items()).containsExactly("first 5.1");
        chain.goOn();
        assertThat(items()).containsExactly("first 5.2", "second 5.0");
        chain.goOn();
        assertThat(items()).containsExactly("second 5.1", "Watermark[timestamp=5]");
        assertThat(chain.isWritable()).isTrue();
        chain.goOn();
        assertThat(items()).isEmpty();
    }

    @Test
    void aBarrierPassesAWatermarkThatIsUnderWay() {
        chain.control(new Watermark(5));
        chain.control(new Barrier(1));
        assertThat(items()).containsExactly("first 5.0", "Barrier[checkpointId=1, draining=false]");
        while (chain.isBusy()) {
            chain.goOn();
        }
        assertThat(items())
                .containsExactly("first 5.1", "first 5.2", "second 5.0", "second 5.1", "Watermark[timestamp=5]");
    }

    @Test
    void nothingElseDoes() {
        chain.control(new Watermark(5));
        assertThatThrownBy(() -> chain.control(new Watermark(6))).hasMessageContaining("T4");
        assertThatThrownBy(() -> chain.control(new End())).hasMessageContaining("T4");
    }

    @Test
    void operatorsActWhenTheClockHasReachedTheirTime() {
        assertThat(chain.untilDueMillis()).isEqualTo(Long.MAX_VALUE);
        second.dueMillis = 10;
        clock = 9;
        assertThat(chain.untilDueMillis()).isEqualTo(1);
        assertThat(chain.processingTime()).isFalse();
        assertThat(chain.hasFired()).isFalse();
        clock = 12;
        assertThat(chain.untilDueMillis()).isZero();
        assertThat(chain.processingTime()).isTrue();
        assertThat(chain.hasFired()).isTrue();
        assertThat(chain.hasFired()).as("told once").isFalse();
        assertThat(items()).containsExactly("second at 12");
        assertThat(chain.processingTime()).isFalse();
    }

    /** What was in flight before a crash goes through the job before anything new is made by the clock. */
    @Test
    void nothingActsByTheClockUntilTheJobHasSettled() {
        second.dueMillis = 10;
        clock = 12;
        chain.settling(true);
        assertThat(chain.untilDueMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(chain.processingTime()).isFalse();
        assertThat(items()).isEmpty();
        chain.settling(false);
        assertThat(chain.untilDueMillis()).isZero();
        assertThat(chain.processingTime()).isTrue();
        assertThat(items()).containsExactly("second at 12");
    }

    private List<String> items() {
        chain.flush();
        List<String> items = new ArrayList<>();
        for (Object item = gate.poll(); item != null; item = gate.poll()) {
            if (item instanceof Batch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    items.add(batch.value(i).toString());
                }
                gate.recycle(batch);
            } else {
                items.add(item.toString());
            }
        }
        return items;
    }

    /** Emits once in each turn, and needs some turns for each watermark. */
    private static final class Slow implements Operator, Timed {
        private final String name;
        private final int turnsMore;
        private final java.util.function.Consumer<String> out;
        private int turn;
        private long dueMillis = Long.MAX_VALUE;
        private long firedCount;

        Slow(String name, int turnsMore, java.util.function.Consumer<String> out) {
            this.name = name;
            this.turnsMore = turnsMore;
            this.out = out;
        }

        @Override
        public void accept(Object value, long timestamp) {}

        @Override
        public boolean watermark(long timestamp) {
            out.accept(name + " " + timestamp + "." + turn);
            turn = turn == turnsMore ? 0 : turn + 1;
            return turn == 0;
        }

        @Override
        public long dueMillis() {
            return dueMillis;
        }

        @Override
        public void processingTime(long nowMillis) {
            out.accept(name + " at " + nowMillis);
            dueMillis = Long.MAX_VALUE;
            firedCount++;
        }

        @Override
        public long firedCount() {
            return firedCount;
        }
    }
}
