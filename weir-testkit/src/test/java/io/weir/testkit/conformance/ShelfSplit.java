package io.weir.testkit.conformance;

import io.weir.source.SourceSplit;

/** A board of a {@link Shelf}, and how many of its records have been read. Mutable only by a flaw. */
final class ShelfSplit implements SourceSplit {

    private final int board;
    private final boolean idTellsPosition;
    private int position;

    ShelfSplit(int board, int position, boolean idTellsPosition) {
        this.board = board;
        this.position = position;
        this.idTellsPosition = idTellsPosition;
    }

    int board() {
        return board;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    @Override
    public String splitId() {
        return "board-" + board + (idTellsPosition ? "@" + position : "");
    }
}
