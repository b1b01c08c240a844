package io.weir.engine.journal;

import org.jspecify.annotations.Nullable;

/**
 * Checks that segments and checkpoints follow each other without a gap. Each method returns what is wrong, or null.
 *
 * <p>A chain on top of a base may begin with checkpoints that the base contains; these are checked and not wanted.
 *
 * <p>Threading: confined to one thread.
 */
final class LinkChain {

    private final CheckpointLink base;
    private @Nullable CheckpointLink last;

    LinkChain(CheckpointLink base) {
        this.base = base;
    }

    /** Returns the last checkpoint so far. */
    CheckpointLink last() {
        return last == null ? base : last;
    }

    /** Returns whether the checkpoint is newer than the base. */
    boolean wants(long checkpointId) {
        return checkpointId > base.checkpointId();
    }

    @Nullable String enter(SegmentHeader header) {
        CheckpointLink link = header.link();
        if (last != null) {
            return link.equals(last) ? null : "the segment continues " + link + ", expected=" + last;
        }
        if (link.checkpointId() > base.checkpointId()) {
            return "the checkpoints before " + link.checkpointId() + " are missing";
        }
        last = link;
        return againstBase(link);
    }

    @Nullable String accept(Manifest manifest, CheckpointLink link) {
        CheckpointLink before = last();
        if (!manifest.previous().equals(before)) {
            return "the manifest of checkpoint " + manifest.checkpointId() + " continues " + manifest.previous()
                    + ", expected=" + before;
        }
        if (manifest.checkpointId() <= before.checkpointId()) {
            return "checkpoint " + manifest.checkpointId() + " follows checkpoint " + before.checkpointId();
        }
        if (wants(manifest.checkpointId()) && !wants(before.checkpointId()) && !before.equals(base)) {
            return "checkpoint " + base.checkpointId() + ", which a base contains, is missing";
        }
        last = link;
        return againstBase(link);
    }

    private @Nullable String againstBase(CheckpointLink link) {
        return link.checkpointId() == base.checkpointId() && !link.equals(base)
                ? "checkpoint " + link.checkpointId() + " is not the one that a base contains"
                : null;
    }
}
