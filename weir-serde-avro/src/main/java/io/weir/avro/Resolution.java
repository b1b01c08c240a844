package io.weir.avro;

import io.weir.serde.IncompatibleSchemaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;

/**
 * Finds out before anything is read whether all that one schema can have written is read under another: by Avro's check of compatibility, by the very plan
 * that Avro will read by, and by the logical types, which Avro leaves out of both.
 *
 * <p>Threading: confined to one call.
 */
final class Resolution {

    /** Records may contain themselves. */
    private final Set<Resolver.Action> seen = new HashSet<>();

    private Resolution() {}

    /** @throws IncompatibleSchemaException with the place and the reason */
    static void check(Schema stored, Schema declared, GenericData model) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(declared, stored);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            List<Incompatibility> reasons = pair.getResult().getIncompatibilities();
            throw reasons.isEmpty()
                    ? new IncompatibleSchemaException(pair.getDescription())
                    : incompatible(path(reasons.get(0).getLocation(), declared), inWords(reasons.get(0)));
        }
        new Resolution().walk(Resolver.resolve(stored, declared, model), "");
    }

    private void walk(Resolver.Action action, String path) {
        if (!seen.add(action)) {
            return;
        }
        if (action instanceof Resolver.ErrorAction) {
            throw incompatible(path, action.toString());
        } else if (action instanceof Resolver.RecordAdjust record) {
            List<Schema.Field> fields = record.writer.getFields();
            for (int i = 0; i < fields.size(); i++) {
                walk(record.fieldActions[i], path + "." + fields.get(i).name());
            }
        } else if (action instanceof Resolver.Container container) {
            walk(container.elementAction, path + "[]");
        } else if (action instanceof Resolver.WriterUnion union) {
            for (Resolver.Action branch : union.actions) {
                walk(branch, path);
            }
        } else if (action instanceof Resolver.ReaderUnion union) {
            walk(union.actualAction, path);
        }
        if (action.reader != null) {
            checkLogical(action, path);
        }
    }

    private static void checkLogical(Resolver.Action action, String path) {
        LogicalKind stored = LogicalKind.of(action.writer);
        LogicalKind declared = LogicalKind.of(action.reader);
        if (stored != null && declared != null && !stored.isReadAs(declared)) {
            throw incompatible(path, "stored as " + stored.inWords() + ", declared as " + declared.inWords());
        }
    }

    private static String inWords(Incompatibility reason) {
        String stored = reason.getWriterFragment().getType().getName();
        String declared = reason.getReaderFragment().getType().getName();
        return switch (reason.getType()) {
            case TYPE_MISMATCH -> "stored as " + stored + ", declared as " + declared;
            case NAME_MISMATCH ->
                "stored under the name " + reason.getWriterFragment().getFullName() + ", declared as "
                        + reason.getReaderFragment().getFullName() + ", without an alias";
            case MISSING_ENUM_SYMBOLS ->
                "symbols that were stored are gone, and there is no default: " + reason.getMessage();
            case MISSING_UNION_BRANCH -> "what was stored is none of the declared union: " + reason.getMessage();
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "the field " + reason.getMessage() + " was not stored, and has no default";
            case FIXED_SIZE_MISMATCH -> "the size has changed: " + reason.getMessage();
        };
    }

    /** Turns a JSON pointer into a schema, such as {@code /fields/1/type/items}, into the way through a value. */
    private static String path(String pointer, Schema declared) {
        StringBuilder path = new StringBuilder();
        Schema at = declared;
        for (String step : pointer.split("/")) {
            if (step.equals("items") || step.equals("values")) {
                at = step.equals("items") ? at.getElementType() : at.getValueType();
                path.append("[]");
            } else if (!step.isEmpty() && Character.isDigit(step.charAt(0))) {
                int index = Integer.parseInt(step);
                if (at.getType() == Schema.Type.UNION) {
                    at = at.getTypes().get(index);
                } else if (at.getType() == Schema.Type.RECORD) {
                    Schema.Field field = at.getFields().get(index);
                    at = field.schema();
                    path.append('.').append(field.name());
                }
            }
        }
        return path.toString();
    }

    private static IncompatibleSchemaException incompatible(String path, String why) {
        return new IncompatibleSchemaException((path.isEmpty() ? "" : "at " + path + ": ") + why);
    }
}
