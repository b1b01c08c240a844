package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all figures depend on, whoever is measured: the machine and its JDK.
 *
 * <p>Threading: stateless.
 */
final class MachineFacts {

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private MachineFacts() {}

    /** Returns names and what is known of them. */
    static Map<String, String> all() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("processor", first(PROCESSOR, "model name"));
        facts.put("memory", gibibytes(first(MEMORY, "MemTotal")));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    static String text() {
        return String.join(
                ", ", all().entrySet().stream().map(MachineFacts::text).toList());
    }

    private static String text(Map.Entry<String, String> fact) {
        return fact.getKey().equals("cores") ? fact.getValue() + " cores" : fact.getValue();
    }

    /** Makes of a text like {@code 24684092 kB} one that is easier to read. */
    private static String gibibytes(String text) {
        return text.endsWith(" kB")
                ? Math.round(Long.parseLong(text.substring(0, text.length() - 3)) / 1048576.0) + " GiB"
                : text;
    }

    /** Returns the value of the first line with this name; empty if this system has no such file. */
    private static String first(Path file, String name) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
