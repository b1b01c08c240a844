package io.weir.serde;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in serdes.
 *
 * <p>{@link #of} knows:
 * <ul>
 *   <li>primitives and their boxes, String, BigInteger, BigDecimal, UUID, and of java.time: Instant, LocalDate,
 *       LocalTime, LocalDateTime, OffsetDateTime, ZonedDateTime, ZoneId, ZoneOffset, Duration and Period
 *   <li>enums
 *   <li>records, private and local ones too, whose components have types of this list
 *   <li>sealed types whose variants are records or enums
 *   <li>as components: List, Set, Map and Optional with type arguments of this list, OptionalInt, OptionalLong and
 *       OptionalDouble
 *   <li>arrays of all these
 * </ul>
 * Records may be generic and may contain themselves, up to 200 deep.
 *
 * <p><b>Nulls.</b> Components of records and elements of collections and arrays may be null, values themselves not.
 *
 * <p><b>Collections</b> are written in their iteration order, and read as unmodifiable ones that iterate in that order.
 *
 * <p><b>Schema.</b> {@code record Order{customer:string?, cents:long}}: names and types of the components in their
 * order ({@code ?} marks those that may be null), {@code enum Color{RED, GREEN}},
 * {@code sealed Shape{record Circle{radius:double}, record Square{side:double}}} with variants by name,
 * {@code list<string>}, {@code long[]}, {@code array<string>}. Types go by their simple names, so moving one to another
 * package changes nothing, and renaming one does. What comes a second time, and recursion, goes by the name alone.
 * Bytes carry neither names nor types: whoever reads them needs the schema that they were written under.
 *
 * <p><b>Evolution.</b> A type may change while a checkpoint holds values of it: see {@link Serde#evolvedFrom}. Components of records may be added (an old value has
 * zero, false, an empty Optional, or null there), removed, put in another order, and made Optional; a record may get another name; constants and variants may be
 * added and put in another order; a primitive may become its box. A number may become one that holds every value of it: byte, short, int, long and
 * BigInteger, BigDecimal; byte, short and int, double; byte and short, float; float, double; char, int. Everything else is an error in words, such as a
 * component that has become text, a box that has become primitive, or a constant that is gone.
 *
 * <p><b>Immutability.</b> Collections and arrays count as mutable, because somebody may hold a reference and change
 * them; so does every type that contains one. For state that changes often prefer records of plain values: those are
 * captured at a barrier by reference.
 *
 * <p><b>Text</b> is UTF-8: a surrogate without its partner, which UTF-8 cannot express, comes back as a question mark.
 *
 * <p><b>Errors.</b> Bytes that cannot be right, a record's constructor that refuses its components included, give a
 * {@link CorruptDataException}.
 *
 * <p>Threading: Thread-safe: everything returned is immutable.
 */
public final class Serdes {

    private static final ClassValue<Serde<?>> BY_CLASS = new ClassValue<>() {
        @Override
        protected Serde<?> computeValue(Class<?> type) {
            return SerdeBuilder.build(type);
        }
    };

    private static final Serde<String> STRINGS = of(String.class);
    private static final Serde<Boolean> BOOLEANS = of(Boolean.class);
    private static final Serde<Integer> INTS = of(Integer.class);
    private static final Serde<Long> LONGS = of(Long.class);
    private static final Serde<Double> DOUBLES = of(Double.class);
    private static final Serde<byte[]> BYTES = of(byte[].class);

    private Serdes() {}

    /**
     * Returns the serde of a type. The same one for each call.
     *
     * @throws io.weir.error.WeirException {@code unserializable-type}, naming the type and the way to it, if the type
     *     or anything in it is not of the list above
     */
    @SuppressWarnings("unchecked") // what is kept for a class is made from it
    public static <T> Serde<T> of(Class<T> type) {
        return (Serde<T>) BY_CLASS.get(type);
    }

    /** Text, in UTF-8. */
    public static Serde<String> strings() {
        return STRINGS;
    }

    public static Serde<Boolean> booleans() {
        return BOOLEANS;
    }

    /** Four bytes each. */
    public static Serde<Integer> ints() {
        return INTS;
    }

    /** Eight bytes each. */
    public static Serde<Long> longs() {
        return LONGS;
    }

    /** Eight bytes each; keeps every bit. */
    public static Serde<Double> doubles() {
        return DOUBLES;
    }

    /** Arrays of bytes, with their length. Not immutable. */
    public static Serde<byte[]> bytes() {
        return BYTES;
    }

    /**
     * Lists, which may hold nulls.
     *
     * @param element writes at least one byte for each value, so that counts can be checked; the built-in serdes do
     */
    public static <T> Serde<List<T>> listOf(Serde<T> element) {
        return new ListSerde<>(element);
    }

    /**
     * Sets, which may hold null. Elements that are equal after reading are corrupt data.
     *
     * @param element as in {@link #listOf}
     */
    public static <T> Serde<Set<T>> setOf(Serde<T> element) {
        return new SetSerde<>(element);
    }

    /**
     * Maps, which may hold nulls. Keys that are equal after reading are corrupt data.
     *
     * @param key as the element in {@link #listOf}
     * @param value as the element in {@link #listOf}
     */
    public static <K, V> Serde<Map<K, V>> mapOf(Serde<K> key, Serde<V> value) {
        return new MapSerde<>(key, value);
    }

    /** Optional values; immutable if {@code value} is. */
    public static <T> Serde<Optional<T>> optionalOf(Serde<T> value) {
        return new OptionalSerde<>(value);
    }

    /**
     * The same values, with the promise that none is changed once it is in a state, nor what it refers to: a barrier then takes them by reference, and they are written off the hot
     * path. For types whose classes do not say so, such as records with lists. If the promise is broken, checkpoints are wrong.
     *
     * @param serde writes at any later time what the value is now
     */
    public static <T> Serde<T> unchanging(Serde<T> serde) {
        return new UnchangingSerde<>(serde);
    }
}
