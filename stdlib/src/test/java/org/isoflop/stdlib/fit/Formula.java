package org.isoflop.stdlib.fit;

import java.util.Map;
import org.isoflop.stdlib.kernel.KernelBuilder;
import org.isoflop.stdlib.operator.Operator;

/** Formulas as NIST prints them, read into a kernel. */
final class Formula {
    private final String text;
    private final KernelBuilder builder;
    private final Map<String, Integer> names;
    private int at;

    private Formula(String text, KernelBuilder builder, Map<String, Integer> names) {
        this.text = text.replace(" ", "").replace("**", "^");
        this.builder = builder;
        this.names = names;
    }

    /** The node of a formula of numbers, names, {@code + - * / ^}, calls of one argument and parentheses. */
    static int read(String text, KernelBuilder builder, Map<String, Integer> names) {
        Formula formula = new Formula(text, builder, names);
        int node = formula.sum();
        if (formula.at < formula.text.length()) {
            throw new IllegalArgumentException("cannot read `" + formula.text.substring(formula.at) + "`");
        }
        return node;
    }

    private boolean take(char expected) {
        boolean found = at < text.length() && text.charAt(at) == expected;
        at += found ? 1 : 0;
        return found;
    }

    private int sum() {
        int left = product();
        while (true) {
            if (take('+')) {
                left = builder.apply(Operator.ADD, left, product());
            } else if (take('-')) {
                left = builder.apply(Operator.SUBTRACT, left, product());
            } else {
                return left;
            }
        }
    }

    private int product() {
        int left = signed();
        while (true) {
            if (take('*')) {
                left = builder.apply(Operator.MULTIPLY, left, signed());
            } else if (take('/')) {
                left = builder.apply(Operator.DIVIDE, left, signed());
            } else {
                return left;
            }
        }
    }

    private int signed() {
        return take('-') ? builder.apply(Operator.NEGATE, signed()) : power();
    }

    private int power() {
        int base = primary();
        return take('^') ? builder.apply(Operator.POWER, base, signed()) : base;
    }

    private int primary() {
        if (take('(')) {
            int inner = sum();
            take(')');
            return inner;
        }
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String word = text.substring(from, at);
        if (take('(')) {
            int inner = sum();
            take(')');
            return builder.apply(Operator.valueOf(word.toUpperCase(java.util.Locale.ROOT)), inner);
        }
        Integer named = names.get(word);
        return named != null ? named : builder.constant(word.equals("pi") ? Math.PI : Double.parseDouble(word));
    }
}
