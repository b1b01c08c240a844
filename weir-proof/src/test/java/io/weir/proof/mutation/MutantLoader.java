package io.weir.proof.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Loads all of Weir anew, with one class compiled from mutated source; and the tests of its module.
 *
 * <p>Threading: thread-safe as class loaders are.
 */
final class MutantLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> mutated;
    private final Path testClasses;

    private MutantLoader(Map<String, byte[]> mutated, Path testClasses) {
        super(MutantLoader.class.getClassLoader());
        this.mutated = mutated;
        this.testClasses = testClasses;
    }

    /** Compiles the mutant and makes a loader whose Weir has it. */
    static MutantLoader of(Mutant mutant, Path root) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Outputs outputs = new Outputs(compiler.getStandardFileManager(problems, null, null));
        boolean compiled = compiler.getTask(
                        null,
                        outputs,
                        problems,
                        List.of("-proc:none", "-nowarn", "-parameters", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(mutant.className(), mutant.mutate(root))))
                .call();
        if (!compiled) {
            throw new IllegalStateException(
                    "mutant " + mutant.name() + " does not compile: " + problems.getDiagnostics());
        }
        Map<String, byte[]> classes = new HashMap<>();
        outputs.classes.forEach(output -> classes.put(output.className, output.bytes.toByteArray()));
        return new MutantLoader(classes, mutant.testClasses(root));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.weir.") || name.startsWith("io.weir.proof.mutation.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : original(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] original(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        URL url = getParent().getResource(file);
        Path ofTest = testClasses.resolve(file);
        if (url == null && !Files.exists(ofTest)) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = url == null ? Files.newInputStream(ofTest) : url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final String className;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String className) {
            super(URI.create("bytes:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
            this.className = className;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final List<Output> classes = new ArrayList<>();

        Outputs(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, javax.tools.FileObject sibling) {
            Output output = new Output(className);
            classes.add(output);
            return output;
        }
    }
}
