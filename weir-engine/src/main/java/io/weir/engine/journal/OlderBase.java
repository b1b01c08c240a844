package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a newer base stands for: an older base, and the segments from there to the newer one. It is kept for those who want an older checkpoint.
 *
 * <p>Threading: Immutable.
 *
 * @param base null for the beginning of the journal
 * @param parts in order, on top of {@code base}
 */
record OlderBase(@Nullable FileName base, List<SegmentPart> parts) {

    OlderBase {
        parts = List.copyOf(parts);
    }

    /** Returns the checkpoint that it begins with; 0 for the beginning of the journal. */
    long checkpointId() {
        return base == null ? 0 : base.first();
    }

    List<FileName> files() {
        List<FileName> files = new ArrayList<>();
        for (SegmentPart part : parts) {
            files.add(part.name());
        }
        if (base != null) {
            files.add(base);
        }
        return files;
    }
}
