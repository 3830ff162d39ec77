package org.isoflop.interpreter.table;

/** Numbers as text in the fewest digits that read back as the same number. */
final class NumberText {
    private NumberText() {
    }

    /** {@code 70000000000}, {@code 0.001}, {@code 1e21}, {@code 1.5e-9}. */
    static String of(double value) {
        return of(value, false);
    }

    /** As YAML 1.1 knows it too, where an exponent needs a point before and a sign: {@code 1.0e+21}. */
    static String ofYaml(double value) {
        return of(value, true);
    }

    private static String of(double value, boolean yaml) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        // Double.toString gives the shortest digits since JDK 19; only their layout is changed here.
        String text = Double.toString(value);
        int exponentMark = text.indexOf('E');
        if (exponentMark < 0) {
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        int exponent = Integer.parseInt(text, exponentMark + 1, text.length(), 10);
        String digits = text.substring(0, exponentMark);
        String sign = digits.startsWith("-") ? "-" : "";
        int point = digits.indexOf('.');
        String whole = digits.substring(sign.length(), point);
        String part = digits.endsWith(".0") ? "" : digits.substring(point + 1);
        if (exponent >= 0 && exponent < 16 && part.length() <= exponent) {
            return sign + whole + part + "0".repeat(exponent - part.length());
        }
        if (exponent >= 0 && exponent < 16) {
            return sign + whole + part.substring(0, exponent) + "." + part.substring(exponent);
        }
        if (exponent < 0 && exponent >= -5) {
            return sign + "0." + "0".repeat(-exponent - 1) + whole + part;
        }
        return yaml
                ? sign + whole + "." + (part.isEmpty() ? "0" : part) + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent)
                : sign + whole + (part.isEmpty() ? "" : "." + part) + "e" + exponent;
    }
}
