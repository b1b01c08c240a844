package io.weir.proof.database;

import io.weir.proof.workload.Result;
import java.util.List;

/** What one subtask has written in one interval: it lies in the checkpoint until it is committed. */
public record StagedRows(int subtask, List<Result> rows) {}
