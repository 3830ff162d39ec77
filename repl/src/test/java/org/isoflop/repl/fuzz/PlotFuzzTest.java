package org.isoflop.repl.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;
import org.isoflop.interpreter.plot.PlotModel.Axis;
import org.isoflop.interpreter.plot.Tint;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.repl.plot.InteractivePlot;
import org.isoflop.repl.plot.SvgPlot;
import org.isoflop.repl.plot.TerminalPlot;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Whatever the numbers and texts of a plot are, its drawing is sound XML without a number that is none, its data sound JSON. */
final class PlotFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void drawsAnything(FuzzedDataProvider data) throws IOException, ParserConfigurationException, SAXException {
        List<String> texts = new ArrayList<>();
        PlotModel plot = plot(data, texts);
        String drawn = SvgPlot.draw(plot);
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(drawn)));
        assertNumbers(document.getDocumentElement());
        // a text of the plot may speak of infinity
        assertFalse(drawn.contains("Infinity") && texts.stream().noneMatch(text -> text.contains("Infinity")), drawn);
        new ObjectMapper().readTree(InteractivePlot.data(plot));
        assertTrue(InteractivePlot.page(plot).startsWith("<!doctype html>"));
        int width = data.consumeInt(20, 120);
        assertFalse(TerminalPlot.drawPlainly(plot, width, data.consumeInt(8, 30)).isEmpty());
    }

    /** No attribute is a number that is none. */
    private static void assertNumbers(Element element) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("aria-")) {
                String value = attribute.getNodeValue();
                assertFalse(value.contains("NaN") || value.contains("Infinity"), () -> attribute + " of " + element.getTagName());
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                assertNumbers(inner);
            }
        }
    }

    private static String text(FuzzedDataProvider data, int most, List<String> texts) {
        texts.add(data.consumeString(most));
        return texts.getLast();
    }

    /** @param texts takes those of the plot */
    private static PlotModel plot(FuzzedDataProvider data, List<String> texts) {
        int points = data.consumeInt(0, 6);
        double[] x = numbers(data, points);
        double[] y = numbers(data, points);
        double[] lower = numbers(data, points);
        double[] upper = numbers(data, points);
        String title = text(data, 30, texts);
        List<String> categories = data.consumeBoolean() ? List.of() : List.of(text(data, 10, texts), text(data, 10, texts), "c");
        Axis horizontal = categories.isEmpty()
                ? new Axis(text(data, 10, texts), Unit.NONE, data.consumeBoolean())
                : Axis.of(text(data, 10, texts), categories);
        Axis vertical = new Axis(text(data, 10, texts), Unit.NONE, data.consumeBoolean());
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Line(text(data, 10, texts), new Tint.Nth(0), x, y, lower, upper));
        layers.add(new Layer.Points(text(data, 10, texts), new Tint.Nth(1), x, y, lower, upper, numbers(data, points),
                numbers(data, points), new double[0]));
        return new PlotModel("p.svg", title, horizontal, vertical, layers, null, List.of(), List.of(text(data, 20, texts)));
    }

    private static double[] numbers(FuzzedDataProvider data, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = data.consumeBoolean() ? data.consumeInt(-5, 5) : data.consumeDouble();
        }
        return numbers;
    }
}
