package io.weir.proof.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A group's offset for a partition, and where it stands in the log of offsets. Of two that are committed the one that was written later counts, in whatever
 * order the markers of their transactions come.
 */
record GroupOffset(OffsetAndMetadata offset, long logPosition) {}
