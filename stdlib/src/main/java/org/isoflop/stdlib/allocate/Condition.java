package org.isoflop.stdlib.allocate;

/** A condition between the two sides that the program computes, under the name by which it is reported. */
public record Condition(String name, Relation relation) {
    /** How the left side stands to the right. */
    public enum Relation { AT_MOST, AT_LEAST, EQUAL }

    /** {@code left <= right}. */
    public static Condition atMost(String name) {
        return new Condition(name, Relation.AT_MOST);
    }

    /** {@code left >= right}. */
    public static Condition atLeast(String name) {
        return new Condition(name, Relation.AT_LEAST);
    }

    /** {@code left == right}. */
    public static Condition equal(String name) {
        return new Condition(name, Relation.EQUAL);
    }
}
