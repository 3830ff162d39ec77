package org.isoflop.stdlib.fit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isoflop.stdlib.kernel.Kernel;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** The runs of Hoffmann et al. (2022), Figure 4, as read off by Besiroglu et al. (2024), without the five largest losses. */
public final class Chinchilla {
    private Chinchilla() {
    }

    public static FitProblem problem(Loss loss) {
        double[][] columns = new double[3][240];
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Chinchilla.class.getResourceAsStream("/chinchilla.csv"), StandardCharsets.UTF_8))) {
            reader.readLine();
            int row = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                double parameters = Double.parseDouble(cells[3]);
                double flop = Double.parseDouble(cells[4]);
                double nats = Double.parseDouble(cells[6]);
                if (nats < 3.44) {
                    columns[0][row] = parameters;
                    columns[1][row] = flop / (6 * parameters);
                    columns[2][row++] = nats;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Coefficient> coefficients = List.of(Coefficient.positive("E"), Coefficient.positive("A"), Coefficient.positive("B"),
                new Coefficient("alpha", 0, 2), new Coefficient("beta", 0, 2));
        return FitProblem.of(law(), new double[][] {columns[0], columns[1]}, columns[2], coefficients, Residual.LOG, loss);
    }

    /** E + A / N^alpha + B / D^beta. */
    public static Kernel law() {
        KernelBuilder builder = new KernelBuilder();
        int n = builder.input("N");
        int d = builder.input("D");
        int e = builder.input("E");
        int a = builder.input("A");
        int b = builder.input("B");
        int alpha = builder.input("alpha");
        int beta = builder.input("beta");
        int first = builder.apply(Operator.DIVIDE, a, builder.apply(Operator.POWER, n, alpha));
        int second = builder.apply(Operator.DIVIDE, b, builder.apply(Operator.POWER, d, beta));
        return builder.build(builder.apply(Operator.ADD, builder.apply(Operator.ADD, e, first), second));
    }
}
