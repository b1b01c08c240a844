package io.weir.engine.simulation;

import io.weir.basic.BatchId;
import io.weir.basic.DeliveryOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Takes batches once for each idempotency key; is busy, or loses its answer, when the seed says so. */
final class AheadTarget {

    private final Map<BatchId, List<Integer>> batches = new LinkedHashMap<>();
    private final Random random;

    AheadTarget(Random random) {
        this.random = random;
    }

    DeliveryOutcome deliver(List<Integer> records, BatchId id) throws IOException {
        int fate = random.nextInt(300);
        if (fate == 0) {
            return DeliveryOutcome.retryLater("busy");
        }
        batches.putIfAbsent(id, List.copyOf(records));
        if (fate < 40) {
            throw new IOException("the answer is lost");
        }
        return DeliveryOutcome.DELIVERED;
    }

    /** What came with checkpoints up to one, in order. */
    List<Integer> upTo(long checkpointId) {
        List<Integer> values = new ArrayList<>();
        batches.forEach((id, records) -> {
            if (id.checkpointId() <= checkpointId) {
                values.addAll(records);
            }
        });
        return values;
    }
}
