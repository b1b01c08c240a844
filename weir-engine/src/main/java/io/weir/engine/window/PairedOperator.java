package io.weir.engine.window;

import io.weir.engine.operator.Timed;
import io.weir.engine.operator.TwoSided;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.graph.PairedRecord;
import java.util.List;

/** The same windows for two streams: each record goes in with a mark that says which it is of. */
final class PairedOperator implements TwoSided, Timed {

    private final AnyWindowOperator windows;

    PairedOperator(AnyWindowOperator windows) {
        this.windows = windows;
    }

    @Override
    public void accept(Object value, long timestamp) {
        windows.accept(new PairedRecord(false, value), timestamp);
    }

    @Override
    public void acceptSecond(Object value, long timestamp) {
        windows.accept(new PairedRecord(true, value), timestamp);
    }

    @Override
    public boolean watermark(long timestamp) {
        return windows.watermark(timestamp);
    }

    @Override
    public long dueMillis() {
        return windows.dueMillis();
    }

    @Override
    public void processingTime(long nowMillis) {
        windows.processingTime(nowMillis);
    }

    @Override
    public long firedCount() {
        return windows.firedCount();
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return windows.capture(scope);
    }
}
