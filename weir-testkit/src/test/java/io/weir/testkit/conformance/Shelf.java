package io.weir.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A place that holds records, on boards. With at most one flaw for its readers. */
final class Shelf {

    static final int BOARD_COUNT = 3;
    private static final int RECORDS_A_BOARD = 9;

    private final Set<SourceFlaw> flaws;
    private final List<List<String>> boards = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();

    Shelf(Set<SourceFlaw> flaws) {
        this.flaws = flaws;
        for (int board = 0; board < BOARD_COUNT; board++) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < RECORDS_A_BOARD; i++) {
                records.add("record-" + board + "-" + i);
            }
            boards.add(records);
        }
    }

    boolean has(SourceFlaw flaw) {
        return flaws.contains(flaw);
    }

    synchronized List<String> all() {
        return boards.stream().flatMap(List::stream).toList();
    }

    synchronized List<String> board(int board) {
        return List.copyOf(boards.get(board));
    }

    synchronized List<String> append() {
        List<String> records = boards.get(1);
        List<String> more = List.of("record-1-" + records.size(), "record-1-" + (records.size() + 1));
        records.addAll(more);
        if (!has(SourceFlaw.SLEEPS_FOR_EVER)) {
            listeners.forEach(Runnable::run);
        }
        return more;
    }

    synchronized void listen(Runnable listener) {
        listeners.add(listener);
    }

    /** What a consumer group would be. */
    synchronized Map<Integer, Integer> sharedPositions() {
        return positions;
    }
}
