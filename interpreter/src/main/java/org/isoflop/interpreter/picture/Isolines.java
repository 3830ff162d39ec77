package org.isoflop.interpreter.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.interpreter.plot.Layer;
import org.isoflop.interpreter.plot.PlotModel;

/**
 * The lines along which a field on a grid has one value: marching squares, linear between neighbours in the coordinates of the
 * axes. Where a cell could be crossed in two ways, the mean of its corners decides.
 */
final class Isolines {
    private final Grid grid;
    private final double[] xs;
    private final double[] ys;
    private final double level;
    /** Where the field crosses the level, by the edge of the grid that it crosses; each with the crossings it goes on to. */
    private final Map<Long, List<Long>> next = new HashMap<>();
    private final List<Long> order = new ArrayList<>();

    private Isolines(Grid grid, PlotModel.Axis x, PlotModel.Axis y, double level) {
        this.grid = grid;
        this.xs = placed(grid.xs(), x);
        this.ys = placed(grid.ys(), y);
        this.level = level;
    }

    private static double[] placed(double[] numbers, PlotModel.Axis axis) {
        double[] placed = numbers.clone();
        for (int i = 0; axis.logarithmic() && i < placed.length; i++) {
            placed[i] = StrictMath.log(placed[i]);
        }
        return placed;
    }

    static List<Layer.Path> of(Grid grid, PlotModel.Axis x, PlotModel.Axis y, double level) {
        Isolines lines = new Isolines(grid, x, y, level);
        for (int row = 0; row + 1 < grid.ys().length; row++) {
            for (int column = 0; column + 1 < grid.xs().length; column++) {
                lines.cell(row, column);
            }
        }
        return lines.joined(x, y);
    }

    private double value(int row, int column) {
        return grid.values()[row * grid.xs().length + column];
    }

    /** An edge to the right of a corner, or upwards. */
    private long edge(int row, int column, boolean upwards) {
        return 2L * (row * (long) grid.xs().length + column) + (upwards ? 1 : 0);
    }

    private void cell(int row, int column) {
        double a = value(row, column);
        double b = value(row, column + 1);
        double c = value(row + 1, column + 1);
        double d = value(row + 1, column);
        if (Double.isNaN(a + b + c + d)) {
            return;
        }
        long bottom = edge(row, column, false);
        long right = edge(row, column + 1, true);
        long top = edge(row + 1, column, false);
        long left = edge(row, column, true);
        int corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
        boolean middle = (a + b + c + d) / 4 >= level;
        switch (corners) {
            case 1, 14 -> join(left, bottom);
            case 2, 13 -> join(bottom, right);
            case 4, 11 -> join(right, top);
            case 8, 7 -> join(top, left);
            case 3, 12 -> join(left, right);
            case 6, 9 -> join(bottom, top);
            case 5, 10 -> {
                boolean around = corners == 5 == middle;
                join(left, around ? top : bottom);
                join(right, around ? bottom : top);
            }
            default -> {
                // All on one side.
            }
        }
    }

    private void join(long from, long to) {
        neighbours(from).add(to);
        neighbours(to).add(from);
    }

    private List<Long> neighbours(long edge) {
        return next.computeIfAbsent(edge, key -> {
            order.add(key);
            return new ArrayList<>(2);
        });
    }

    /** Crossings in a row as lines, those that end first, so that only closed ones are begun anywhere. */
    private List<Layer.Path> joined(PlotModel.Axis x, PlotModel.Axis y) {
        List<Layer.Path> paths = new ArrayList<>();
        for (boolean ends : new boolean[] {true, false}) {
            for (long start : order) {
                while (!neighbours(start).isEmpty() && (!ends || neighbours(start).size() == 1)) {
                    paths.add(path(walk(start), x, y));
                }
            }
        }
        return paths;
    }

    private Deque<Long> walk(long start) {
        Deque<Long> walked = new ArrayDeque<>(List.of(start));
        long at = start;
        while (!neighbours(at).isEmpty()) {
            long to = neighbours(at).removeFirst();
            neighbours(to).remove(at);
            walked.add(to);
            at = to;
        }
        return walked;
    }

    private Layer.Path path(Deque<Long> crossings, PlotModel.Axis x, PlotModel.Axis y) {
        double[] px = new double[crossings.size()];
        double[] py = new double[px.length];
        int i = 0;
        for (long crossing : crossings) {
            int corner = (int) (crossing / 2);
            int row = corner / grid.xs().length;
            int column = corner % grid.xs().length;
            boolean upwards = crossing % 2 == 1;
            double here = value(row, column);
            double there = upwards ? value(row + 1, column) : value(row, column + 1);
            double share = (level - here) / (there - here);
            double atX = upwards ? xs[column] : xs[column] + share * (xs[column + 1] - xs[column]);
            double atY = upwards ? ys[row] + share * (ys[row + 1] - ys[row]) : ys[row];
            px[i] = x.logarithmic() ? StrictMath.exp(atX) : atX;
            py[i++] = y.logarithmic() ? StrictMath.exp(atY) : atY;
        }
        return new Layer.Path(px, py);
    }
}
