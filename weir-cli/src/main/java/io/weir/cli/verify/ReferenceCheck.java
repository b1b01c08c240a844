package io.weir.cli.verify;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks a user's output against that of an undisturbed run: the same records, those of a key in the same order.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class ReferenceCheck implements OutputCheck {

    private final Reference reference;
    private final Map<Reference.Key, Progress> progress = new HashMap<>();
    private final Findings findings = new Findings();

    ReferenceCheck(Reference reference) {
        this.reference = reference;
    }

    /** What has come of a key. */
    private static final class Progress {
        private final int partition;
        private final Map<String, Integer> counts = new HashMap<>();
        private int placeMax;
        private int size;

        Progress(int partition) {
            this.partition = partition;
        }
    }

    @Override
    public void accept(OutputRecord record) {
        findings.result();
        Reference.Key key = Reference.Key.of(record);
        String value = record.valueText();
        int expectedCount = reference.count(key, value);
        Progress ofKey = progress.computeIfAbsent(key, absent -> new Progress(record.partition()));
        int count = ofKey.counts.merge(value, 1, Integer::sum);
        if (expectedCount == 0) {
            findings.foreign("%s; the undisturbed run has no such record%s", record, atItsPlace(key, ofKey.size));
        } else if (count > expectedCount) {
            findings.duplicated("%s; the undisturbed run has it %d times", record, expectedCount);
        } else if (key.hasOrder()) {
            checkPlace(record, ofKey, reference.place(key, value, count - 1));
        }
        ofKey.size++;
    }

    /** What stands where the record stands, for the two to be compared. */
    private String atItsPlace(Reference.Key key, int place) {
        return key.hasOrder()
                ? reference
                        .valueAt(key, place)
                        .map(value -> "; it has there: " + value)
                        .orElse("")
                : "";
    }

    private void checkPlace(OutputRecord record, Progress ofKey, int place) {
        if (record.partition() != ofKey.partition) {
            findings.disordered("%s; records of this key stand in partition %d", record, ofKey.partition);
        } else if (place < ofKey.placeMax) {
            findings.disordered(
                    "%s; it is no. %d of its key in the undisturbed run, and no. %d has come",
                    record, place, ofKey.placeMax);
        }
        ofKey.placeMax = Math.max(ofKey.placeMax, place);
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public long expectedCount(long inputCount) {
        return reference.size();
    }

    @Override
    public void complete(Map<TopicPartition, Long> inputEnds) {
        reference.forEach((key, value, expectedCount) -> {
            Progress ofKey = progress.get(key);
            int missing = expectedCount - (ofKey == null ? 0 : ofKey.counts.getOrDefault(value, 0));
            if (missing > 0) {
                findings.lost(missing);
                findings.example("lost: %s %s = %s", key.topic(), key.text(), value);
            }
        });
    }
}
