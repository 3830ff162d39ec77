package org.isoflop.grammar.format;

import java.util.List;

/** Text with the places where a line may end, after Wadler's and Oppen's pretty printers. */
sealed interface Layout {
    Layout NOTHING = new Text("");
    Layout SPACE = new Line(" ");
    Layout NO_SPACE = new Line("");
    Layout NEW_LINE = new NewLine(false);
    Layout BLANK_LINE = new NewLine(true);
    Layout BREAK = new Break();

    record Text(String text) implements Layout {
    }

    /** A line break where the enclosing group is broken, else the text. */
    record Line(String flat) implements Layout {
    }

    /** A line break always; with a blank line before the next line if wished. */
    record NewLine(boolean blank) implements Layout {
    }

    /** Prints nothing and breaks the groups around it. */
    record Break() implements Layout {
    }

    /** One text where the enclosing group stands on one line, another where it is broken. */
    record Either(String flat, String broken) implements Layout {
    }

    /** A comment behind what stands on its line, put off to the end of the line. */
    record Trailing(String comment) implements Layout {
    }

    /** A comment on a line of its own. */
    record Own(String comment) implements Layout {
    }

    record Indented(Layout inner) implements Layout {
    }

    /** Stands on one line if it fits. */
    record Group(Layout inner, boolean broken) implements Layout {
    }

    record Sequence(List<Layout> parts) implements Layout {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    static Layout text(String text) {
        return new Text(text);
    }

    static Layout of(Layout... parts) {
        return new Sequence(List.of(parts));
    }

    static Layout of(List<Layout> parts) {
        return new Sequence(parts);
    }

    static Layout indented(Layout... parts) {
        return new Indented(of(parts));
    }

    static Layout group(Layout... parts) {
        Layout inner = of(parts);
        return new Group(inner, inner.mustBreak());
    }

    /** Whether the groups around this cannot stand on one line. */
    default boolean mustBreak() {
        return switch (this) {
            case NewLine line -> true;
            case Break now -> true;
            case Own comment -> true;
            case Indented indented -> indented.inner.mustBreak();
            case Group group -> group.broken;
            case Sequence sequence -> any(sequence.parts);
            case Text text -> false;
            case Line line -> false;
            case Either either -> false;
            case Trailing comment -> false;
        };
    }

    private static boolean any(List<Layout> parts) {
        for (Layout part : parts) {
            if (part.mustBreak()) {
                return true;
            }
        }
        return false;
    }
}
