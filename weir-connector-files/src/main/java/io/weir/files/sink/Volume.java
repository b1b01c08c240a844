package io.weir.files.sink;

/**
 * What a disk says of itself.
 *
 * <p>Threading: Immutable.
 *
 * @param type its file system, as the operating system calls it
 * @param usableBytes how many bytes this process may still write
 */
record Volume(String type, long usableBytes) {}
