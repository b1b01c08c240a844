package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.Entrant.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountContenderTest {

    @Test
    void withoutPeersOnTheClassPathTheLoopAndWeirTakePart() {
        assertThat(CountContender.present()).containsExactly(CountContender.LOOP, CountContender.WEIR);
    }

    @Test
    void theLoopTakesPartOnceAndWeirWithEachNumberOfTasks() {
        assertThat(CountContender.entrants(CountContender.present(), List.of(1, 2)))
                .containsExactly(Entrant.of(Kind.LOOP_KAFKA), Entrant.weir(1), Entrant.weir(2));
    }

    @Test
    void aPeerThatIsNotThereIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> CountContender.entrants(List.of(CountContender.JET), List.of(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PEERS=jet");
    }

    @Test
    void aPeerThatCannotDoTheWorkHasNoFiguresAndTheOthersGoOn() throws Exception {
        assertThat(Peers.tolerate(new Entrant(Kind.FLINK, 2), () -> {
                    throw new IOException("a child failed");
                }))
                .isEmpty();
    }

    @Test
    void weirThatCannotDoTheWorkEndsTheBenchmark() {
        assertThatThrownBy(() -> Peers.tolerate(Entrant.weir(2), () -> {
                    throw new IOException("a child failed");
                }))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Peers.tolerate(Entrant.of(Kind.LOOP_KAFKA), () -> {
                    throw new IllegalStateException("the results are wrong");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void figuresPassThrough() throws Exception {
        assertThat(Peers.tolerate(new Entrant(Kind.FLINK, 2), () -> Map.of(Figure.RATE, 5.0)))
                .containsEntry(Figure.RATE, 5.0);
    }
}
