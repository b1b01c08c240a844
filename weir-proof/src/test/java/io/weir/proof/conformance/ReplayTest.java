package io.weir.proof.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The search finds what the simulation can do and nothing else. */
class ReplayTest {

    /** A world with one thing under way, which a look sees when it has happened; a move that is drawn has another outcome from seed to seed. */
    private static final class OneThing implements Replay.Run<String> {
        private final long seed;
        private boolean happened;

        OneThing(long seed) {
            this.seed = seed;
        }

        @Override
        public void moveSome() {}

        @Override
        public boolean moveOnce() {
            boolean moved = !happened;
            happened = true;
            return moved;
        }

        @Override
        public String run(String operation) {
            return operation.equals("look") ? (happened ? "done" : "not yet") : "drawn " + seed % 3;
        }

        @Override
        public boolean looks(String operation) {
            return operation.equals("look");
        }

        @Override
        public void close() {}
    }

    private static Replay<String> replay(List<String> operations, String... real) {
        return new Replay<>(operations, List.of(real), OneThing::new);
    }

    @Test
    void findsTheSeedAndTheMovesThatGiveWhatRealityGave() {
        Replay<String> replay = replay(List.of("look", "act", "look"), "not yet", "drawn 2", "done");
        assertThat(replay.isFound()).isTrue();
        assertThat(replay.seeds()).isEqualTo(2);
    }

    @Test
    void findsNothingWhereNoSeedGivesWhatRealityGaveAndSaysWhere() {
        Replay<String> replay = replay(List.of("look", "act"), "done", "drawn 3");
        assertThat(replay.isFound()).isFalse();
        assertThat(replay.inWords()).contains("> act: drawn 3, but in the simulation [drawn 0, drawn 1, drawn 2]");
    }

    @Test
    void doesNotTakeBackWhatHasHappened() {
        assertThat(replay(List.of("look", "look"), "done", "not yet").isFound()).isFalse();
    }
}
