package io.weir.engine.job;

import io.weir.engine.operator.GuardedKeys;
import io.weir.graph.Input;
import io.weir.graph.KeySelector;
import io.weir.graph.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the records that come to a stage are divided.
 *
 * <p>Threading: stateless.
 */
final class StageKeys {

    private StageKeys() {}

    /** Returns how the records of each side of a stage are divided; null where they are not. */
    static List<@Nullable KeySelector> all(Stage stage, int sides) {
        List<@Nullable KeySelector> keys = new ArrayList<>();
        for (int side = 0; side < sides; side++) {
            keys.add(input(stage, side).key());
        }
        return keys;
    }

    /** Returns how the records of the only side of a keyed stage are divided. */
    static KeySelector of(Stage stage) {
        return of(stage, 0);
    }

    /** Returns how the records of one side of a keyed stage are divided. */
    static KeySelector of(Stage stage, int side) {
        return Objects.requireNonNull(input(stage, side).key(), "a keyed stage without a key");
    }

    /** As {@link #of}, for the operator of the stage to read. */
    static KeySelector read(Stage stage, int side) {
        KeySelector key = of(stage, side);
        return stage.onError() == null ? key : GuardedKeys.of(stage.name(), key);
    }

    /** Returns what comes to one side of a stage. */
    static Input input(Stage stage, int side) {
        return stage.inputs().stream()
                .filter(input -> input.side() == side)
                .findFirst()
                .orElseThrow();
    }
}
