package io.weir.engine.state;

import io.weir.engine.inlining.OutOfLine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a table's slots by the number of their place, in pages that are made one after the other. What is added lies in a page about as young as it is, so the garbage collector need not be told
 * of it; each store of a young object into a large old array, which an array by slots soon is, is noted, and threads of the collector look through its surroundings. (With G1, that took a sixth of
 * the processor time of a job whose keys are nearly all new.) A slot keeps its place until its key is forgotten: what it is set to later is stored there, however
 * old the page is.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariants:
 * <ul>
 *   <li>P1: a place is in use if and only if it has a value.
 *   <li>P2: if more places are unused than in use when they are looked for, they are given out before there is a new page.
 * </ul>
 */
final class ObjectPages {

    /** Stands for no place. */
    static final int NO_PLACE = 0;

    private static final int SHIFT = 10;

    /** So few places that a page is full before it is old, and that a page is copied like any other object. */
    static final int SIZE = 1 << SHIFT;

    /** Of the first page, which grows: many tables have few keys. */
    private static final int SIZE_FIRST = 16;

    private static final @Nullable Object[] NO_PAGE = {};
    private static final int[] NONE = {};

    /** 1 if a key lies beside each value, 0 if there are only values. */
    private final int keyShift;

    private @Nullable Object[][] pages = new @Nullable Object[1][];
    private int pageCount;

    /** The place that is given out next, and where the page it is in ends. */
    private int next = NO_PLACE;

    private int end = NO_PLACE;

    /** Places to be given out before others, the last one first. */
    private int[] unused = NONE;

    private int unusedCount;

    /** The numbers of pages that have been given up. */
    private int[] spare = NONE;

    private int spareCount;

    private ObjectPages(int keyShift) {
        this.keyShift = keyShift;
    }

    static ObjectPages ofValues() {
        return new ObjectPages(0);
    }

    static ObjectPages ofKeysAndValues() {
        return new ObjectPages(1);
    }

    /** Puts a value into a place that is not in use, and returns which. */
    int add(Object value) {
        int place = unusedCount == 0 ? following() : unused[--unusedCount];
        set(place, value);
        return place;
    }

    private int following() {
        if (next == end) {
            begin(null);
        }
        return next++;
    }

    /** Makes room for the next place. */
    void begin(@Nullable OutOfLine rare) {
        @Nullable Object[] first = pages[0];
        if (end != NO_PLACE && end < SIZE) {
            pages[0] = Arrays.copyOf(first, 4 * first.length);
            end = pages[0].length >>> keyShift;
            return;
        }
        int number = spareCount == 0 ? pageCount++ : spare[--spareCount];
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, 2 * number);
        }
        int size = pageCount == 1 ? SIZE_FIRST : SIZE;
        pages[number] = new @Nullable Object[size << keyShift];
        next = Math.max(NO_PLACE + 1, number << SHIFT);
        end = (number << SHIFT) + size;
    }

    @SuppressWarnings("NullAway") // P1
    Object value(int place) {
        return pages[place >>> SHIFT][(place & SIZE - 1) << keyShift];
    }

    void set(int place, Object value) {
        pages[place >>> SHIFT][(place & SIZE - 1) << keyShift] = value;
    }

    @SuppressWarnings("NullAway") // set behind add
    Object key(int place) {
        return pages[place >>> SHIFT][((place & SIZE - 1) << 1) + 1];
    }

    void setKey(int place, Object key) {
        pages[place >>> SHIFT][((place & SIZE - 1) << 1) + 1] = key;
    }

    /** Reads the value in a place, or what is there instead of one; returns nothing of meaning. */
    long fetch(int place) {
        return place != NO_PLACE && pages[place >>> SHIFT][(place & SIZE - 1) << keyShift] == null ? 1 : 0;
    }

    /** Reads the class of the value in a place, which its first bytes tell; returns nothing of meaning. */
    long fetchValue(int place) {
        return place != NO_PLACE && value(place).getClass() == Object.class ? 1 : 0;
    }

    /** Takes a place out of use. */
    void remove(int place) {
        @Nullable Object[] page = pages[place >>> SHIFT];
        int at = (place & SIZE - 1) << keyShift;
        page[at] = null;
        page[at + keyShift] = null;
    }

    /** Looks for places that are not in use: gives up pages that have no others, and lets those of the others be given out again if they are many (P2). The page that is being filled stays as it is. */
    void reclaim() {
        int current = next == NO_PLACE ? -1 : next - 1 >>> SHIFT;
        int unusedFound = 0;
        int usedFound = 0;
        spare = new int[pageCount];
        spareCount = 0;
        for (int number = 0; number < pageCount; number++) {
            int used = number == current ? 0 : usedIn(number);
            if (number != current && used == 0) {
                pages[number] = NO_PAGE;
                spare[spareCount++] = number;
            } else if (number != current) {
                usedFound += used;
                unusedFound += lastOf(number) - firstOf(number) - used;
            }
        }
        unusedCount = 0;
        unused = unusedFound > usedFound ? new int[unusedFound] : NONE;
        for (int number = 0; unused.length > 0 && number < pageCount; number++) {
            if (number != current) {
                noteUnused(number);
            }
        }
    }

    /** Place 0 stands for none. */
    private static int firstOf(int page) {
        return page == 0 ? 1 : 0;
    }

    private int lastOf(int page) {
        return pages[page].length >>> keyShift;
    }

    private int usedIn(int number) {
        @Nullable Object[] page = pages[number];
        int count = 0;
        for (int i = firstOf(number); i < lastOf(number); i++) {
            if (page[i << keyShift] != null) {
                count++;
            }
        }
        return count;
    }

    private void noteUnused(int number) {
        @Nullable Object[] page = pages[number];
        for (int i = firstOf(number); i < lastOf(number); i++) {
            if (page[i << keyShift] == null) {
                unused[unusedCount++] = (number << SHIFT) + i;
            }
        }
    }
}
