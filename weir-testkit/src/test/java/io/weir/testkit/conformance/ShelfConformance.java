package io.weir.testkit.conformance;

import io.weir.source.Boundedness;
import io.weir.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The kit, turned on a source with the given flaws. */
class ShelfConformance extends SourceConformance<String, ShelfSplit> {

    private final Set<SourceFlaw> flaws;
    private final Boundedness boundedness;

    ShelfConformance(Set<SourceFlaw> flaws, Boundedness boundedness) {
        this.flaws = flaws;
        this.boundedness = boundedness;
    }

    @Override
    protected SourceSubject<String, ShelfSplit> open() {
        return new Subject(new Shelf(flaws), boundedness);
    }

    private record Subject(Shelf shelf, Boundedness boundedness) implements SourceSubject<String, ShelfSplit> {

        @Override
        public Source<String, ShelfSplit> source() {
            return new ShelfSource(shelf, boundedness);
        }

        @Override
        public List<String> records() {
            return shelf.all();
        }

        @Override
        public List<String> append() {
            return shelf.append();
        }

        /** Short for the flaws that keep a test waiting. */
        @Override
        public Duration patience() {
            boolean silent = shelf.has(SourceFlaw.NEVER_WAKES)
                    || shelf.has(SourceFlaw.SLEEPS_FOR_EVER)
                    || shelf.has(SourceFlaw.LATER_SPLITS_ARE_LOST);
            return silent ? Duration.ofSeconds(2) : SourceSubject.super.patience();
        }
    }
}
