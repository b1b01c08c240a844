package io.weir.testkit.pipeline;

import io.weir.engine.port.ProtocolStep;
import io.weir.testkit.world.Chaos;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import org.jspecify.annotations.Nullable;

/**
 * The crashes that a test has asked for and that are still to come: at random points, or at a step of the protocol.
 *
 * <p>Threading: confined to the world.
 */
final class Crashes implements Chaos {

    /** About how many points lie between two crashes: within one turn of the tasks, in the recovery that follows, or after it. */
    private static final int[] GAPS = {12, 60, 250, 1000};

    private final Entropy entropy;
    private int left;
    private int pointsLeft;
    private @Nullable ProtocolStep step;
    private int count;

    Crashes(Entropy entropy) {
        this.entropy = entropy;
    }

    void atRandom(int crashes) {
        left = crashes;
        drawNext();
    }

    void at(ProtocolStep newStep) {
        step = newStep;
    }

    /** Returns how many there were. */
    int count() {
        return count;
    }

    /** Returns how many random ones are still to come. */
    int left() {
        return left;
    }

    void strike(SimProcess process) {
        count++;
        process.kill();
    }

    private void drawNext() {
        pointsLeft = 1 + entropy.nextInt(2 * GAPS[entropy.nextInt(GAPS.length)]);
    }

    @Override
    public void at(SimProcess process, String point) {
        if (step != null && point.equals(step.name())) {
            step = null;
            strike(process);
        } else if (left > 0) {
            pointsLeft--;
            if (pointsLeft <= 0) {
                left--;
                drawNext();
                strike(process);
            }
        }
    }

    @Override
    public Reply reply(SimProcess process, String call) {
        return Reply.GIVEN;
    }
}
