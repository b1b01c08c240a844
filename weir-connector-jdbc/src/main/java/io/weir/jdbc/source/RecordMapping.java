package io.weir.jdbc.source;

import io.weir.error.WeirException;
import io.weir.jdbc.source.ColumnReader.Unfit;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps rows to a Java record: each component takes the column of its name.
 *
 * <p>Threading: Immutable.
 */
final class RecordMapping<T> implements RowMapping<T> {

    private final Class<T> type;
    private final RecordComponent[] components;
    private final Constructor<T> constructor;

    RecordMapping(Class<T> type) {
        if (!type.isRecord()) {
            throw unfit("rows cannot become a " + type.getName(), "it is not a record");
        }
        this.type = type;
        this.components = type.getRecordComponents();
        this.constructor = canonical(type, components);
        for (RecordComponent component : components) {
            if (!ColumnReader.supports(component.getType())) {
                throw unfit(
                        "component " + component.getName() + " of " + type.getName(),
                        "no column becomes a " + component.getType().getName());
            }
        }
    }

    private static <T> Constructor<T> canonical(Class<T> type, RecordComponent[] components) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unfit("rows cannot become a " + type.getName(), "its constructor cannot be called: " + e);
        }
    }

    @Override
    public Selection<T> on(Columns columns, String source) {
        List<Column> chosen = new ArrayList<>();
        List<ColumnReader> readers = new ArrayList<>();
        for (RecordComponent component : components) {
            Column column = columns.forComponent(component.getName());
            String what = source + ": component " + component.getName() + " of " + type.getName();
            if (column == null) {
                throw unfit(what, "there is no column of that name; there are: " + columns.names());
            }
            ColumnReader reader = new ColumnReader(column, component.getType());
            if (!reader.canFit()) {
                throw unfit(
                        what,
                        "column " + column.name() + " is a " + column.typeName() + ", which is never a "
                                + component.getType().getSimpleName());
            }
            chosen.add(column);
            readers.add(reader);
        }
        return new Selection<>(chosen, row -> map(row, readers));
    }

    private T map(ResultSet row, List<ColumnReader> readers) throws Exception {
        Object[] values = new Object[readers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers.get(i).read(row, i + 1);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new Unfit("the record refuses the row: " + e.getCause());
        }
    }

    private static WeirException unfit(String what, String why) {
        return WeirException.user(
                "jdbc-mapping",
                what,
                why,
                "let components have the names and types of columns, or give a RowMapper; docs/connectors/jdbc-source.md lists the types");
    }
}
