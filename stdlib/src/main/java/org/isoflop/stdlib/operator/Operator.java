package org.isoflop.stdlib.operator;

import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/**
 * Operators and elementwise functions: the one table that checker, interpreter, kernel, completion and reference read.
 * Values are doubles; a truth is 1.0 or 0.0; missing is NaN and propagates, through comparisons too. {@code and} and
 * {@code or} are three-valued: {@code false and missing} is false, {@code true or missing} is true.
 */
public enum Operator {
    ADD("+", "x, y", DimensionRule.SAME, "Sum.", "1 + 2"),
    SUBTRACT("-", "x, y", DimensionRule.SAME, "Difference.", "3 - 2"),
    NEGATE("-", "x", DimensionRule.SAME, "The opposite number.", "-3"),
    MULTIPLY("*", "x, y", DimensionRule.PRODUCT, "Product.", "2 * 3"),
    DIVIDE("/", "x, y", DimensionRule.QUOTIENT, "Quotient.", "6 / 3"),
    POWER("^", "x, y", DimensionRule.POWER, "x raised to y.", "2 ^ 10"),

    EXP("exp", "x", DimensionRule.PLAIN, "e raised to x.", "exp(1)"),
    EXPM1("expm1", "x", DimensionRule.PLAIN, "exp(x) - 1, exact also for small x.", "expm1(1e-9)"),
    LOG("log", "x", DimensionRule.PLAIN, "Natural logarithm; missing below zero.", "log(10)"),
    LOG2("log2", "x", DimensionRule.PLAIN, "Logarithm to the base 2.", "log2(8)"),
    LOG10("log10", "x", DimensionRule.PLAIN, "Logarithm to the base 10.", "log10(1e21)"),
    LOG1P("log1p", "x", DimensionRule.PLAIN, "log(1 + x), exact also for small x.", "log1p(1e-9)"),
    SQRT("sqrt", "x", DimensionRule.ROOT, "Square root; missing below zero.", "sqrt(2)"),
    ABS("abs", "x", DimensionRule.SAME, "Absolute value.", "abs(-3)"),
    MIN("min", "x, y", DimensionRule.SAME, "The smaller of two values.", "min(2, 3)"),
    MAX("max", "x, y", DimensionRule.SAME, "The larger of two values.", "max(2, 3)"),
    CLAMP("clamp", "x, lower, upper", DimensionRule.SAME, "x, but not below lower and not above upper.", "clamp(7, 0, 5)"),
    FLOOR("floor", "x", DimensionRule.PLAIN, "The largest integer not above x.", "floor(2.7)"),
    CEIL("ceil", "x", DimensionRule.PLAIN, "The smallest integer not below x.", "ceil(2.1)"),
    ROUND("round", "x", DimensionRule.PLAIN, "The nearest integer, halves away from zero.", "round(2.5)"),
    SIGMOID("sigmoid", "x", DimensionRule.PLAIN, "Logistic function 1 / (1 + exp(-x)).", "sigmoid(0)"),
    SOFTPLUS("softplus", "x", DimensionRule.PLAIN, "log(1 + exp(x)), without overflow.", "softplus(0)"),
    TANH("tanh", "x", DimensionRule.PLAIN, "Hyperbolic tangent.", "tanh(1)"),
    ATAN("atan", "x", DimensionRule.PLAIN, "Arc tangent in radians.", "atan(1)"),
    SIN("sin", "x", DimensionRule.PLAIN, "Sine of x radians.", "sin(1)"),
    COS("cos", "x", DimensionRule.PLAIN, "Cosine of x radians.", "cos(1)"),
    CHOOSE("choose", "n, k", DimensionRule.PLAIN, "Binomial coefficient: subsets of k among n.", "choose(5, 2)"),

    LESS("<", "x, y", DimensionRule.COMPARISON, "Whether x is below y.", "1 < 2"),
    LESS_EQUAL("<=", "x, y", DimensionRule.COMPARISON, "Whether x is at most y.", "2 <= 2"),
    GREATER(">", "x, y", DimensionRule.COMPARISON, "Whether x is above y.", "2 > 1"),
    GREATER_EQUAL(">=", "x, y", DimensionRule.COMPARISON, "Whether x is at least y.", "2 >= 2"),
    EQUAL("==", "x, y", DimensionRule.COMPARISON, "Whether x equals y.", "2 == 2"),
    UNEQUAL("!=", "x, y", DimensionRule.COMPARISON, "Whether x differs from y.", "1 != 2"),
    KNOWN("known", "x", DimensionRule.COMPARISON, "Whether x is not missing; never missing itself.", "known(missing)"),
    AND("and", "p, q", DimensionRule.LOGIC, "Whether both hold; false and missing is false.", "true and false"),
    OR("or", "p, q", DimensionRule.LOGIC, "Whether one holds; true or missing is true.", "true or false"),
    NOT("not", "p", DimensionRule.LOGIC, "The opposite truth.", "not true"),
    SELECT("if", "condition, x, y", DimensionRule.SELECT, "x where the condition holds, else y; missing where it is missing.",
            "if 1 < 2 then 3 else 4");

    private static final Operator[] ALL = values();
    private static final double LOG_2 = 0.6931471805599453;
    private static final double LOG_10 = 2.302585092994046;

    private final String word;
    private final String parameters;
    private final int arity;
    private final DimensionRule rule;
    private final String doc;
    private final String example;

    Operator(String word, String parameters, DimensionRule rule, String doc, String example) {
        this.word = word;
        this.parameters = parameters;
        int count = 1;
        for (int i = 0; i < parameters.length(); i++) {
            if (parameters.charAt(i) == ',') {
                count++;
            }
        }
        this.arity = count;
        this.rule = rule;
        this.doc = doc;
        this.example = example;
    }

    /**
     * The operator written {@code word} with {@code arity} arguments ({@code "-"} has two), or null if there is none.
     */
    public static @Nullable Operator named(String word, int arity) {
        for (Operator operator : ALL) {
            if (operator.arity == arity && operator.word.equals(word)) {
                return operator;
            }
        }
        return null;
    }

    /** How it is written: a symbol, a function's name, or {@code if}. */
    public String word() {
        return word;
    }

    /** Number of arguments, 1 to 3. */
    public int arity() {
        return arity;
    }

    public DimensionRule rule() {
        return rule;
    }

    /** Whether it is called by name, like {@code exp(x)}; the others have a syntax of their own. */
    public boolean isFunction() {
        return this != SELECT && rule != DimensionRule.LOGIC && Character.isLetter(word.charAt(0));
    }

    /** The call as written in the reference, {@code clamp(x, lower, upper)}; for a symbol, the symbol alone. */
    public String signature() {
        return isFunction() ? word + "(" + parameters + ")" : word;
    }

    /** One sentence for the reference, help and completion. */
    public String doc() {
        return doc;
    }

    /** An expression in the language that uses it. */
    public String example() {
        return example;
    }

    /** Its value for one argument. */
    public double apply(double a) {
        return apply(a, 0, 0);
    }

    /** Its value for two arguments. */
    public double apply(double a, double b) {
        return apply(a, b, 0);
    }

    /** Its value; arguments beyond the arity are ignored. */
    public double apply(double a, double b, double c) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case NEGATE -> -a;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Elementary.pow(a, b);
            case EXP -> Elementary.exp(a);
            case EXPM1 -> Elementary.expm1(a);
            case LOG -> Elementary.log(a);
            case LOG2 -> Elementary.log2(a);
            case LOG10 -> Elementary.log10(a);
            case LOG1P -> Elementary.log1p(a);
            case SQRT -> Math.sqrt(a);
            case ABS -> Math.abs(a);
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case CLAMP -> Math.min(Math.max(a, b), c);
            case FLOOR -> Math.floor(a);
            case CEIL -> Math.ceil(a);
            case ROUND -> round(a);
            case SIGMOID -> Elementary.sigmoid(a);
            case SOFTPLUS -> Elementary.softplus(a);
            case TANH -> Elementary.tanh(a);
            case ATAN -> StrictMath.atan(a);
            case SIN -> StrictMath.sin(a);
            case COS -> StrictMath.cos(a);
            case CHOOSE -> choose(a, b);
            case LESS -> truth(a < b, a, b);
            case LESS_EQUAL -> truth(a <= b, a, b);
            case GREATER -> truth(a > b, a, b);
            case GREATER_EQUAL -> truth(a >= b, a, b);
            case EQUAL -> truth(a == b, a, b);
            case UNEQUAL -> truth(a != b, a, b);
            case KNOWN -> a == a ? 1 : 0;
            case AND -> a == 0 || b == 0 ? 0 : truth(true, a, b);
            case OR -> a == a && a != 0 || b == b && b != 0 ? 1 : truth(false, a, b);
            case NOT -> truth(a == 0, a, a);
            case SELECT -> a == a ? (a != 0 ? b : c) : Double.NaN;
        };
    }

    /**
     * The partial derivative by one argument. At a kink (abs, min, max, clamp, select) it is that of one side; of steps,
     * comparisons and logic it is zero.
     *
     * @param argument which argument, from 0
     * @param value the operator's value at the arguments
     */
    public double derivative(int argument, double a, double b, double c, double value) {
        return switch (this) {
            case ADD -> 1;
            case SUBTRACT -> argument == 0 ? 1 : -1;
            case NEGATE -> -1;
            case MULTIPLY -> argument == 0 ? b : a;
            case DIVIDE -> argument == 0 ? 1 / b : -value / b;
            case POWER -> argument == 0 ? powerByBase(a, b) : powerByExponent(a, value);
            case EXP -> value;
            case EXPM1 -> value + 1;
            case LOG -> 1 / a;
            case LOG2 -> 1 / (a * LOG_2);
            case LOG10 -> 1 / (a * LOG_10);
            case LOG1P -> 1 / (1 + a);
            case SQRT -> 0.5 / value;
            case ABS -> a < 0 ? -1 : 1;
            case MIN -> a <= b == (argument == 0) ? 1 : 0;
            case MAX -> a >= b == (argument == 0) ? 1 : 0;
            case CLAMP -> argument == clampedTo(a, b, c) ? 1 : 0;
            case FLOOR, CEIL, ROUND -> 0;
            case SIGMOID -> value * Elementary.sigmoid(-a);
            case SOFTPLUS -> Elementary.sigmoid(a);
            case TANH -> 4 * Elementary.sigmoid(2 * a) * Elementary.sigmoid(-2 * a);
            case ATAN -> 1 / (1 + a * a);
            case SIN -> StrictMath.cos(a);
            case COS -> -StrictMath.sin(a);
            case CHOOSE -> argument == 0
                    ? value * (Gamma.digamma(a + 1) - Gamma.digamma(a - b + 1))
                    : value * (Gamma.digamma(a - b + 1) - Gamma.digamma(b + 1));
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, UNEQUAL, KNOWN, AND, OR, NOT -> 0;
            case SELECT -> argument == 0 ? 0 : (a != 0) == (argument == 1) ? 1 : 0;
        };
    }

    private static double truth(boolean holds, double a, double b) {
        return a == a && b == b ? (holds ? 1 : 0) : Double.NaN;
    }

    private static double round(double x) {
        double whole = Math.floor(Math.abs(x));
        return Math.copySign(Math.abs(x) - whole >= 0.5 ? whole + 1 : whole, x);
    }

    private static int clampedTo(double x, double lower, double upper) {
        return Math.max(x, lower) > upper ? 2 : x < lower ? 1 : 0;
    }

    private static double powerByBase(double base, double exponent) {
        return exponent == 0 ? 0 : exponent * Elementary.pow(base, exponent - 1);
    }

    // 0^y is 0 around any positive y, so its slope by y is 0 and not 0 * -infinity.
    private static double powerByExponent(double base, double value) {
        return value == 0 ? 0 : value * Elementary.log(base);
    }

    // The product is exact where the result is; the gamma function continues it to fractions and large k.
    private static double choose(double n, double k) {
        double smaller = n == Math.floor(n) && n >= k && k > n - k ? n - k : k;
        if (smaller != Math.floor(smaller) || smaller > 1000) {
            return StrictMath.exp(Gamma.logGamma(n + 1) - Gamma.logGamma(k + 1) - Gamma.logGamma(n - k + 1));
        }
        double result = smaller < 0 ? 0 : 1;
        for (int i = 0; i < smaller; i++) {
            result = result * (n - i) / (i + 1);
        }
        return n == n ? result : Double.NaN;
    }
}
