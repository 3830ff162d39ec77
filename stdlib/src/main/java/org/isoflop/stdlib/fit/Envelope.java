package org.isoflop.stdlib.fit;

import java.util.Arrays;

/**
 * Where symmetric matrices over coefficients have entries: in an order of the coefficients, of each row those from a first one up to
 * the diagonal (Jennings 1966). Entries lie row by row. A factor has entries nowhere else, so that coefficients of groups that share no row cost
 * what each group costs by itself: eliminated first, they leave their Schur complement to the coefficients that all rows share.
 */
final class Envelope {
    private final int[] order;
    private final int[] place;
    private final int[] first;
    /** By place, where the entry of column 0 would lie. */
    private final int[] start;
    private final int length;

    private Envelope(int[] order, int[] first) {
        this.order = order;
        this.first = first;
        place = new int[order.length];
        start = new int[order.length];
        int next = 0;
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = i;
            start[i] = next - first[i];
            next += i + 1 - first[i];
        }
        length = next;
    }

    /** Every entry, in the order of the coefficients. */
    static Envelope dense(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return new Envelope(order, new int[size]);
    }

    /** Coefficients of groups that meet only within the group, each group's together, and others that meet all. */
    static Envelope grouped(int[][] groups, int[] others) {
        int size = others.length + Arrays.stream(groups).mapToInt(group -> group.length).sum();
        int[] order = new int[size];
        int[] first = new int[size];
        int next = 0;
        for (int[] group : groups) {
            int begin = next;
            for (int j : group) {
                first[next] = begin;
                order[next++] = j;
            }
        }
        System.arraycopy(others, 0, order, next, others.length);
        return new Envelope(order, first);
    }

    int size() {
        return order.length;
    }

    /** Coefficients in the order that they have here. */
    int[] ordered(int[] coefficients) {
        boolean[] asked = new boolean[order.length];
        for (int j : coefficients) {
            asked[j] = true;
        }
        return Arrays.stream(order).filter(j -> asked[j]).toArray();
    }

    /** How many entries there are. */
    int length() {
        return length;
    }

    /** The coefficient at a place of the order. */
    int coefficient(int at) {
        return order[at];
    }

    int place(int coefficient) {
        return place[coefficient];
    }

    /** The first place with an entry in the row of a place. */
    int first(int at) {
        return first[at];
    }

    /** Where the entry of a row's place and a column's, not above it, lies; the column must not be before the first. */
    int entry(int row, int column) {
        return start[row] + column;
    }

    /** Where the entry of two coefficients lies, -1 if there is none. */
    int at(int j, int k) {
        int row = Math.max(place[j], place[k]);
        int column = Math.min(place[j], place[k]);
        return column < first[row] ? -1 : start[row] + column;
    }

    /** The same without some coefficients, in the order of those that stay; {@code stays} is by coefficient its new number or -1. */
    Envelope only(int[] stays, int count) {
        int[] kept = new int[count];
        int[] firsts = new int[count];
        int[] before = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            before[i + 1] = before[i] + (stays[order[i]] >= 0 ? 1 : 0);
        }
        int next = 0;
        for (int i = 0; i < order.length; i++) {
            if (stays[order[i]] >= 0) {
                firsts[next] = before[first[i]];
                kept[next++] = stays[order[i]];
            }
        }
        return new Envelope(kept, firsts);
    }
}
