package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a loss of power may leave of a disk: each name that was changed and not synced in its old or new state,
 * whatever became of the others, and each file in any state that it {@link DiskFile#mayBecome may become}.
 *
 * <p>Threading: confined to one thread, and valid only as long as the disk does not change.
 */
final class PowerLossStates {

    private final Map<String, DiskFile> durableNames;
    private final List<NameChange> changes;

    PowerLossStates(Map<String, DiskFile> durableNames, List<NameChange> changes) {
        this.durableNames = Map.copyOf(durableNames);
        this.changes = List.copyOf(changes);
    }

    /** Which of the states are passed on. */
    enum Detail {
        /**
         * Every set of names with every combination of the files' plain states; where no change of a name got through
         * and where all did, also each file in its other states, with every combination of the other files' plain ones.
         */
        MAIN,
        /** Every set of names with every combination of the files' states. */
        ALL
    }

    /** Passes on states, files by name. */
    void forEach(Detail detail, Consumer<Map<String, byte[]>> consumer) {
        Map<DiskFile, TornFile> torn = new HashMap<>();
        List<Map<String, DiskFile>> nameSets = List.copyOf(nameSets());
        for (int i = 0; i < nameSets.size(); i++) {
            List<String> names = new ArrayList<>();
            List<List<byte[]>> plain = new ArrayList<>();
            List<List<byte[]>> others = new ArrayList<>();
            nameSets.get(i).forEach((name, file) -> {
                TornFile states = torn.computeIfAbsent(file, TornFile::new);
                names.add(name);
                plain.add(isRead(name) ? states.plain() : List.of(file.content()));
                others.add(isRead(name) ? states.others() : List.of());
            });
            if (detail == Detail.ALL) {
                combine(names, joined(plain, others), 0, new TreeMap<>(), consumer);
                continue;
            }
            combine(names, plain, 0, new TreeMap<>(), consumer);
            for (int file = 0; file < names.size() && (i == 0 || i == nameSets.size() - 1); file++) {
                List<List<byte[]>> oneTorn = new ArrayList<>(plain);
                oneTorn.set(file, others.get(file));
                combine(names, oneTorn, 0, new TreeMap<>(), consumer);
            }
        }
    }

    /** Returns why a loss of power cannot have left these files; null if it can. */
    String refusal(Map<String, byte[]> found) {
        String reason = "no set of names is like that: " + found.keySet();
        for (Map<String, DiskFile> names : nameSets()) {
            if (names.keySet().equals(found.keySet())) {
                String refusal = refusal(names, found);
                if (refusal == null) {
                    return null;
                }
                reason = refusal;
            }
        }
        return reason;
    }

    private static String refusal(Map<String, DiskFile> names, Map<String, byte[]> found) {
        for (Map.Entry<String, DiskFile> entry : names.entrySet()) {
            String refusal = entry.getValue().mayBecome(found.get(entry.getKey()));
            if (refusal != null) {
                return entry.getKey() + ": " + refusal;
            }
        }
        return null;
    }

    /** Every change is applied or not, each by itself. */
    private Collection<Map<String, DiskFile>> nameSets() {
        Set<Map<String, DiskFile>> sets = new LinkedHashSet<>();
        for (long applied = 0; applied < 1L << changes.size(); applied++) {
            Map<String, DiskFile> names = new TreeMap<>(durableNames);
            for (int i = 0; i < changes.size(); i++) {
                if ((applied >> i & 1) == 1) {
                    changes.get(i).applyTo(names);
                }
            }
            sets.add(names);
        }
        return sets;
    }

    private static void combine(
            List<String> names,
            List<List<byte[]>> contents,
            int index,
            Map<String, byte[]> state,
            Consumer<Map<String, byte[]>> consumer) {
        if (index == names.size()) {
            consumer.accept(state);
            return;
        }
        for (byte[] content : contents.get(index)) {
            state.put(names.get(index), content);
            combine(names, contents, index + 1, state, consumer);
        }
    }

    private static List<List<byte[]>> joined(List<List<byte[]>> plain, List<List<byte[]>> others) {
        List<List<byte[]>> joined = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            List<byte[]> states = new ArrayList<>(plain.get(i));
            states.addAll(others.get(i));
            joined.add(states);
        }
        return joined;
    }

    /** Of a temporary file, and of a claim, only the name says something. */
    private static boolean isRead(String text) {
        FileName name = FileName.parse(text);
        return name != null && name.kind() != FileName.Kind.ATTEMPT;
    }
}
