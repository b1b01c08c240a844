package io.weir.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as Markdown has it.
 *
 * <p>Threading: confined to one thread.
 */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... heads) {
        rows.add(List.of(heads));
        rows.add(List.of(heads).stream().map(head -> "---").toList());
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void print() {
        System.out.println();
        rows.forEach(cells -> System.out.println("| " + String.join(" | ", cells) + " |"));
        System.out.println();
    }
}
