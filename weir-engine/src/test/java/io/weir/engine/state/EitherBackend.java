package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of state run twice: with tables that hold all of it, and with a store behind tables that hold very little. */
@ParameterizedClass(name = "a store behind it: {0}")
@ValueSource(booleans = {false, true})
abstract class EitherBackend {

    @Parameter
    boolean hasStore;

    StateHome home(List<StateDelta> restored) {
        return new StateHome(RestoredStates.of(restored), hasStore ? new MemoryStores(1) : null);
    }
}
