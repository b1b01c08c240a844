package io.weir.cli.deadletters;

import io.weir.deadletter.DeadLetter;
import io.weir.error.WeirException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Finds one dead letter by its place. */
final class LetterSearch {

    private LetterSearch() {}

    /** @param place as {@link Letters#place} writes it */
    static DeadLetter find(Letters letters, String place) {
        AtomicReference<DeadLetter> found = new AtomicReference<>();
        letters.read(Map.of(), letter -> {
            if (letters.place(letter.part(), letter.position()).equals(place)) {
                found.set(letter.content());
            }
        });
        DeadLetter letter = found.get();
        if (letter == null) {
            throw WeirException.user(
                    "no-such-dead-letter",
                    "there is no dead letter " + place + " in " + letters.name(),
                    "it has fewer, or it was deleted",
                    "see weir dead-letters list");
        }
        return letter;
    }
}
