package io.weir.cli.deadletters;

import io.weir.deadletter.DeadLetter;

/**
 * A dead letter where it stands.
 *
 * @param part the partition of a topic; 0 for a file
 * @param position its offset in the partition, or its line from 0
 */
record Letter(int part, long position, DeadLetter content) {}
