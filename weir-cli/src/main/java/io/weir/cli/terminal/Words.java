package io.weir.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences for people: numbers with their nouns, and lines that fit a terminal. */
public final class Words {

    private static final int WIDTH = 80;

    private Words() {}

    /** Such as {@code 1 kill} and {@code 1,234 kills}. */
    public static String count(long count, String noun) {
        return count(count, noun, noun + "s");
    }

    /** Such as {@code 1 entry} and {@code 1,234 entries}. */
    public static String count(long count, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
    }

    /** Breaks a text between words, into lines that fit. */
    public static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
