package io.weir.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A class of Weir with a seeded fault: its source is edited and compiled in front of Weir's own classes, so that the very test that the class passes must fail.
 *
 * @param name what the fault is
 * @param file below the root of the repository
 * @param edits texts that stand in the source exactly once, each with what takes its place
 * @param check the class of the check that must fail: a jcstress test or a {@link Check}
 */
record Mutant(String name, String file, Map<String, String> edits, String check) {

    private static final Path ROOT = Path.of("..");

    static Mutant of(String name, String file, String original, String mutated, String check) {
        return new Mutant(name, file, Map.of(original, mutated), check);
    }

    /** Compiles mutants into a folder; several of one class become one. Fails if Weir's source has changed under them. */
    static void compile(List<Mutant> mutants, Path into) throws IOException {
        Files.createDirectories(into);
        Map<String, String> sources = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            sources.put(mutant.file, mutant.edit(sources.get(mutant.file)));
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path mutated = into.resolve(Path.of(source.getKey()).getFileName());
            Files.writeString(mutated, source.getValue());
            compile(mutated, into);
        }
    }

    /** Edits the class once more, which is as in Weir if {@code edited} is null. */
    private String edit(@Nullable String edited) throws IOException {
        String original = Files.readString(ROOT.resolve(file));
        String text = edited == null ? original : edited;
        for (Map.Entry<String, String> edit : edits.entrySet()) {
            int at = original.indexOf(edit.getKey());
            if (at < 0 || original.indexOf(edit.getKey(), at + 1) >= 0 || !text.contains(edit.getKey())) {
                throw new AssertionError(
                        "mutant \"" + name + "\": exactly once there should be in " + file + ": " + edit.getKey());
            }
            text = text.replace(edit.getKey(), edit.getValue());
        }
        return text;
    }

    private static void compile(Path mutated, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, null, null)) {
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            complaints,
                            List.of("-proc:none", "-nowarn", "-d", into.toString(), "-cp", ChildJvm.classPath()),
                            null,
                            files.getJavaFileObjects(mutated))
                    .call();
            if (!compiled) {
                throw new AssertionError("a mutant does not compile: " + errors(complaints));
            }
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> complaints) {
        return complaints.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }
}
