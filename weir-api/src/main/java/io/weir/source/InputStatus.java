package io.weir.source;

/** What a reader can do next. */
public enum InputStatus {
    /** There is more now. */
    MORE_AVAILABLE,
    /** There is nothing now; the reader calls {@link io.weir.runtime.StageContext#wakeUp} when there is. */
    NOTHING_AVAILABLE,
    /** Every split has been read to its end, and there will be no others. Only after {@link SourceReader#noMoreSplits}. */
    END_OF_INPUT
}
