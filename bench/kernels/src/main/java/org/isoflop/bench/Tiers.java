package org.isoflop.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks in three JVMs: with the quick compiler alone, as a first run of a study has it; with the optimising
 * compiler, which makes vector code of array loops; and with the Vector API. Takes JMH's options, before all a pattern of names.
 */
public final class Tiers {
    /** Long enough for vector loops, which begin only once they are compiled. */
    private static final int WARM_UP = 5;
    private static final Map<String, List<String>> JVMS = new LinkedHashMap<>();

    static {
        JVMS.put("quick", List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        JVMS.put("arrays", List.of("-XX:+UseSerialGC"));
        JVMS.put("vectors", List.of("-XX:+UseSerialGC", "--add-modules", "jdk.incubator.vector"));
    }

    private Tiers() {
    }

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Map<String, Map<String, Double>> table = new TreeMap<>();
        for (var jvm : JVMS.entrySet()) {
            OptionsBuilder options = new OptionsBuilder();
            options.parent(new CommandLineOptions(arguments));
            options.jvmArgsAppend(jvm.getValue().toArray(String[]::new));
            if (!new CommandLineOptions(arguments).getForkCount().hasValue()) {
                options.forks(1).warmupIterations(WARM_UP).warmupTime(TimeValue.seconds(2)).measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1));
            }
            Collection<RunResult> results = new Runner(options.build()).run();
            for (RunResult result : results) {
                String law = result.getParams().getParam("law");
                String name = result.getPrimaryResult().getLabel() + (law == null ? "" : " " + law.toLowerCase(Locale.ROOT));
                table.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(jvm.getKey(), result.getPrimaryResult().getScore());
            }
        }
        print(table);
    }

    private static void print(Map<String, Map<String, Double>> table) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%n%-32s", "ns"));
        JVMS.keySet().forEach(jvm -> text.append(String.format(Locale.ROOT, "%12s", jvm)));
        table.forEach((name, scores) -> {
            text.append(String.format(Locale.ROOT, "%n%-32s", name));
            JVMS.keySet().forEach(jvm -> text.append(String.format(Locale.ROOT, "%12.2f", scores.getOrDefault(jvm, Double.NaN))));
        });
        System.out.println(text);
    }
}
