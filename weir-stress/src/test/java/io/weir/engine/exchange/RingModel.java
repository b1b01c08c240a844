package io.weir.engine.exchange;

import io.weir.stress.Model;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/** A ring is a queue of two elements, for one producer and one consumer. */
@Param(name = "element", gen = IntGen.class, conf = "1:9")
public final class RingModel extends Model {

    private final SpscRing<Integer> ring = new SpscRing<>(2);

    public RingModel() {
        super(2, 2);
    }

    @Operation(nonParallelGroup = "producer", params = "element")
    public boolean offer(int element) {
        return ring.offer(element);
    }

    @Operation(nonParallelGroup = "producer")
    public boolean isFull() {
        return ring.isFull();
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Integer peek() {
        return ring.peek();
    }

    @Operation(nonParallelGroup = "consumer")
    public @Nullable Integer poll() {
        return ring.poll();
    }
}
