package org.isoflop.repl.report;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code in colours, by the shapes of its words alone: nothing depends on them but how it looks. */
final class Highlight {
    private static final Pattern WORDS = Pattern.compile("(?<comment>#.*)|(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*\")|(?<quoted>`[^`\\n]*`)"
            + "|(?<number>\\$?\\b\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?[KMBT]?%?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)");
    private static final Set<String> ITEMS = Set.of("study", "use", "unit", "input", "let", "data", "law", "fit", "constraint", "budget",
            "allocate", "sweep", "show", "plot", "export", "expect", "accept");
    private static final Set<String> CLAUSES = Set.of("in", "and", "or", "not", "if", "then", "else", "as", "by", "with", "true", "false",
            "missing", "where", "free", "on", "over", "within", "subject", "to", "because", "minimize", "maximize", "keep", "key", "per");

    private Highlight() {
    }

    /** A line or several of a study. */
    static void code(String code, Html html) {
        Matcher word = WORDS.matcher(code);
        int from = 0;
        while (word.find()) {
            String kind = kind(word, code);
            if (!kind.isEmpty()) {
                html.text(code.substring(from, word.start())).element("span", word.group(), "class", kind);
                from = word.end();
            }
        }
        html.text(code.substring(from));
    }

    private static String kind(Matcher word, String code) {
        if (word.group("comment") != null) {
            return "comment";
        }
        if (word.group("text") != null) {
            return "text";
        }
        if (word.group("number") != null) {
            return "number";
        }
        if (word.group("word") == null) {
            return "";
        }
        boolean first = code.substring(code.lastIndexOf('\n', word.start()) + 1, word.start()).isBlank();
        boolean label = code.startsWith(":", word.end()) || word.start() > 0 && code.charAt(word.start() - 1) == '.';
        return !label && (first && ITEMS.contains(word.group()) || CLAUSES.contains(word.group())) ? "keyword" : "";
    }
}
