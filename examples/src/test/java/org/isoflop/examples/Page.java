package org.isoflop.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the documentation, cut into pieces that together are its text.
 *
 * @param pieces what stands between fences and between the marks of generated parts, and the text around them
 */
record Page(Path file, List<Piece> pieces) {
    private static final String MARK = "<!-- generated: ";
    private static final String END = "<!-- end -->";

    /** A part of the text, which ends with a line break unless it is empty. */
    sealed interface Piece {
        String text();
    }

    /** Prose, with the lines of fences and marks. */
    record Prose(String text) implements Piece {
    }

    /**
     * What stands between two fences.
     *
     * @param language what follows the opening fence: {@code study fragment}
     * @param line the line of the opening fence, from 1
     */
    record Block(String language, int line, String text) implements Piece {
    }

    /** What stands between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. */
    record Generated(String name, String text) implements Piece {
    }

    static Page read(Path file) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String fence = null;
        String generated = null;
        int line = 0;
        int start = 0;
        for (String each : Files.readString(file, StandardCharsets.UTF_8).split("(?<=\n)")) {
            line++;
            String bare = each.strip();
            boolean opens = fence == null && generated == null && (bare.startsWith("```") || bare.startsWith(MARK));
            boolean closes = fence != null && bare.equals("```") || generated != null && bare.equals(END);
            if (closes) {
                pieces.add(fence != null
                        ? new Block(fence, start, text.toString())
                        : new Generated(String.valueOf(generated), text.toString()));
                text.setLength(0);
                fence = null;
                generated = null;
            }
            text.append(each);
            if (opens) {
                pieces.add(new Prose(text.toString()));
                text.setLength(0);
                start = line;
                fence = bare.startsWith("```") ? bare.substring(3).strip() : null;
                generated = fence == null ? bare.substring(MARK.length(), bare.indexOf(" -->")) : null;
            }
        }
        pieces.add(new Prose(text.toString()));
        return new Page(file, pieces);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }

    /** The text outside of fences. */
    String prose() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (!(piece instanceof Block)) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }
}
