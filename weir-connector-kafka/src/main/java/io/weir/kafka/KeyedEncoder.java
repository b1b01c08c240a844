package io.weir.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** An encoder with another one's parts and a key of its own. */
record KeyedEncoder<T>(RecordEncoder<T> rest, Function<? super T, byte[]> keyBytes) implements RecordEncoder<T> {

    static <T> KeyedEncoder<T> ofText(RecordEncoder<T> rest, Function<? super T, String> key) {
        return new KeyedEncoder<>(rest, value -> key.apply(value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte @Nullable [] key(T value) {
        return keyBytes.apply(value);
    }

    @Override
    public byte @Nullable [] value(T value) {
        return rest.value(value);
    }

    @Override
    public List<Header> headers(T value) {
        return rest.headers(value);
    }

    @Override
    public long timestamp(T value, long eventTime) {
        return rest.timestamp(value, eventTime);
    }

    @Override
    public int partition(T value, int partitionCount) {
        return rest.partition(value, partitionCount);
    }
}
