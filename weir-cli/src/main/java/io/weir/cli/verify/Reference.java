package io.weir.cli.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The output of an undisturbed run: for each key its values, and where they stand.
 *
 * <p>Threading: filled by one thread, and read by several when that is done.
 */
final class Reference {

    /** For each value of a key the places where it stands. */
    private final Map<Key, Map<String, List<Integer>>> places = new LinkedHashMap<>();

    private final Map<Key, List<String>> values = new HashMap<>();
    private long size;

    /** A key of a topic; empty for records without one, which have no order among each other. */
    record Key(String topic, Optional<String> key) {

        static Key of(OutputRecord record) {
            return new Key(record.topic(), record.key() == null ? Optional.empty() : Optional.of(record.keyText()));
        }

        boolean hasOrder() {
            return key.isPresent();
        }

        String text() {
            return key.orElse("(no key)");
        }
    }

    /** Takes a value and how often it is there. */
    interface ValueVisitor {
        void visit(Key key, String value, int count);
    }

    void add(OutputRecord record) {
        Key key = Key.of(record);
        String value = record.valueText();
        List<String> ofKey = values.computeIfAbsent(key, absent -> new ArrayList<>());
        int place = ofKey.size();
        ofKey.add(value);
        places.computeIfAbsent(key, absent -> new LinkedHashMap<>())
                .computeIfAbsent(value, absent -> new ArrayList<>())
                .add(place);
        size++;
    }

    long size() {
        return size;
    }

    /** How often the key has the value. */
    int count(Key key, String value) {
        return placesOf(key, value).size();
    }

    /** Where among the key's values the given occurrence of the value stands. */
    int place(Key key, String value, int occurrence) {
        return placesOf(key, value).get(occurrence);
    }

    /** The value at the given place of the key; empty if it has none there. */
    Optional<String> valueAt(Key key, int place) {
        List<String> ofKey = values.getOrDefault(key, List.of());
        return place < ofKey.size() ? Optional.of(ofKey.get(place)) : Optional.empty();
    }

    void forEach(ValueVisitor visitor) {
        places.forEach((key, ofKey) -> ofKey.forEach((value, where) -> visitor.visit(key, value, where.size())));
    }

    private List<Integer> placesOf(Key key, String value) {
        return places.getOrDefault(key, Map.of()).getOrDefault(value, List.of());
    }
}
