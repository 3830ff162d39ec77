package org.isoflop.stdlib.fit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.stdlib.kernel.KernelBuilder;

/** The nonlinear regressions of the NIST Statistical Reference Datasets: certified to eleven digits, from two starts each. */
record Nist(String name, double[][] starts, double[] certified, double[] deviations, double[][] columns, double[] target, String formula) {
    private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*");

    /** The models, in the order in which NIST lists them by difficulty. */
    private static final String[][] MODELS = {
        {"Misra1a", "b1*(1-exp(-b2*x))"},
        {"Chwirut2", "exp(-b1*x)/(b2+b3*x)"},
        {"Chwirut1", "exp(-b1*x)/(b2+b3*x)"},
        {"Lanczos3", "b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)"},
        {"Gauss1", "b1*exp(-b2*x)+b3*exp(-(x-b4)**2/b5**2)+b6*exp(-(x-b7)**2/b8**2)"},
        {"Gauss2", "b1*exp(-b2*x)+b3*exp(-(x-b4)**2/b5**2)+b6*exp(-(x-b7)**2/b8**2)"},
        {"DanWood", "b1*x**b2"},
        {"Misra1b", "b1*(1-(1+b2*x/2)**(-2))"},
        {"Kirby2", "(b1+b2*x+b3*x**2)/(1+b4*x+b5*x**2)"},
        {"Hahn1", "(b1+b2*x+b3*x**2+b4*x**3)/(1+b5*x+b6*x**2+b7*x**3)"},
        {"Nelson", "b1-b2*x*exp(-b3*x2)"},
        {"MGH17", "b1+b2*exp(-x*b4)+b3*exp(-x*b5)"},
        {"Lanczos1", "b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)"},
        {"Lanczos2", "b1*exp(-b2*x)+b3*exp(-b4*x)+b5*exp(-b6*x)"},
        {"Gauss3", "b1*exp(-b2*x)+b3*exp(-(x-b4)**2/b5**2)+b6*exp(-(x-b7)**2/b8**2)"},
        {"Misra1c", "b1*(1-(1+2*b2*x)**(-.5))"},
        {"Misra1d", "b1*b2*x*((1+b2*x)**(-1))"},
        {"Roszman1", "b1-b2*x-atan(b3/(x-b4))/pi"},
        {"ENSO", "b1+b2*cos(2*pi*x/12)+b3*sin(2*pi*x/12)+b5*cos(2*pi*x/b4)+b6*sin(2*pi*x/b4)+b8*cos(2*pi*x/b7)+b9*sin(2*pi*x/b7)"},
        {"MGH09", "b1*(x**2+x*b2)/(x**2+x*b3+b4)"},
        {"Thurber", "(b1+b2*x+b3*x**2+b4*x**3)/(1+b5*x+b6*x**2+b7*x**3)"},
        {"BoxBOD", "b1*(1-exp(-b2*x))"},
        {"Rat42", "b1/(1+exp(b2-b3*x))"},
        {"MGH10", "b1*exp(b2/(x+b3))"},
        {"Eckerle4", "(b1/b2)*exp(-0.5*((x-b3)/b2)**2)"},
        {"Rat43", "b1/((1+exp(b2-b3*x))**(1/b4))"},
        {"Bennett5", "b1*(b2+x)**(-1/b3)"},
    };

    static List<Nist> all() {
        List<Nist> all = new ArrayList<>();
        for (String[] model : MODELS) {
            all.add(read(model[0], model[1]));
        }
        return all;
    }

    FitProblem problem(Starts starts) {
        KernelBuilder builder = new KernelBuilder();
        Map<String, Integer> names = new HashMap<>();
        names.put("x", builder.input("x"));
        if (columns.length == 2) {
            names.put("x2", builder.input("x2"));
        }
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 1; j <= certified.length; j++) {
            names.put("b" + j, builder.input("b" + j));
            coefficients.add(Coefficient.free("b" + j));
        }
        return new FitProblem(builder.build(Formula.read(formula, builder, names)), columns, target, null, coefficients, Residual.PLAIN,
                new Loss.Squared(), List.of(), starts);
    }

    private static Nist read(String name, String formula) {
        List<double[]> parameters = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Nist.class.getResourceAsStream("/nist/" + name + ".dat"), StandardCharsets.US_ASCII))) {
            boolean data = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = PARAMETER.matcher(line);
                if (matcher.matches()) {
                    parameters.add(numbers(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
                } else if (data && !line.isBlank()) {
                    rows.add(numbers(line.trim().split("\\s+")));
                }
                data |= line.matches("Data:\\s+y\\s+x.*");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] target = column(rows, 0);
        double[][] columns = new double[rows.get(0).length - 1][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(rows, i + 1);
        }
        for (int row = 0; name.equals("Nelson") && row < target.length; row++) {
            target[row] = Math.log(target[row]);
        }
        return new Nist(name, new double[][] {column(parameters, 0), column(parameters, 1)}, column(parameters, 2), column(parameters, 3),
                columns, target, formula);
    }

    private static double[] numbers(String... cells) {
        double[] numbers = new double[cells.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(cells[i]);
        }
        return numbers;
    }

    private static double[] column(List<double[]> rows, int index) {
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }
}
