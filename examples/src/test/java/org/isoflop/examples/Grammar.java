package org.isoflop.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parser's rules in a notation for readers: literals in place of token names, a rule on as few lines as it needs. */
final class Grammar {
    private static final Path FOLDER = Path.of("../grammar/src/main/antlr4/org/isoflop/grammar/antlr");
    private static final Pattern RULE = Pattern.compile("(?m)^(\\w+)\\s*:\\s*(.*?)\\s*;\\s*$", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("\\b[A-Z][A-Z_]+\\b");
    private static final Pattern LITERAL = Pattern.compile("(?m)^([A-Z_]+)\\s*:\\s*('[^\\n]*')\\s*;");
    /** Tokens that stand for many texts keep their names. */
    private static final List<String> CLASSES = List.of("NUMBER", "MONEY", "TEXT", "NAME", "QUOTED_NAME", "UNIT");
    private static final int WIDTH = 112;

    private Grammar() {
    }

    static String text() throws IOException {
        Map<String, String> literals = literals();
        StringBuilder text = new StringBuilder("```ebnf\n");
        Matcher rule = RULE.matcher(withoutComments(Files.readString(FOLDER.resolve("StudyParser.g4"))));
        while (rule.find()) {
            String body = TOKEN.matcher(rule.group(2).replaceAll("\\s+", " ")).replaceAll(token -> literal(token.group(), literals));
            line(rule.group(1), body.replace(" EOF", ""), text);
        }
        return text.append("```\n").toString();
    }

    private static String withoutComments(String text) {
        String rules = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
        return rules.substring(rules.indexOf("tokenVocab") + 1).replaceFirst("(?s)^.*?}\\s*", "");
    }

    private static Map<String, String> literals() throws IOException {
        Map<String, String> literals = new HashMap<>();
        Matcher token = LITERAL.matcher(Files.readString(FOLDER.resolve("StudyLexer.g4")));
        while (token.find()) {
            String signs = token.group(2).replace('\'', '"');
            literals.put(token.group(1), signs.contains(" | ") ? "(" + signs + ")" : signs);
        }
        return literals;
    }

    private static String literal(String token, Map<String, String> literals) {
        if (CLASSES.contains(token) || token.equals("EOF")) {
            return token;
        }
        String sign = literals.get(token);
        String text = sign != null ? sign : '"' + token.replace("_ITEM", "").toLowerCase(Locale.ROOT) + '"';
        return Matcher.quoteReplacement(text);
    }

    private static void line(String name, String body, StringBuilder text) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-11s=", name));
        String indent = " ".repeat(11);
        for (String part : body.split(" (?=\\| )")) {
            if (line.length() + 1 + part.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(' ').append(part);
        }
        text.append(line).append('\n');
    }
}
