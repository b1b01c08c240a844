package io.weir.parquet;

import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * Lists, in the three levels that the format asks for. Elements may be null.
 *
 * <p>Threading: Immutable.
 */
record ListType(ColumnType element) implements ColumnType {

    private static final String REPEATED = "list";
    private static final String ELEMENT = "element";

    @Override
    public Type schema(String name, Type.Repetition repetition) {
        GroupType repeated =
                new GroupType(Type.Repetition.REPEATED, REPEATED, element.schema(ELEMENT, Type.Repetition.OPTIONAL));
        return Types.buildGroup(repetition)
                .addField(repeated)
                .as(LogicalTypeAnnotation.listType())
                .named(name);
    }

    @Override
    public void write(Object value, RecordConsumer out) {
        List<?> list = (List<?>) value;
        out.startGroup();
        if (!list.isEmpty()) {
            out.startField(REPEATED, 0);
            for (@Nullable Object each : list) {
                out.startGroup();
                if (each != null) {
                    out.startField(ELEMENT, 0);
                    element.write(each, out);
                    out.endField(ELEMENT, 0);
                }
                out.endGroup();
            }
            out.endField(REPEATED, 0);
        }
        out.endGroup();
    }

    @Override
    public Converter converter(Type column, String path, Target target) {
        Type repeated = column.asGroupType().getType(0);
        return new ListConverter(repeated, isElement(column, repeated), element, path, target);
    }

    @Override
    public Type projection(Type column, String path) {
        boolean list = !column.isPrimitive()
                && column.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && column.asGroupType().getFieldCount() == 1
                && column.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED);
        if (!list) {
            throw ParquetErrors.schema("column " + path + " cannot be read as a List", "the file has it as " + column);
        }
        Type repeated = column.asGroupType().getType(0);
        Type projected = isElement(column, repeated)
                ? element.projection(repeated, path)
                : repeated.asGroupType()
                        .withNewFields(element.projection(repeated.asGroupType().getType(0), path));
        return column.asGroupType().withNewFields(projected);
    }

    /** Older writers have two levels: the rules are in the format's LogicalTypes.md. */
    private static boolean isElement(Type column, Type repeated) {
        return repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() != 1
                || repeated.getName().equals("array")
                || repeated.getName().equals(column.getName() + "_tuple");
    }
}
