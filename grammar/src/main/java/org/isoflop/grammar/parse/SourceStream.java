package org.isoflop.grammar.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;
import org.isoflop.grammar.syntax.Source;

/** The text of a source, read by code points and counted in UTF-16 units, so that token positions are offsets of spans. */
final class SourceStream implements CharStream {
    private final Source source;
    private final String text;
    private int position;

    SourceStream(Source source) {
        this(source, 0);
    }

    /** @param from the offset at which reading begins */
    SourceStream(Source source, int from) {
        this.source = source;
        this.text = source.text();
        this.position = from;
    }

    @Override
    public void consume() {
        if (position >= text.length()) {
            throw new IllegalStateException("nothing left to consume");
        }
        position += Character.charCount(text.codePointAt(position));
    }

    @Override
    public int LA(int ahead) {
        if (ahead == 1) {
            return position < text.length() ? text.codePointAt(position) : IntStream.EOF;
        }
        if (ahead == 0) {
            return 0;
        }
        int at = position;
        if (ahead < 0) {
            for (int i = ahead; i < 0; i++) {
                if (at == 0) {
                    return IntStream.EOF;
                }
                at -= Character.charCount(text.codePointBefore(at));
            }
            return text.codePointAt(at);
        }
        for (int i = 1; i < ahead && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at < text.length() ? text.codePointAt(at) : IntStream.EOF;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
    }

    @Override
    public int index() {
        return position;
    }

    @Override
    public void seek(int index) {
        position = index;
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return source.name();
    }

    @Override
    public String getText(Interval interval) {
        return text.substring(interval.a, Math.min(interval.b + 1, text.length()));
    }
}
