package org.isoflop.interpreter.engine;

import java.time.Duration;
import java.util.List;
import org.isoflop.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What came of something that was entered into a session.
 *
 * @param result what is to be told, as of a run: {@code outputs}, {@code expectations}, {@code plots} and {@code files} are those of this
 *     entry, {@code findings} those that were not there before, {@code values} those of items that were defined or evaluated again
 * @param defined the items that the entry declares, in its order
 * @param changes the items that were evaluated before and now have another value, each behind what it uses
 * @param evaluated the items that were evaluated for this entry, in the order in which that happened
 * @param dropped outputs of earlier entries that no longer follow from the study, and are no part of it any more, by their texts
 * @param took how long it took
 */
public record Reply(Outcome outcome, Result result, List<Defined> defined, List<Change> changes, List<String> evaluated,
        List<String> dropped, Duration took) {
    public Reply {
        defined = List.copyOf(defined);
        changes = List.copyOf(changes);
        evaluated = List.copyOf(evaluated);
        dropped = List.copyOf(dropped);
    }

    /** What became of an entry. */
    public enum Outcome {
        /** It is part of the session. */
        TAKEN,
        /** It is wrong, as the findings say, and the session is what it was. */
        REFUSED,
        /** It was cancelled, and the session is what it was. */
        CANCELLED
    }

    /**
     * An item that an entry declares.
     *
     * @param word the word that begins the item: {@code data}
     * @param again whether it took the place of one of the same name
     * @param value its value, null where it has none by itself, as what takes arguments
     */
    public record Defined(String name, String word, boolean again, @Nullable Value value) {
    }

    /**
     * An item whose value is another one now.
     *
     * @param differences the numbers that changed: of a fit its coefficients, of an allocation its optimum and variables, of a record its
     *     members, of a quantity itself; of other values none are listed
     */
    public record Change(String name, String word, List<Difference> differences) {
        public Change {
            differences = List.copyOf(differences);
        }
    }

    /**
     * A number that changed.
     *
     * @param member the path to it from the item, empty for the item itself
     * @param before null where there was none
     * @param after null where there is none any more
     */
    public record Difference(String member, @Nullable Value before, @Nullable Value after) {
    }
}
