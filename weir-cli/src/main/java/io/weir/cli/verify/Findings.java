package io.weir.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with an output, counted by kind.
 *
 * <p>Threading: confined to one thread.
 */
final class Findings {

    private static final int EXAMPLES_MAX = 5;

    private final List<String> examples = new ArrayList<>();
    private long resultCount;
    private long lostCount;
    private long duplicatedCount;
    private long wrongCount;
    private long disorderedCount;
    private long foreignCount;

    void result() {
        resultCount++;
    }

    void lost(long count) {
        lostCount += count;
    }

    void duplicated(String form, Object... parts) {
        duplicatedCount++;
        example("duplicated: " + form, parts);
    }

    void wrong(String form, Object... parts) {
        wrongCount++;
        example("wrong: " + form, parts);
    }

    void disordered(String form, Object... parts) {
        disorderedCount++;
        example("out of order: " + form, parts);
    }

    void foreign(String form, Object... parts) {
        foreignCount++;
        example("of nothing that went in: " + form, parts);
    }

    void example(String form, Object... parts) {
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(String.format(Locale.ROOT, form, parts));
        }
    }

    /** Results that came out. */
    long results() {
        return resultCount;
    }

    /** Results that should have come out and did not. */
    long lost() {
        return lostCount;
    }

    /** Results beyond the first of their kind. */
    long duplicated() {
        return duplicatedCount;
    }

    /** Results with another content than they should have. */
    long wrong() {
        return wrongCount;
    }

    /** Results behind one that should stand behind them, or in another partition than their key's others. */
    long disordered() {
        return disorderedCount;
    }

    /** Results that nothing which went in accounts for. */
    long foreign() {
        return foreignCount;
    }

    /** The first deviations in words. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    boolean isExact() {
        return lostCount + duplicatedCount + wrongCount + disorderedCount + foreignCount == 0;
    }
}
