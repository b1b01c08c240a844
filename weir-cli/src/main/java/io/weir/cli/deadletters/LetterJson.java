package io.weir.cli.deadletters;

import io.weir.deadletter.DeadLetter;
import io.weir.error.WeirException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads dead letters in the JSON form that docs/dead-letters.md describes. */
final class LetterJson {

    private static final ObjectReader READER = JsonMapper.builder()
            .build()
            .readerFor(DeadLetter.class)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private LetterJson() {}

    /** @param place for the message */
    static DeadLetter read(byte[] json, String place) {
        try {
            return READER.readValue(json);
        } catch (JacksonException e) {
            throw WeirException.user(
                    "not-a-dead-letter",
                    "what stands at " + place + " is no dead letter",
                    e.getOriginalMessage(),
                    "name a file or topic that holds nothing else, as DeadLetterJson or KafkaSink.json(topic, DeadLetter.class) write it");
        }
    }
}
