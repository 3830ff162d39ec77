package org.isoflop.stdlib.kernel;

import java.util.Arrays;

/** Nodes in the order they were made, arguments before users; equal nodes are one node. */
final class Graph {
    private int[] code = new int[32];
    private int[] first = new int[32];
    private int[] second = new int[32];
    private int[] third = new int[32];
    private double[] value = new double[32];
    private int size;
    private int[] buckets = new int[128];

    int size() {
        return size;
    }

    int code(int node) {
        return code[node];
    }

    /** The argument at a place from 0, or for an input its number. */
    int argument(int node, int place) {
        return place == 0 ? first[node] : place == 1 ? second[node] : third[node];
    }

    double value(int node) {
        return value[node];
    }

    boolean isConstant(int node) {
        return code[node] == Opcode.CONSTANT;
    }

    boolean isConstant(int node, double number) {
        return code[node] == Opcode.CONSTANT && value[node] == number;
    }

    int constant(double number) {
        return node(Opcode.CONSTANT, -1, -1, -1, number);
    }

    int input(int index) {
        return node(Opcode.INPUT, index, -1, -1, 0);
    }

    int node(int operation, int a, int b, int c) {
        return node(operation, a, b, c, 0);
    }

    /** The node of two arguments if it is there already, else -1. */
    int find(int operation, int a, int b) {
        return buckets[slot(operation, a, b, -1, 0)] - 1;
    }

    /** By node, whether some of these are computed from it. */
    boolean[] needed(int[] outputs) {
        boolean[] needed = new boolean[size];
        for (int output : outputs) {
            needed[output] = true;
        }
        for (int node = size - 1; node >= 0; node--) {
            for (int place = 0; needed[node] && place < Opcode.arity(code[node]); place++) {
                needed[argument(node, place)] = true;
            }
        }
        return needed;
    }

    private int node(int operation, int a, int b, int c, double number) {
        long bits = Double.doubleToRawLongBits(number);
        int place = slot(operation, a, b, c, bits);
        if (buckets[place] != 0) {
            return buckets[place] - 1;
        }
        if (size == code.length) {
            grow();
            place = slot(operation, a, b, c, bits);
        }
        code[size] = operation;
        first[size] = a;
        second[size] = b;
        third[size] = c;
        value[size] = number;
        buckets[place] = ++size;
        return size - 1;
    }

    private int slot(int operation, int a, int b, int c, long bits) {
        long hash = (((operation * 31L + a) * 1_000_003L + b) * 1_000_003L + c) * 1_000_003L + bits;
        hash *= 0x9e3779b97f4a7c15L;
        int mask = buckets.length - 1;
        int place = (int) (hash >>> 40) & mask;
        while (buckets[place] != 0) {
            int node = buckets[place] - 1;
            if (code[node] == operation && first[node] == a && second[node] == b && third[node] == c
                    && Double.doubleToRawLongBits(value[node]) == bits) {
                return place;
            }
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int room = 2 * size;
        code = Arrays.copyOf(code, room);
        first = Arrays.copyOf(first, room);
        second = Arrays.copyOf(second, room);
        third = Arrays.copyOf(third, room);
        value = Arrays.copyOf(value, room);
        buckets = new int[4 * room];
        for (int node = 0; node < size; node++) {
            buckets[slot(code[node], first[node], second[node], third[node], Double.doubleToRawLongBits(value[node]))] = node + 1;
        }
    }
}
