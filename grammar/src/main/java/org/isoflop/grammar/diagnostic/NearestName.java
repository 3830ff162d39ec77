package org.isoflop.grammar.diagnostic;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that was probably meant. */
public final class NearestName {
    private NearestName() {
    }

    /**
     * The known name that needs the fewest slips of the pen (a letter too many, missing, wrong, or two swapped) to become
     * the wrong one, whatever the case of its letters; null if none is near. Names of equal distance are taken by alphabet.
     * Names under three letters are too short to guess at.
     */
    public static @Nullable String nearest(String wrong, Collection<String> known) {
        if (wrong.length() < 3 || wrong.length() > 100) {
            return null;
        }
        String lower = wrong.toLowerCase(Locale.ROOT);
        int threshold = wrong.length() < 5 ? 1 : wrong.length() < 9 ? 2 : 3;
        int best = threshold + 1;
        String nearest = null;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - lower.length()) > threshold || candidate.equals(wrong)) {
                continue;
            }
            int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), threshold);
            if (distance < best || distance == best && nearest != null && candidate.compareTo(nearest) < 0) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * Restricted Damerau-Levenshtein: no letter is touched twice. Only places that few changes lead to are looked at; where there are none
     * any more, the distance is given as more than the most that matters.
     */
    private static int distance(String a, String b, int most) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        Arrays.fill(beforeLast, most + 1);
        Arrays.fill(current, most + 1);
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        int leastBefore = 0;
        for (int i = 1; i <= a.length(); i++) {
            int from = Math.max(1, i - most);
            int to = Math.min(b.length(), i + most);
            current[from - 1] = from == 1 ? i : most + 1;
            int least = current[from - 1];
            for (int j = from; j <= to; j++) {
                int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(last[j - 1] + wrong, Math.min(last[j], current[j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                current[j] = swapped ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
                least = Math.min(least, current[j]);
            }
            if (to < b.length()) {
                current[to + 1] = most + 1;
            }
            if (Math.min(least, leastBefore) > most) {
                return most + 1;
            }
            leastBefore = least;
            int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return last[b.length()];
    }
}
