package io.weir.sink;

/**
 * Something that a job has begun in an outside system and that is neither committed nor rolled back there.
 *
 * <p>Threading: Immutable.
 *
 * @param id as the outside system calls it, or what else names it there; unique in its sink
 * @param subtask of the sink that wrote it; -1 if none did, or that is not known
 * @param state in the outside system's own words, such as {@code Ongoing} or {@code prepared}
 * @param detail what else a person may want to know, such as since when; may be empty
 */
public record OutsideTransaction(String id, int subtask, String state, String detail) {}
