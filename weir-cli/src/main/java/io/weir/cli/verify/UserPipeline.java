package io.weir.cli.verify;

import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A user's class with a pipeline to be verified. It needs nothing of this module:
 *
 * <pre>{@code
 * public static Pipeline pipeline(String bootstrapServers)
 * public static Iterable<ProducerRecord<byte[], byte[]>> input()   // unless there is an input file
 * }</pre>
 *
 * <p>Threading: Immutable.
 */
final class UserPipeline {

    private static final String FORM = "it needs a method: public static io.weir.pipeline.Pipeline pipeline(String)";

    private final String className;
    private final Method pipeline;
    private final Optional<Method> input;

    private UserPipeline(String className, Method pipeline, Optional<Method> input) {
        this.className = className;
        this.pipeline = pipeline;
        this.input = input;
    }

    /** Finds the class and its methods; fails in words if they are not as they should be. */
    static UserPipeline load(String className, ClassLoader loader) {
        try {
            Class<?> found = Class.forName(className, true, loader);
            Method pipeline = found.getMethod("pipeline", String.class);
            if (!Modifier.isStatic(pipeline.getModifiers()) || pipeline.getReturnType() != Pipeline.class) {
                throw unfit(className, "its method pipeline(String) is not static, or returns something else", null);
            }
            return new UserPipeline(className, pipeline, inputOf(found));
        } catch (ClassNotFoundException e) {
            throw unfit(
                    className,
                    "there is no such class; name where it is with --classpath, and one that is inside of another as Outer$Inner",
                    e);
        } catch (NoSuchMethodException e) {
            throw unfit(className, FORM, e);
        } catch (LinkageError e) {
            throw unfit(className, "it cannot be loaded: " + e, e);
        }
    }

    private static Optional<Method> inputOf(Class<?> found) {
        try {
            Method input = found.getMethod("input");
            return Modifier.isStatic(input.getModifiers()) && Iterable.class.isAssignableFrom(input.getReturnType())
                    ? Optional.of(input)
                    : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    Pipeline pipeline(String bootstrapServers) {
        return (Pipeline) call(pipeline, bootstrapServers);
    }

    /** The records that the class brings along; empty if it has no method for that. */
    Optional<List<ProducerRecord<byte[], byte[]>>> input() {
        return input.map(method -> {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (Object each : (Iterable<?>) call(method)) {
                if (!(each instanceof ProducerRecord<?, ?> record)
                        || !(record.key() == null || record.key() instanceof byte[])
                        || !(record.value() == null || record.value() instanceof byte[])) {
                    throw unfit(
                            className,
                            "its method input() gives something else than ProducerRecord<byte[], byte[]>",
                            null);
                }
                records.add(new ProducerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.timestamp(),
                        (byte[]) record.key(),
                        (byte[]) record.value(),
                        record.headers()));
            }
            return records;
        });
    }

    private Object call(Method method, Object... arguments) {
        try {
            Object result = method.invoke(null, arguments);
            if (result == null) {
                throw unfit(className, "its method " + method.getName() + " returns null", null);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw unfit(className, "its method " + method.getName() + " throws " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw unfit(className, "the class is not public", e);
        }
    }

    private static WeirException unfit(String className, String why, @Nullable Throwable cause) {
        return WeirException.external(
                "verify-pipeline",
                "the pipeline cannot be verified, class=" + className,
                why,
                "see docs/verify.md for what the class must look like",
                cause);
    }
}
