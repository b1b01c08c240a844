package io.weir.kafka;

import io.weir.stress.Model;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** Of any number of commits and discards of a sealed transaction the first wins, and only a commit that won commits. */
public final class SealedModel extends Model {

    private final FakeProducer producer = new FakeProducer();
    private final SealedTransaction sealed = new SealedTransaction(producer.transactional(), new FakeStage().pool(), 1);

    public SealedModel() {
        super(3, 0);
    }

    @Operation
    public boolean commit() {
        try {
            sealed.commit();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Operation
    public void discard() {
        sealed.discard();
    }

    @Validate
    public void oneEnd() {
        if (producer.committedCount + producer.closedCount > 1) {
            throw new IllegalStateException(
                    "committed=" + producer.committedCount + ", closed=" + producer.closedCount);
        }
    }
}
