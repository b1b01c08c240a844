package io.weir.bench.nexmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The texts of the events, made once: an event refers to them, so that making it costs about as much as reading it from memory would.
 *
 * <p>Threading: Immutable.
 */
final class Vocabulary {

    /** How many texts there are of each kind; a power of two. */
    static final int SIZE = 4_096;

    static final int CHANNEL_COUNT = 10_000;

    private static final int LETTER_COUNT = 26;

    /** One character in so many is not a letter, as in the public generators. */
    private static final int SPECIAL_ONE_IN = 13;

    /** The size of what all events have: see {@link #extra}. */
    private static final int PERSON_SIZE = 200 - 60;

    private static final int AUCTION_SIZE = 500 - 110;
    private static final int BID_SIZE = 100 - 32;

    private static final String[] HOT_CHANNELS = {"Google", "Facebook", "Baidu", "Apple"};

    /** A power of two. */
    static final int HOT_CHANNEL_COUNT = HOT_CHANNELS.length;

    /** The hot ones, and behind them the {@link #CHANNEL_COUNT} others. */
    final String[] channels;

    final String[] urls;
    final String[] personNames;
    final String[] cities = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    final String[] states = {"AZ", "CA", "ID", "OR", "WA", "WY"};
    final String[] emails;
    final String[] creditCards;
    final String[] personExtras;
    final String[] itemNames;
    final String[] descriptions;
    final String[] auctionExtras;
    final String[] bidExtras;

    Vocabulary(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        channels = Arrays.copyOf(HOT_CHANNELS, HOT_CHANNEL_COUNT + CHANNEL_COUNT);
        urls = many(channels.length, random, Vocabulary::url);
        for (int i = 0; i < CHANNEL_COUNT; i++) {
            int place = HOT_CHANNEL_COUNT + i;
            channels[place] = "channel-" + i;
            String url = urls[place];
            urls[place] = random.nextInt(10) > 0 ? url + "&channel_id=" + Math.abs((long) Integer.reverse(i)) : url;
        }
        personNames = names();
        emails = many(SIZE, random, r -> word(r, 3, 7, ' ') + "@" + word(r, 3, 5, ' ') + ".com");
        creditCards = many(SIZE, random, Vocabulary::creditCard);
        personExtras = many(SIZE, random, r -> extra(r, PERSON_SIZE));
        itemNames = many(SIZE, random, r -> word(r, 3, 20, ' '));
        descriptions = many(SIZE, random, r -> word(r, 3, 100, ' '));
        auctionExtras = many(SIZE, random, r -> extra(r, AUCTION_SIZE));
        bidExtras = many(SIZE, random, r -> extra(r, BID_SIZE));
    }

    private static String[] many(int count, SplittableRandom random, Function<SplittableRandom, String> make) {
        String[] made = new String[count];
        Arrays.setAll(made, i -> make.apply(random));
        return made;
    }

    private static String[] names() {
        String[] first = {"Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"
        };
        String[] last = {"Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"};
        String[] names = new String[first.length * last.length];
        Arrays.setAll(names, i -> first[i % first.length] + " " + last[i / first.length]);
        return names;
    }

    private static String url(SplittableRandom random) {
        return "https://www.nexmark.com/" + word(random, 3, 5, '_') + "/" + word(random, 3, 5, '_') + "/"
                + word(random, 3, 5, '_') + "/item.htm?query=1";
    }

    private static String creditCard(SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "%04d %04d %04d %04d",
                random.nextInt(10_000),
                random.nextInt(10_000),
                random.nextInt(10_000),
                random.nextInt(10_000));
    }

    /** Returns text of about this size: a fifth more or less. */
    private static String extra(SplittableRandom random, int size) {
        int fifth = size / 5;
        int length = size - fifth + random.nextInt(2 * fifth);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(letter(random));
        }
        return text.toString();
    }

    private static String word(SplittableRandom random, int lengthMin, int lengthLimit, char special) {
        int length = lengthMin + random.nextInt(lengthLimit - lengthMin);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(SPECIAL_ONE_IN) == 0 ? special : letter(random));
        }
        return text.toString().strip();
    }

    private static char letter(SplittableRandom random) {
        return (char) ('a' + random.nextInt(LETTER_COUNT));
    }
}
