package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.state.ListState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However often a call has changed a list, the list is put back once. */
class UndoableListStateTest {

    private final List<Long> list = new ArrayList<>(List.of(7L));
    private int updateCount;

    private final UndoLog log = new UndoLog();
    private final ListState<Long> state = new UndoableListState<>(new Counted(), log);

    @Test
    void aCallThatAddsManyIsUndoneAtOnce() {
        log.begin();
        for (long i = 0; i < 1000; i++) {
            state.add(i);
        }
        log.undo();

        assertThat(list).containsExactly(7L);
        assertThat(updateCount).isEqualTo(1);
    }

    @Test
    void eachCallIsUndoneToWhereItBegan() {
        log.begin();
        state.add(8L);
        log.keep();
        log.begin();
        state.clear();
        state.add(9L);
        log.undo();
        assertThat(list).containsExactly(7L, 8L);

        log.begin();
        state.update(List.of(1L, 2L));
        state.add(3L);
        log.undo();
        assertThat(list).containsExactly(7L, 8L);
    }

    private final class Counted implements ListState<Long> {
        @Override
        public List<Long> get() {
            return List.copyOf(list);
        }

        @Override
        public void add(Long value) {
            list.add(value);
        }

        @Override
        public void update(List<Long> values) {
            updateCount++;
            list.clear();
            list.addAll(values);
        }

        @Override
        public void clear() {
            list.clear();
        }
    }
}
