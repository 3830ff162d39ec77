package org.isoflop.interpreter.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.isoflop.grammar.parse.StudyParser;
import org.junit.jupiter.api.Test;

class LexiconTest {
    /** Every word that completion offers and the checker takes has a meaning, and no other word has one. */
    @Test
    void explainsTheWordsThatThereAre() {
        Set<String> words = new TreeSet<>();
        for (String item : StudyParser.itemWords()) {
            words.add(item);
            Vocabulary.clauses(item).forEach(clause -> words.add(item + "." + clause));
            for (String option : Vocabulary.options(item)) {
                words.add(item + "." + option);
                Vocabulary.words(item, option).forEach(value -> words.add(item + "." + option + "." + value));
            }
            if (item.equals("data") || item.equals("sweep")) {
                Vocabulary.entries().forEach(entry -> words.add(item + "." + entry));
            }
        }
        assertEquals(words, new TreeSet<>(Lexicon.all().keySet()));
    }

    @Test
    void findsAWordAtAllOfItsPlaces() {
        assertEquals(Set.of("data.keep", "fit.keep", "sweep.keep"), Lexicon.of("keep").keySet());
        assertEquals(Set.of("allocate.subject to"), Lexicon.of("subject").keySet());
        assertEquals(Set.of(), Lexicon.of("robus").keySet());
    }
}
