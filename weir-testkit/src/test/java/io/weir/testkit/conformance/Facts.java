package io.weir.testkit.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs facts of a conformance class without JUnit, to see them fail. */
final class Facts {

    private Facts() {}

    /** Returns the names of all facts. */
    static TreeSet<String> of(Class<?> conformance) {
        TreeSet<String> names = new TreeSet<>();
        for (Method method : conformance.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class)) {
                names.add(method.getName());
            }
        }
        return names;
    }

    /** Returns why a fact does not hold; empty if it does. */
    static Optional<Throwable> failureOf(Object conformance, Class<?> declaring, String fact) throws Exception {
        Method method = declaring.getDeclaredMethod(fact);
        try {
            Object result = method.invoke(conformance);
            if (result instanceof List<?> tests) {
                for (Object test : tests) {
                    ((DynamicTest) test).getExecutable().execute();
                }
            }
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getCause());
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }
}
