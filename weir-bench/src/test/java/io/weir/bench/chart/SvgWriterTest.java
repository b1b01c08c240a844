package io.weir.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.bench.chart.BarChart.Bar;
import io.weir.bench.chart.BarChart.Group;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SvgWriterTest {

    private static final BarChart CHART = new BarChart(
            "Speed & \"size\" <of> things",
            List.of("a note", "another > note"),
            List.of("Weir", "Flink"),
            List.of(
                    new Group("W1", List.of(new Bar("Weir", 10, "10 M/s"), new Bar("Flink", 1, "1 M/s"))),
                    new Group("W2 < W1", List.of(new Bar("Weir", 0.1, "0.1 M/s")))));

    @Test
    void isXmlWithTheTextsAsTheyWereGiven() throws Exception {
        List<String> texts = texts(parsed());
        assertThat(texts)
                .contains(
                        "Speed & \"size\" <of> things",
                        "a note",
                        "another > note",
                        "Weir",
                        "Flink",
                        "W1",
                        "W2 < W1",
                        "10 M/s",
                        "0.1 M/s");
    }

    @Test
    void aBarIsAsLongAsItsShareOfTheLongestOfItsGroup() throws Exception {
        List<Double> widths = bars(parsed(), bar -> true).stream()
                .map(bar -> Double.parseDouble(bar.getAttribute("width")))
                .toList();
        assertThat(widths).hasSize(3);
        assertThat(widths.get(0)).isPositive();
        assertThat(widths.get(1)).isCloseTo(widths.get(0) / 10, within(0.2));
        assertThat(widths.get(2)).isCloseTo(widths.get(0), within(0.2));
    }

    @Test
    void aSeriesHasOneColourInItsBarsAndInTheLegend() throws Exception {
        Document document = parsed();
        assertThat(bars(document, bar -> bar.getAttribute("class").equals("s0")))
                .hasSize(2);
        assertThat(bars(document, bar -> bar.getAttribute("class").equals("s1")))
                .hasSize(1);
        assertThat(elements(
                        document,
                        "rect",
                        rect -> isLegend(rect) && rect.getAttribute("class").equals("s0")))
                .hasSize(1);
    }

    @Test
    void hasColoursForALightAndForADarkPage() {
        String text = SvgWriter.write(CHART);
        assertThat(text).contains("prefers-color-scheme: dark");
        for (int i = 0; i < BarChart.SERIES_MAX; i++) {
            assertThat(text.split("\\.s" + i + " \\{", -1))
                    .as("colours of series " + i)
                    .hasSize(3);
        }
    }

    @Test
    void everythingLiesOnThePage() throws Exception {
        Document document = parsed();
        double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        for (Element rect : elements(document, "rect", rect -> rect.hasAttribute("x"))) {
            assertThat(number(rect, "x") + number(rect, "width")).isLessThan(width);
            assertThat(number(rect, "y") + number(rect, "height")).isLessThan(height);
        }
        for (Element text : elements(document, "text", text -> true)) {
            assertThat(number(text, "y")).isBetween(0.0, height);
        }
    }

    @Test
    void aChartOfNothingIsAChart() throws Exception {
        BarChart empty = new BarChart("none", List.of(), List.of(), List.of());
        assertThat(texts(parse(SvgWriter.write(empty)))).contains("none");
    }

    @Test
    void refusesABarWithoutALength() {
        assertThatThrownBy(() -> new Bar("Weir", 0, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bar("Weir", Double.NaN, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bar("Weir", Double.POSITIVE_INFINITY, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesABarOfNoSeries() {
        List<Group> groups = List.of(new Group("W1", List.of(new Bar("Storm", 1, ""))));
        assertThatThrownBy(() -> new BarChart("none", List.of(), List.of("Weir"), groups))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Storm");
    }

    private static Document parsed() throws Exception {
        return parse(SvgWriter.write(CHART));
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document document) {
        return elements(document, "text", text -> true).stream()
                .map(Element::getTextContent)
                .toList();
    }

    /** Bars have a class of a series, and a height that no mark in the legend has. */
    private static List<Element> bars(Document document, Predicate<Element> which) {
        return elements(
                document,
                "rect",
                rect -> rect.getAttribute("class").startsWith("s") && !isLegend(rect) && which.test(rect));
    }

    private static boolean isLegend(Element rect) {
        return rect.getAttribute("width").equals(rect.getAttribute("height"));
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    private static List<Element> elements(Document document, String name, Predicate<Element> which) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && which.test(element)) {
                found.add(element);
            }
        }
        return found;
    }
}
