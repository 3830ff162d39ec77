package org.isoflop.interpreter.analysis;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isoflop.grammar.syntax.Expression.Call;
import org.isoflop.grammar.syntax.Expression.Reference;
import org.isoflop.grammar.syntax.Expression.TextLiteral;
import org.isoflop.grammar.syntax.Item;
import org.isoflop.grammar.syntax.Study;
import org.isoflop.grammar.syntax.Syntax;

/** The files that a study names: what it uses and what it reads, wherever the name is a text and not worked out. */
public final class NamedFiles {
    private static final Set<String> READERS = Set.of("csv", "tsv", "json", "parquet", "read");

    private NamedFiles() {
    }

    /** The names as they stand in the text, in its order. */
    public static List<TextLiteral> of(Study study) {
        List<TextLiteral> files = new ArrayList<>();
        for (Item item : study.items()) {
            if (item instanceof Item.Use use && use.file() != null) {
                files.add(use.file());
            }
            collect(item, files);
        }
        return files;
    }

    /** Every table that is read within some syntax. The records are walked by their components, whatever kinds of syntax there are. */
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
