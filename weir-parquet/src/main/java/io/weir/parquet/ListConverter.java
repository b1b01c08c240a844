package io.weir.parquet;

import io.weir.parquet.ColumnType.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Makes lists.
 *
 * <p>Threading: confined to one cursor.
 */
final class ListConverter extends GroupConverter {

    private final Target target;
    private final Converter repeated;
    private List<@Nullable Object> elements = new ArrayList<>();

    /** @param repeatedIsElement whether there is no group around each element */
    ListConverter(Type repeated, boolean repeatedIsElement, ColumnType element, String path, Target target) {
        this.target = target;
        this.repeated = repeatedIsElement
                ? element.converter(repeated, path, new Elements())
                : new Wrapped(element, repeated.asGroupType().getType(0), path);
    }

    @Override
    public Converter getConverter(int fieldIndex) {
        return repeated;
    }

    @Override
    public void start() {
        elements = new ArrayList<>();
    }

    @Override
    public void end() {
        target.set(Collections.unmodifiableList(elements));
    }

    /** Takes elements one by one. */
    private final class Elements implements Target {

        @Override
        public void set(Object value) {
            elements.add(value);
        }

        @Override
        public void fail(RuntimeException reason) {
            target.fail(reason);
        }
    }

    /** A group around an element that may be null. */
    private final class Wrapped extends GroupConverter implements Target {

        private final Converter element;
        private @Nullable Object value;

        Wrapped(ColumnType type, Type column, String path) {
            this.element = type.converter(column, path, this);
        }

        @Override
        public Converter getConverter(int fieldIndex) {
            return element;
        }

        @Override
        public void start() {
            value = null;
        }

        @Override
        public void end() {
            elements.add(value);
        }

        @Override
        public void set(Object element) {
            value = element;
        }

        @Override
        public void fail(RuntimeException reason) {
            target.fail(reason);
        }
    }
}
