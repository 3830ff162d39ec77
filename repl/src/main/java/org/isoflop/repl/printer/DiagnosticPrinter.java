package org.isoflop.repl.printer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.isoflop.grammar.diagnostic.Diagnostic;
import org.isoflop.grammar.diagnostic.Diagnostic.Label;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.repl.file.FileNames;
import org.isoflop.repl.file.Harmless;
import org.isoflop.repl.printer.Ink.Role;

/**
 * Prints diagnostics for people: what is wrong, where, the source lines with the places underlined and labelled, notes
 * and help.
 *
 * @param room tells the cells that a line may fill; a source line is cut around what is underlined, all else goes on below
 */
public record DiagnosticPrinter(FileNames names, Ink ink, IntSupplier room) {
    /** The diagnostics with a blank line between them, ended by a line break; empty for none. */
    public String text(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return "";
        }
        int width = Math.max(LineBreaks.NARROWEST, room.getAsInt());
        StringBuilder text = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            text.append(text.isEmpty() ? "" : "\n").append(LineBreaks.within(text(diagnostic, width), width));
        }
        return text.toString();
    }

    /** One diagnostic, ended by a line break. */
    public String text(Diagnostic diagnostic) {
        return text(List.of(diagnostic));
    }

    private String text(Diagnostic diagnostic, int width) {
        Role role = diagnostic.isError() ? Role.ERROR : Role.WARNING;
        StringBuilder text = new StringBuilder();
        text.append(ink.of(role, diagnostic.severity().word() + "[" + diagnostic.code().word() + "]"));
        text.append(ink.of(Role.STRONG, ": " + indented(diagnostic.message(), 4))).append('\n');
        List<Excerpt> excerpts = excerpts(diagnostic, role, width);
        int gutter = 1;
        for (Excerpt excerpt : excerpts) {
            gutter = Math.max(gutter, excerpt.gutter());
        }
        for (Excerpt excerpt : excerpts) {
            excerpt.print(text, gutter, excerpt == excerpts.getFirst());
        }
        for (String note : diagnostic.notes()) {
            remark(text, gutter, Role.STRONG, "note: ", note);
        }
        if (diagnostic.fix() != null) {
            remark(text, gutter, Role.HELP, "help: ", diagnostic.fix());
        }
        return text.toString();
    }

    /** One excerpt for each text that is pointed into, that of the primary label first. */
    private List<Excerpt> excerpts(Diagnostic diagnostic, Role role, int width) {
        List<Source> sources = new ArrayList<>();
        for (Label label : diagnostic.labels()) {
            if (!sources.contains(label.source())) {
                sources.add(label.source());
            }
        }
        List<Excerpt> excerpts = new ArrayList<>();
        for (Source source : sources) {
            List<Mark> marks = new ArrayList<>();
            for (Label label : diagnostic.labels()) {
                if (label.source() == source) {
                    boolean primary = label.equals(diagnostic.labels().getFirst());
                    Mark.of(label, primary, primary ? role : Role.SECONDARY, marks);
                }
            }
            excerpts.add(new Excerpt(source, names.of(source.name()), marks, ink, width));
        }
        return excerpts;
    }

    private void remark(StringBuilder text, int gutter, Role role, String head, String remark) {
        String margin = " ".repeat(gutter + 1);
        text.append(margin).append(ink.of(Role.GUTTER, "= ")).append(ink.of(role, head));
        text.append(indented(remark, margin.length() + 2 + head.length())).append('\n');
    }

    private static String indented(String message, int margin) {
        String clean = Harmless.of(message);
        return clean.indexOf('\n') < 0 ? clean : clean.replace("\n", "\n" + " ".repeat(margin));
    }
}
