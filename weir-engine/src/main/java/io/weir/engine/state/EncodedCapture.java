package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateDelta;

/**
 * What the task has turned into bytes by itself.
 *
 * <p>Threading: Immutable.
 */
record EncodedCapture(StateDelta encode, CaptureScope scope) implements StateCapture {}
