package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Person;
import io.weir.bench.nexmark.Result;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink of a type that is written in a {@link Format}.
 *
 * <p>Threading: Immutable.
 */
final class FormatType<T> extends TypeInformation<T> {

    static final TypeInformation<Event> EVENT = new FormatType<>(Format.EVENT);
    static final TypeInformation<Bid> BID = new FormatType<>(Format.BID);
    static final TypeInformation<Auction> AUCTION = new FormatType<>(Format.AUCTION);
    static final TypeInformation<Person> PERSON = new FormatType<>(Format.PERSON);

    private static final long serialVersionUID = 1;

    private final Format format;

    private FormatType(Format format) {
        this.format = format;
    }

    /** Returns the type of results, which are never written. */
    static <R extends Result> TypeInformation<R> result() {
        return new FormatType<>(Format.RESULT);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    @SuppressWarnings("unchecked") // of the constants above
    public Class<T> getTypeClass() {
        return (Class<T>) format.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new FormatSerializer<>(format);
    }

    @Override
    public String toString() {
        return format.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FormatType<?> type && type.format == format;
    }

    @Override
    public int hashCode() {
        return format.ordinal();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FormatType;
    }
}
