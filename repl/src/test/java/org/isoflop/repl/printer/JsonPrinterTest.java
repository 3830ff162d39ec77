package org.isoflop.repl.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.unit.Unit;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Text;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.FileNames;
import org.junit.jupiter.api.Test;

final class JsonPrinterTest {
    private static final JsonPrinter PRINTER = new JsonPrinter(new FileNames(Path.of("/work")));

    private static String print(Result result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        PRINTER.print(result, List.of(Path.of("/work/out/plot.svg")), new JsonWriter(out));
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String value(Value value) {
        Result result = new Result("t", true, new Display(0.5, 4), List.of(new Result.Named("x", "data", value)), List.of(), List.of(),
                List.of(),
                List.of(), List.of(), Path.of("/work/out"));
        String text = print(result);
        return text.substring(text.indexOf("\"x\": ") + 5, text.indexOf("\n  },\n  \"expectations\""));
    }

    @Test
    void theWholeObject() {
        Source source = new Source("/work/a.study", "show 1\nshow x\n");
        Diagnostic warning = Diagnostic.of(Code.EXTRAPOLATION, "far").at(source, new Span(12, 13));
        Result result = new Result("A \"title\"", false, Display.DEFAULT,
                List.of(new Result.Named("days", "input", Samples.quantity(30, "day"))),
                List.of(new Result.Shown("days", Samples.quantity(30, "day")), new Result.Shown("1 + 1", Quantity.of(2))),
                List.of(new Result.Expectation("a > 1", false, "0.348 [0.330, 0.366]", "why", warning)),
                List.of(new Result.Finding(warning, "meant")), List.of(),
                List.of(new WrittenFile(Path.of("/work/out/a.csv"), "a.csv", 3, "")), Path.of("/work/out"));
        assertEquals("""
                {
                  "study": "A \\"title\\"",
                  "ok": false,
                  "values": {
                    "days": {"kind": "quantity", "value": 30, "unit": "day"},
                    "1 + 1": {"kind": "quantity", "value": 2}
                  },
                  "expectations": [
                    {"text": "a > 1", "ok": false, "actual": "0.348 [0.330, 0.366]"}
                  ],
                  "diagnostics": [
                    {"severity": "warning", "code": "extrapolation", "accepted": "meant", "message": "MESSAGE", "file": "a.study", "line": 2, "column": 6, "help": null, "notes": [], "labels": [{"file": "a.study", "line": 2, "column": 6, "end_line": 2, "end_column": 7, "text": ""}]}
                  ],
                  "files": [
                    "out/a.csv",
                    "out/plot.svg"
                  ]
                }
                """.replace("MESSAGE", warning.message()), print(result));
    }

    @Test
    void smallValues() {
        assertEquals("null", value(Missing.VALUE));
        assertEquals("null", value(Quantity.of(Double.NaN)));
        assertEquals("{\"kind\": \"quantity\", \"value\": 0.1}", value(Quantity.of(0.1)));
        assertEquals("{\"kind\": \"quantity\", \"value\": null}", value(Quantity.of(Double.POSITIVE_INFINITY)));
        assertEquals("{\"kind\": \"quantity\", \"value\": 5, \"lower\": 12.5, \"upper\": 37.5, \"level\": 0.5}",
                value(new Quantity(Unit.NONE, Samples.uncertain(5, 0, 50))));
        assertEquals("{\"kind\": \"truth\", \"value\": true}", value(Truth.of(true)));
        assertEquals("{\"kind\": \"text\", \"value\": \"a\\u0007\\n\\\\\\ud83d 😀\"}", value(new Text("a\u0007\n\\\ud83d 😀")));
        assertEquals("{\"kind\": \"range\", \"lower\": 10, \"upper\": 200, \"unit\": \"token/param\"}",
                value(RangeValue.of(Samples.unit("token").over(Samples.unit("param")), 10, 200)));
    }

    @Test
    void tablesFitsAndAllocations() {
        assertEquals("""
                {
                      "kind": "table",
                      "columns": [{"name": "C", "unit": "FLOP"}, {"name": "N", "unit": "param"}, {"name": "name"}, {"name": "w"}],
                      "count": 2
                    }""", value(Samples.table(2)));
        assertEquals("""
                {
                      "kind": "fit",
                      "law": "power",
                      "rows": 3,
                      "objective": 0.001018274,
                      "converged": true,
                      "coefficients": {
                        "A": {"value": 406.4, "lower": 350, "upper": 450, "standard_error": 40},
                        "alpha": {"value": 2, "standard_error": null, "at_bound": true}
                      },
                      "held": {},
                      "estimator": "sum of Huber(0.001) losses of log residuals over 3 rows",
                      "held_out": 0,
                      "statistics": {
                        "r2": 0.9986887826801508,
                        "rmse": 0.01414213562373095,
                        "mean_residual": 0,
                        "aic": -6.1679979807506555,
                        "aicc": null,
                        "bic": -8.872161114746326
                      },
                      "certificate": {
                        "ending": "stationary",
                        "gradient": 0,
                        "step": 0,
                        "restarts": 4,
                        "restart_gain": 0
                      },
                      "starts": {"tried": 320, "agreed": 78, "given_up": 0},
                      "minima": [],
                      "condition": null,
                      "flat": {"A": 1, "alpha": 0},
                      "intervals": null
                    }""", value(Samples.fit()));
        String allocation = value(Samples.allocation());
        assertEquals(List.of("\"kind\"", "\"value\"", "\"variables\"", "\"binding\"", "\"use\"", "\"certificate\""),
                allocation.lines().filter(line -> line.startsWith("      \"")).map(line -> line.strip().split(":")[0]).toList());
    }

    @Test
    void notANumberIsNeverWritten() {
        String text = value(Samples.table(3)) + value(Samples.allocation());
        assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
    }
}
