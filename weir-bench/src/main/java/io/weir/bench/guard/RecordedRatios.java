package io.weir.bench.guard;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How fast each pipeline was as a multiple of the loop by hand, and on what machine, in a file of properties.
 *
 * <p>Threading: Immutable.
 *
 * @param ratios by the pipeline's name
 */
public record RecordedRatios(Machine machine, Map<String, Double> ratios) {

    private static final String CORES = "machine.cores";
    private static final String JAVA = "machine.java";
    private static final String RATIO = "ratio.";

    public RecordedRatios {
        ratios = new TreeMap<>(ratios);
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is not there, or something in it is no number or missing
     */
    public static RecordedRatios read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, Double> ratios = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(RATIO)) {
                ratios.put(name.substring(RATIO.length()), number(file, properties, name));
            }
        }
        Machine machine = new Machine((int) number(file, properties, CORES), (int) number(file, properties, JAVA));
        return new RecordedRatios(machine, ratios);
    }

    /** Writes a file in place of what was there. */
    public void write(Path file) throws IOException {
        StringBuilder text =
                new StringBuilder("# The speed of small pipelines as a multiple of the loop by hand, in one"
                        + " JVM.\n# Written by: weir-bench/run guard --record\n");
        text.append(CORES + "=").append(machine.cores()).append('\n');
        text.append(JAVA + "=").append(machine.java()).append('\n');
        ratios.forEach((name, ratio) -> text.append(String.format(Locale.ROOT, "%s%s=%.3f\n", RATIO, name, ratio)));
        Files.writeString(file, text);
    }

    private static double number(Path file, Properties properties, String name) throws IOException {
        String text = properties.getProperty(name, "");
        try {
            double number = Double.parseDouble(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException(complaint(file, name, text), e);
        }
        throw new IOException(complaint(file, name, text));
    }

    private static String complaint(Path file, String name, String text) {
        return "a value is no number above 0: file=" + file + ", name=" + name + ", value='" + text + "'";
    }
}
