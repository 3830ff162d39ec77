package org.isoflop.interpreter.unit;

/**
 * A base dimension, such as parameters, tokens or time.
 *
 * @param name the word for the dimension in messages: {@code tokens}
 * @param order where it stands in a printed product
 */
public record Base(String name, int order) implements Comparable<Base> {
    @Override
    public int compareTo(Base other) {
        return order != other.order ? Integer.compare(order, other.order) : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
