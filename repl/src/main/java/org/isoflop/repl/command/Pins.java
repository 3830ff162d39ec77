package org.isoflop.repl.command;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Syntax;
import org.isoflop.interpreter.file.ContentHash;
import org.isoflop.interpreter.file.Folder;
import org.isoflop.interpreter.file.InputFile;

/** Writes the hash of each data file behind its name, so that a study stands for the same data for ever. */
final class Pins {
    private static final Set<String> READERS = Set.of("csv", "tsv", "json", "parquet", "read");
    private static final String MARK = "#sha256:";

    private Pins() {
    }

    /** The source with every literal name of a data file pinned to what the file now holds. */
    static Source write(Study study, Path folder) throws Mistake, IOException {
        Folder readable = Folder.confined(folder, List.of(folder));
        List<TextLiteral> files = new ArrayList<>();
        collect(study.items(), files);
        files.sort(Comparator.comparingInt((TextLiteral file) -> file.span().start()).reversed());
        StringBuilder text = new StringBuilder(study.source().text());
        for (TextLiteral file : files) {
            int mark = file.value().indexOf(MARK);
            String name = mark < 0 ? file.value() : file.value().substring(0, mark);
            InputFile input = readable.file(name);
            if (!input.isFile()) {
                throw new Mistake(
                        "`" + name + "` in `" + study.source().name() + "` cannot be pinned: the study's folder holds no such file",
                        null);
            }
            // A text ends with a quote that no name can hold, so that the mark goes before it or before the old one.
            String written = study.source().text(file.span());
            int end = written.indexOf(MARK) < 0 ? written.length() - 1 : written.indexOf(MARK);
            text.replace(file.span().start(), file.span().end(), written.substring(0, end) + MARK + ContentHash.sha256(input) + "\"");
        }
        return new Source(study.source().name(), text.toString());
    }

    /** Every file name within some syntax. The records are walked by their components, whatever kinds of syntax there are. */
    private static void collect(Object syntax, List<TextLiteral> files) {
        if (syntax instanceof List<?> list) {
            list.forEach(one -> collect(one, files));
            return;
        }
        if (!(syntax instanceof Syntax) || !(syntax instanceof Record)) {
            return;
        }
        if (syntax instanceof Call call && call.callee() instanceof Reference reader && READERS.contains(reader.name().text())
                && !call.arguments().isEmpty() && call.arguments().getFirst().value() instanceof TextLiteral file) {
            files.add(file);
        }
        for (RecordComponent component : syntax.getClass().getRecordComponents()) {
            try {
                Object part = component.getAccessor().invoke(syntax);
                if (part != null) {
                    collect(part, files);
                }
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("every syntax record is public", impossible);
            }
        }
    }
}
