package io.weir.engine.worker;

import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.ChannelEnds;
import io.weir.engine.item.Batch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A producer that parks because its channel is full finds the room that the consumer makes, or is woken for it. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "W1: the signal is lost")
@Outcome(expect = Expect.ACCEPTABLE, desc = "seen, or woken, or both")
@State
public class ProducerParks {

    private static final Batch BATCH = new Batch();

    private final ParkingSign sign = new ParkingSign();
    private final Channel channel = new Channel();
    private final ChannelEnds ends = new ChannelEnds(channel);
    private boolean woken;

    public ProducerParks() {
        ends.fill(BATCH);
        channel.connect(() -> woken = sign.isUp(), () -> {});
    }

    /** What a worker does before it parks. */
    @Actor
    public void parks(ZZ_Result r) {
        sign.putUp();
        r.r1 = ends.offer(BATCH);
    }

    /** What a task of another worker does, and what that worker's signal does. */
    @Actor
    public void works(ZZ_Result r) {
        ends.take();
        r.r2 = woken;
    }
}
