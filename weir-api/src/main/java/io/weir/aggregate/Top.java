package io.weir.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The first few values in an order, as lists that are never changed.
 *
 * <p>Threading: Immutable, if the order is.
 */
record Top<V>(int countMax, Comparator<? super V> order) {

    Top {
        Objects.requireNonNull(order, "order");
        if (countMax < 1) {
            throw new IllegalArgumentException("must be at least 1: count=" + countMax);
        }
    }

    List<V> add(List<V> before, V value) {
        int place = before.size();
        while (place > 0 && order.compare(value, before.get(place - 1)) < 0) {
            place--;
        }
        if (place == countMax) {
            return before;
        }
        List<V> after = new ArrayList<>(before);
        after.add(place, value);
        return first(after);
    }

    List<V> merge(List<V> older, List<V> newer) {
        List<V> all = new ArrayList<>(older);
        all.addAll(newer);
        all.sort(order);
        return first(all);
    }

    private List<V> first(List<V> all) {
        return Collections.unmodifiableList(all.size() > countMax ? new ArrayList<>(all.subList(0, countMax)) : all);
    }
}
