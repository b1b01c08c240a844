package io.weir.avro;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What Avro makes of a schema in memory. It differs from Avro's own models in that it does not depend on switches that somebody in the process may have set, and
 * in where it looks for classes: Avro loads any class that a schema names, and since 1.12.2 only if a system property allows its package. This one
 * loads the classes that the given class's own schema names, and no others.
 *
 * <p>Threading: Thread-safe after its making.
 */
final class AvroModel extends SpecificData {

    /** By full name. */
    private final Map<String, Class<?>> classes = new HashMap<>();

    private AvroModel(ClassLoader loader, GenericData conversions) {
        super(loader);
        setCustomCoders(false);
        setFastReaderEnabled(false);
        for (Conversion<?> conversion : conversions.getConversions()) {
            addLogicalTypeConversion(conversion);
        }
    }

    /** Returns one that knows no classes. */
    static AvroModel generic() {
        return new AvroModel(AvroModel.class.getClassLoader(), GenericData.get());
    }

    /** Returns one for a generated class. */
    static AvroModel specific(Class<? extends SpecificRecord> type, Schema schema) {
        AvroModel model = new AvroModel(type.getClassLoader(), getForClass(type));
        model.addClasses(schema, new HashSet<>());
        model.classes.put(schema.getFullName(), type);
        return model;
    }

    static Schema schemaOf(Class<? extends SpecificRecord> type) {
        return SpecificData.get().getSchema(type);
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }

    private void addClasses(Schema schema, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (addClass(schema, seen)) {
                    schema.getFields().forEach(field -> addClasses(field.schema(), seen));
                }
            }
            case ENUM, FIXED -> addClass(schema, seen);
            case ARRAY -> addClasses(schema.getElementType(), seen);
            case MAP -> addClasses(schema.getValueType(), seen);
            case UNION -> schema.getTypes().forEach(type -> addClasses(type, seen));
            default -> {}
        }
    }

    /** Returns whether it was not there yet. */
    private boolean addClass(Schema schema, Set<String> seen) {
        if (!seen.add(schema.getFullName())) {
            return false;
        }
        Class<?> found = load(getClassName(schema));
        if (found != null) {
            classes.put(schema.getFullName(), found);
        }
        return true;
    }

    /** Finds nested classes too, whose schemas have a namespace that ends in a class. */
    private @Nullable Class<?> load(String name) {
        StringBuilder binaryName = new StringBuilder(name);
        for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (dot < name.length()) {
                binaryName.setCharAt(dot, '$');
            }
            try {
                return Class.forName(binaryName.toString(), false, getClassLoader());
            } catch (ClassNotFoundException e) {
                continue;
            }
        }
        return null;
    }
}
