package org.isoflop.repl.printer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.Code;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.interpreter.engine.Result;
import org.isoflop.interpreter.file.WrittenFile;
import org.isoflop.interpreter.value.AllocationValue;
import org.isoflop.interpreter.value.Display;
import org.isoflop.interpreter.value.LawValue;
import org.isoflop.interpreter.value.Missing;
import org.isoflop.interpreter.value.Quantity;
import org.isoflop.interpreter.value.RangeValue;
import org.isoflop.interpreter.value.Truth;
import org.isoflop.interpreter.value.Value;
import org.isoflop.repl.file.FileNames;
import org.junit.jupiter.api.Test;

final class TextPrinterTest {
    private static final TextPrinter PRINTER = new TextPrinter(new FileNames(Path.of("/work")), Ink.PLAIN, () -> 1000);

    private static Result result(Value... values) {
        List<Result.Shown> shown = Arrays.stream(values).map(value -> new Result.Shown("x", value)).toList();
        return new Result("t", true, Display.DEFAULT, List.of(), shown, List.of(), List.of(), List.of(), List.of(), Path.of("/work/out"));
    }

    private static String print(Value... values) {
        return PRINTER.text(result(values), List.of());
    }

    @Test
    void shortValuesStandOnALineEach() {
        assertEquals("""
                x = 2
                x = 70.3B params
                x = 10..200 tokens/param
                """, print(Quantity.of(2), Samples.quantity(70.3e9, "param"),
                RangeValue.of(Samples.unit("token").over(Samples.unit("param")), 10, 200)));
    }

    @Test
    void aTableIsAlignedWithItsUnitsInTheHead() {
        assertEquals("""
                x = table of 3 rows
                     C                     N  name     w.web  w.code
                  FLOP                params
                  1e18  44.0M [39.8M, 48.2M]  run 0        0       0
                  1e19               missing  missing      0       0
                  1e20  4.40B [3.98B, 4.82B]  run 2        0       0
                """, print(Samples.table(3)));
    }

    @Test
    void aFitTellsHowItWasFoundAndHowSure() {
        assertEquals("""
                x = fit of power(N: params) -> nats/token
                  least sum of Huber(0.001) losses of log residuals over 3 rows

                  coefficient  value  95 % interval  standard error
                  A              406  [305, 495]                 40
                  alpha            2                                 at bound

                  objective 0.001018, R² 0.9987, rmse 0.01414, mean residual 0
                  converged: the projected gradient is zero; 4 restarts led back; 78 of 320 starts end there
                """, print(Samples.fit()));
    }

    @Test
    void anAllocationTellsWhatEachConditionTookAndIsWorth() {
        assertEquals("""
                x = minimum 1.94
                  variable  value
                  N         70.3B params
                  D         1.42T tokens

                  condition               spent         limit  price of 1 %     next 1 %
                  cluster.compute  5.76e23 FLOP  5.76e23 FLOP        0.0012  9.3e22 FLOP  binding
                  cluster.data      1.4T tokens    15T tokens             0

                  optimum: best of 40 starts, of which 31 agree, KKT residual 3e-12
                """, print(Samples.allocation()));
    }

    @Test
    void anInfeasibleAllocationSaysSo() {
        Value none = new AllocationValue(Map.of(), List.of(), false,
                Samples.map("value", Missing.VALUE, "feasible", Truth.of(false)));
        assertEquals("x = infeasible: its conditions cannot hold together\n", print(none));
    }

    @Test
    void aLawNamesItsSource() {
        assertEquals("""
                x = law power(N: params) -> nats/token
                  A free above 0
                  b = 0.340 [0.302, 0.378]
                  source: A paper (2022)
                """, print(Samples.law(settings())));
    }

    private static Map<String, LawValue.Setting> settings() {
        Map<String, LawValue.Setting> settings = new LinkedHashMap<>();
        settings.put("A", new LawValue.Setting.Free(0, Double.POSITIVE_INFINITY));
        settings.put("b", new LawValue.Setting.Given(Samples.uncertain(0.34, 0.3, 0.38)));
        return settings;
    }

    @Test
    void whatFollowsTheValuesIsListed() {
        Diagnostic failed = Diagnostic.of(Code.SYNTAX, "m");
        Result result = new Result("t", false, Display.DEFAULT, List.of(), List.of(new Result.Shown("1 + 1", Quantity.of(2))),
                List.of(new Result.Expectation("a <\n    2", true, "1", null, failed),
                        new Result.Expectation("b", false, "false", "why", failed)),
                List.of(new Result.Finding(Diagnostic.of(Code.EXTRAPOLATION, "far"), "meant"),
                        new Result.Finding(Diagnostic.of(Code.EXTRAPOLATION, "raised"), null)),
                List.of(), List.of(new WrittenFile(Path.of("/work/out/a.csv"), "a.csv", 3, "")), Path.of("/work/out"));
        assertEquals("""
                1 + 1 = 2

                ok      a < 2: 1
                FAILED  b: false
                        because why
                accepted extrapolation: MESSAGE
                        because meant
                wrote out/a.csv
                wrote out/b.svg
                """.replace("MESSAGE", result.findings().getFirst().diagnostic().message()),
                PRINTER.text(result, List.of(Path.of("/work/out/b.svg"))));
    }

    @Test
    void aLongTableIsCutAndCounted() {
        String text = print(Samples.table(25));
        assertTrue(text.startsWith("x = table of 25 rows\n"), text);
        assertTrue(text.endsWith("  … 5 more rows\n"), text);
        assertEquals(1 + 2 + 20 + 1, text.lines().count());
    }

    private static String within(int cells, Value... values) {
        return new TextPrinter(new FileNames(Path.of("/work")), Ink.PLAIN, () -> cells).text(result(values), List.of());
    }

    @Test
    void aTableIsFoldedWhereTheRoomEnds() {
        assertEquals("""
                x = table of 5 rows
                     C                     N  name
                  FLOP                params
                  1e18  44.0M [39.8M, 48.2M]  run 0
                  1e19               missing  missing
                  1e20  4.40B [3.98B, 4.82B]  run 2
                  1e21  44.0B [39.8B, 48.2B]  missing
                  1e22     440B [398B, 482B]  run 4

                     C  w.web  w.code
                  FLOP
                  1e18      0       0
                  1e19      0       0
                  1e20      0       0
                  1e21      0       0
                  1e22      0       0
                """, within(40, Samples.table(5)));
    }

    @Test
    void fewRowsAreTurned() {
        assertEquals("""
                x = table of 1 row
                  C       FLOP    1e18
                  N       params  44.0M [39.8M, 48.2M]
                  name            run 0
                  w.web           0
                  w.code          0
                """, within(40, Samples.table(1)));
    }

    @Test
    void aLongLineGoesOnBelow() {
        assertEquals("""
                x = law power(N:
                  params) ->
                  nats/token
                  A free above 0
                  b = 0.340 [0.302,
                    0.378]
                  source: A paper
                    (2022)
                """, within(20, Samples.law(settings())));
    }
}
