package io.weir.cli.pipeline;

import io.weir.engine.job.Weir;
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
 * A user's class with a pipeline. It needs nothing of this module:
 *
 * <pre>{@code
 * public static Pipeline pipeline()                         // or pipeline(String bootstrapServers)
 * public static Weir weir()                                 // how it is run; unless the command is told
 * public static Iterable<ProducerRecord<byte[], byte[]>> input()   // to be verified, unless there is an input file
 * }</pre>
 *
 * <p>Threading: Immutable.
 */
public final class UserPipeline {

    private final String className;
    private final Purpose purpose;
    private final Method pipeline;
    private final Optional<Method> input;
    private final Optional<Method> weir;

    private UserPipeline(Class<?> found, Purpose purpose, Method pipeline) {
        this.className = found.getName();
        this.purpose = purpose;
        this.pipeline = pipeline;
        this.input = optional(found, "input", Iterable.class);
        this.weir = optional(found, "weir", Weir.class);
    }

    /** Finds the class and its methods; fails in words if they are not as they should be. */
    public static UserPipeline load(String className, ClassLoader loader, Purpose purpose) {
        try {
            Class<?> found = Class.forName(className, true, loader);
            Optional<Method> plain =
                    purpose == Purpose.VERIFY ? Optional.empty() : optional(found, "pipeline", Pipeline.class);
            return new UserPipeline(found, purpose, plain.isPresent() ? plain.get() : withServers(found, purpose));
        } catch (ClassNotFoundException e) {
            throw unfit(
                    purpose,
                    className,
                    "there is no such class; name where it is with --classpath, and one that is inside of another as Outer$Inner",
                    e);
        } catch (NoSuchMethodException e) {
            throw unfit(
                    purpose,
                    className,
                    "it needs a method: public static io.weir.pipeline.Pipeline pipeline(String)"
                            + (purpose == Purpose.VERIFY ? "" : ", or pipeline()"),
                    e);
        } catch (LinkageError e) {
            throw unfit(purpose, className, "it cannot be loaded: " + e, e);
        }
    }

    private static Method withServers(Class<?> found, Purpose purpose) throws NoSuchMethodException {
        Method pipeline = found.getMethod("pipeline", String.class);
        if (!Modifier.isStatic(pipeline.getModifiers()) || pipeline.getReturnType() != Pipeline.class) {
            throw unfit(
                    purpose,
                    found.getName(),
                    "its method pipeline(String) is not static, or returns something else",
                    null);
        }
        return pipeline;
    }

    /** Returns a static method without parameters that gives a certain type, if there is one. */
    private static Optional<Method> optional(Class<?> found, String name, Class<?> type) {
        try {
            Method method = found.getMethod(name);
            return Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType())
                    ? Optional.of(method)
                    : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    /**
     * Returns the pipeline.
     *
     * @param bootstrapServers null if nobody named them; then the class must not ask for them
     */
    public Pipeline pipeline(@Nullable String bootstrapServers) {
        if (pipeline.getParameterCount() == 0) {
            return (Pipeline) call(pipeline);
        }
        if (bootstrapServers == null) {
            throw unfit(
                    "its method pipeline(String) wants the address of Kafka; name it with --bootstrap-servers", null);
        }
        return (Pipeline) call(pipeline, bootstrapServers);
    }

    /** Returns how the class runs its pipeline; empty if it does not say so. */
    public Optional<Weir> weir() {
        return weir.map(method -> (Weir) call(method));
    }

    /** The records that the class brings along; empty if it has no method for that. */
    public Optional<List<ProducerRecord<byte[], byte[]>>> input() {
        return input.map(method -> {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (Object each : (Iterable<?>) call(method)) {
                if (!(each instanceof ProducerRecord<?, ?> record)
                        || !(record.key() == null || record.key() instanceof byte[])
                        || !(record.value() == null || record.value() instanceof byte[])) {
                    throw unfit("its method input() gives something else than ProducerRecord<byte[], byte[]>", null);
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
                throw unfit("its method " + method.getName() + " returns null", null);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw unfit("its method " + method.getName() + " throws " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw unfit("the class is not public", e);
        }
    }

    private WeirException unfit(String why, @Nullable Throwable cause) {
        return unfit(purpose, className, why, cause);
    }

    private static WeirException unfit(Purpose purpose, String className, String why, @Nullable Throwable cause) {
        return WeirException.external(
                purpose.code(), purpose.what() + ", class=" + className, why, purpose.mend(cause), cause);
    }
}
