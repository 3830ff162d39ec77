package org.isoflop.repl.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.grammar.diagnostic.NearestName;
import org.jspecify.annotations.Nullable;

/** The arguments of a verb, sorted into options and operands. Options may stand anywhere; behind {@code --} all is operand. */
final class Arguments {
    /** Those that every verb takes. */
    static final List<Option> COMMON = List.of(Option.COLOUR, Option.HELP);
    /** Those that the launcher acts upon before there is a process of ours. */
    private static final List<String> LAUNCHER = List.of("--jit", "--debug", "--profile");

    private final List<String> operands = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private Arguments() {
    }

    /** Reads what follows the verb. */
    static Arguments read(Usage usage, List<String> words) throws Mistake {
        Arguments arguments = new Arguments();
        boolean open = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (open && word.equals("--")) {
                open = false;
            } else if (open && word.startsWith("-") && word.length() > 1 && !isNumber(word) && !isLauncher(word)) {
                i += arguments.option(usage, word, i + 1 < words.size() ? words.get(i + 1) : null);
            } else if (!open || !isLauncher(word)) {
                arguments.operands.add(word);
            }
        }
        return arguments;
    }

    /** A negative number is no option: {@code isoflop eval -3}. */
    private static boolean isNumber(String word) {
        return word.charAt(1) == '.' || Character.isDigit(word.charAt(1));
    }

    static boolean isLauncher(String word) {
        return LAUNCHER.contains(word) || word.startsWith("--debug=");
    }

    /** Reads one option and gives the number of further words it took. */
    private int option(Usage usage, String word, @Nullable String next) throws Mistake {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(usage, name);
        if (options.containsKey(option.name()) && !option.repeated() && option.value() != null) {
            throw new Mistake("`" + option.name() + "` is given twice", null);
        }
        List<String> values = options.computeIfAbsent(option.name(), any -> new ArrayList<>());
        if (option.value() == null) {
            if (equals >= 0) {
                throw new Mistake("`" + option.name() + "` takes no value", null);
            }
            return 0;
        }
        if (equals >= 0) {
            values.add(word.substring(equals + 1));
            return 0;
        }
        if (next == null) {
            throw new Mistake("`" + option.name() + "` needs a value", "write `" + option.name() + " " + option.value() + "`");
        }
        values.add(next);
        return 1;
    }

    private static Option find(Usage usage, String name) throws Mistake {
        List<String> known = new ArrayList<>();
        for (Option option : all(usage)) {
            if (option.name().equals(name) || name.equals(option.brief())) {
                return option;
            }
            known.add(option.name());
        }
        String nearest = NearestName.nearest(name, known);
        throw new Mistake("`isoflop " + usage.verb() + "` has no option `" + name + "`",
                nearest != null ? "did you mean `" + nearest + "`?" : "its options are " + String.join(", ", known));
    }

    static List<Option> all(Usage usage) {
        List<Option> all = new ArrayList<>(usage.options());
        all.addAll(COMMON);
        return all;
    }

    List<String> operands() {
        return operands;
    }

    /** Holds the number of operands to what the usage allows. */
    void checkOperands(Usage usage) throws Mistake {
        if (operands.isEmpty() && !usage.mayBeAlone()) {
            throw new Mistake("`isoflop " + usage.verb() + "` needs " + usage.operands(), "see `isoflop " + usage.verb() + " --help`");
        }
        if (operands.size() > usage.most()) {
            throw new Mistake("`" + operands.get(usage.most()) + "` is too much: `" + usage.line() + "`", null);
        }
    }

    boolean has(Option option) {
        return options.containsKey(option.name());
    }

    List<String> values(Option option) {
        return options.getOrDefault(option.name(), List.of());
    }

    @Nullable
    String value(Option option) {
        List<String> values = values(option);
        return values.isEmpty() ? null : values.getFirst();
    }

    /** The value of an option that is one of the words its usage lists, the first by default. */
    String choice(Option option) throws Mistake {
        List<String> words = List.of(String.valueOf(option.value()).split("\\|"));
        String value = value(option);
        if (value != null && !words.contains(value)) {
            throw new Mistake("`" + option.name() + "` is " + String.join(" or ", words) + ", not `" + value + "`", null);
        }
        return value == null ? words.getFirst() : value;
    }

    /** A whole number, null if the option is not given. */
    @Nullable
    Long number(Option option, long least) throws Mistake {
        String value = value(option);
        if (value == null) {
            return null;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new Mistake("`" + option.name() + "` takes a whole number, not `" + value + "`", null);
        }
        throw new Mistake("`" + option.name() + "` is at least " + least + ", not " + value, null);
    }
}
