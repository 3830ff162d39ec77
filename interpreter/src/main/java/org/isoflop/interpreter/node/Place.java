package org.isoflop.interpreter.node;

import com.oracle.truffle.api.source.SourceSection;
import java.nio.file.Path;
import java.util.Map;
import java.util.WeakHashMap;
import org.isoflop.grammar.syntax.Source;
import org.isoflop.grammar.syntax.Span;

/** Where something was written. */
public record Place(Source source, Span span) {
    private static final Map<Source, com.oracle.truffle.api.source.Source> SOURCES = new WeakHashMap<>();

    /** The text of it on one line. */
    public String text() {
        return source.text(span).replaceAll("(?<=[(\\[])\\s*\\R\\s*|,?\\s*\\R\\s*(?=[)\\]])", "").replaceAll("\\s+", " ");
    }

    /** The same place for debuggers and profilers. */
    public SourceSection section() {
        return of(source).createSection(span.start(), span.length());
    }

    private static synchronized com.oracle.truffle.api.source.Source of(Source source) {
        return SOURCES.computeIfAbsent(source, Place::made);
    }

    /** The URI is what a debugger knows an imported file by. */
    private static com.oracle.truffle.api.source.Source made(Source source) {
        var builder = com.oracle.truffle.api.source.Source.newBuilder("isoflop", source.text(), source.name());
        Path file = Path.of(source.name());
        return (file.isAbsolute() ? builder.uri(file.toUri()) : builder).build();
    }

    /** Makes debuggers see the source that the host gave, so that their breakpoints meet these nodes. */
    public static synchronized void known(Source source, com.oracle.truffle.api.source.Source given) {
        SOURCES.put(source, given);
    }
}
