package io.weir.proof.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one of Kafka's wide client interfaces of a handler that has only those of its methods that are called. Any other call is told by name.
 *
 * <p>Threading: thread-safe.
 */
final class Stub implements InvocationHandler {

    private record Call(Class<?> handler, Method method) {}

    private static final Map<Call, Method> FOUND = new ConcurrentHashMap<>();

    private final Object handler;

    private Stub(Object handler) {
        this.handler = handler;
    }

    static <I> I of(Class<I> type, Object handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Stub(handler)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Call call = new Call(handler.getClass(), method);
        Method found = FOUND.get(call);
        if (found == null) {
            found = find(method);
            if (found == null) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            FOUND.put(call, found);
        }
        try {
            return found.invoke(handler, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Method find(Method method) {
        try {
            Method found = handler.getClass().getMethod(method.getName(), method.getParameterTypes());
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            if (method.isDefault()) {
                return null;
            }
            throw new UnsupportedOperationException("the simulated Kafka has no " + method, e);
        }
    }
}
