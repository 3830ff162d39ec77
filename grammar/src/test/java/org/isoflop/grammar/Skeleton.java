package org.isoflop.grammar;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;
import org.isoflop.grammar.syntax.Study.Comment;

/** Syntax as a text without its places, to compare what two texts mean. */
public final class Skeleton {
    private Skeleton() {
    }

    public static String of(Object syntax) {
        StringBuilder text = new StringBuilder();
        write(syntax, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof List<?> list) {
            text.append('[');
            for (Object element : list) {
                if (!(element instanceof Comment)) {
                    write(element, text);
                    text.append(' ');
                }
            }
            text.append(']');
        } else if (value instanceof Record record) {
            text.append('(').append(record.getClass().getSimpleName());
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                if (component.getType() != Span.class && component.getType() != Source.class
                        && !component.getName().equals("operatorSpans")) {
                    write(get(record, component), text.append(' '));
                }
            }
            text.append(')');
        } else {
            text.append(value);
        }
    }

    public static Object get(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
