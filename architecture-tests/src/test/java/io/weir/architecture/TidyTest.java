package io.weir.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Reads the sources of every module for what makes them hard to read. */
final class TidyTest {

    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 70;

    /** In pieces, so that this file does not hold the words itself. */
    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern NAME_WITHOUT_A_SUBJECT = Pattern.compile("utils?|common|impl|helpers?|misc|internal");

    private static final Pattern TEST_METHOD =
            Pattern.compile("^ *@(Test|TestFactory|ParameterizedTest|RepeatedTest)\\b", Pattern.MULTILINE);

    private static final List<Path> MAIN_FILES = Weir.javaFiles("src/main/java");
    private static final List<Path> TEST_FILES = Weir.javaFiles("src/test/java");

    @Test
    void filesAreShort() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path file : MAIN_FILES) {
            int lineCount = Files.readAllLines(file).size();
            if (lineCount > FILE_LINES_MAX) {
                complaints.add(name(file) + ": " + lineCount + " lines, at most " + FILE_LINES_MAX);
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void methodsAreShort() throws IOException {
        List<String> complaints = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            if (!MAIN_FILES.isEmpty()) {
                JavacTask task = (JavacTask) compiler.getTask(
                        null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(MAIN_FILES));
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                for (CompilationUnitTree unit : task.parse()) {
                    complaints.addAll(longMethods(unit, positions));
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<String> complaints = new ArrayList<>();
        List<Path> files = new ArrayList<>(MAIN_FILES);
        files.addAll(TEST_FILES);
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (LEFT_FOR_LATER.matcher(lines.get(i)).find()) {
                    complaints.add(
                            name(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    /** A package without {@code @NullMarked} would be skipped by the check for nulls, in silence. */
    @Test
    void packagesSayWhatTheyAreAndAreNullMarked() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path folder : MAIN_FILES.stream().map(Path::getParent).distinct().toList()) {
            Path info = folder.resolve("package-info.java");
            if (!Files.exists(info)) {
                complaints.add(name(folder) + ": no package-info.java");
            } else if (!Files.readString(info).contains("@NullMarked")) {
                complaints.add(name(info) + ": no @NullMarked");
            } else if (!Files.readString(info).startsWith("/**")) {
                complaints.add(name(info) + ": no comment that says what the package is");
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void packagesAreNamedAfterTheirSubject() {
        List<String> complaints = new ArrayList<>();
        for (Path folder : MAIN_FILES.stream().map(Path::getParent).distinct().toList()) {
            for (Path part : Weir.ROOT.relativize(folder)) {
                if (NAME_WITHOUT_A_SUBJECT.matcher(part.toString()).matches()) {
                    complaints.add(name(folder) + ": " + part);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    /** Any other name would never be run. */
    @Test
    void classesWithTestsEndInTestOrIt() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path file : TEST_FILES) {
            String fileName = file.getFileName().toString();
            boolean run = fileName.endsWith("Test.java") || fileName.endsWith("IT.java");
            // An abstract class is run by those that extend it.
            if (!run && TEST_METHOD.matcher(Files.readString(file)).find() && !isAbstractOrInterface(file)) {
                complaints.add(name(file));
            }
        }
        assertThat(complaints).isEmpty();
    }

    private static boolean isAbstractOrInterface(Path file) throws IOException {
        String typeName = file.getFileName().toString().replace(".java", "");
        return Pattern.compile("\\b(abstract( static)? class|interface) " + typeName + "\\b")
                .matcher(Files.readString(file))
                .find();
    }

    private static List<String> longMethods(CompilationUnitTree unit, SourcePositions positions) {
        List<String> complaints = new ArrayList<>();
        LineMap lines = unit.getLineMap();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                if (method.getBody() != null) {
                    long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                    long last = lines.getLineNumber(positions.getEndPosition(unit, method));
                    long lineCount = last - first + 1;
                    if (lineCount > METHOD_LINES_MAX) {
                        complaints.add(unit.getSourceFile().getName() + ":" + first + ": " + method.getName() + " has "
                                + lineCount + " lines, at most " + METHOD_LINES_MAX);
                    }
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
        return complaints;
    }

    private static String name(Path file) {
        return Weir.ROOT.relativize(file).toString();
    }
}
