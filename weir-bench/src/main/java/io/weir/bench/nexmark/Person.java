package io.weir.bench.nexmark;

/**
 * Somebody enters the house, who may sell and bid.
 *
 * @param id from {@link EventGenerator#FIRST_PERSON_ID} on
 * @param extra fills it up to about 200 bytes
 */
public record Person(
        long id, String name, String email, String creditCard, String city, String state, long timestamp, String extra)
        implements Event {}
