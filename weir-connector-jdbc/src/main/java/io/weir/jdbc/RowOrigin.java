package io.weir.jdbc;

/** Where rows come from. */
record RowOrigin(LedgerKey key, int subtask, long checkpointId, long attempt) {

    @Override
    public String toString() {
        return "checkpoint " + checkpointId + " of sink " + key.sink() + ", subtask " + subtask;
    }
}
