package org.isoflop.stdlib.allocate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which draws decide. An order statistic, and with it a quantile or the limit of a share, is the largest of some of the draws, least over
 * all choices of that many of them: with the choice held, what was a kink is the meeting of smooth functions, each draw that is held at most
 * the one that decides. Where more of a statistic is better it is the least of the largest, alike.
 */
final class Selection {
    /** So many draws besides the last, for each variable, are kept at their side of it by a condition of their own. */
    private static final int NEAR = 3;
    /** So many of the draws beyond the last are tried in place of one that decides. */
    private static final int BEYOND = 2;
    /** By so much, as a part of the scale, a held draw may be further than one that decides, for rounding. */
    private static final double BEHIND = 1e-7;

    private final @Nullable Order[] orders;
    /** By statistic, the share that is held; NaN for what is no share that is followed. */
    private final double[] shares;

    /**
     * The draws of a statistic that are held.
     *
     * @param sign 1 where they are the least, -1 where they are the largest
     * @param held by draw
     * @param last the one nearest to the others, which decides
     * @param inner the one before it, where both do; else -1
     * @param weight of the last, where both do
     * @param near the next of them, which stay at their side of those
     * @param scale what their differences are measured by
     */
    record Order(int statistic, int sign, boolean[] held, int last, int inner, double weight, int[] near, double scale) {
    }

    private Selection(@Nullable Order[] orders, double[] shares) {
        this.orders = orders;
        this.shares = shares;
    }

    @Nullable
    Order order(int statistic) {
        return orders[statistic];
    }

    double share(int statistic) {
        return shares[statistic];
    }

    List<Order> orders() {
        List<Order> all = new ArrayList<>();
        for (Order order : orders) {
            if (order != null) {
                all.add(order);
            }
        }
        return all;
    }

    /**
     * Of the draws as they stand at the point that was evaluated last.
     *
     * @param signs by statistic, whether less of it is better (1) or more (-1); of a share that is followed the other way round
     * @param counts by statistic, how many draws are to hold the comparisons of a share that is followed
     */
    static Selection of(ChanceProgram program, Walker walker, int[] signs, int[] counts) {
        @Nullable Order[] orders = new @Nullable Order[signs.length];
        double[] shares = new double[signs.length];
        Arrays.fill(shares, Double.NaN);
        for (int s = 0; s < signs.length; s++) {
            Statistic statistic = program.statistics.get(s);
            if (statistic.kind() == Statistic.Kind.QUANTILE) {
                orders[s] = quantile(program, walker, s, signs[s], statistic.level());
            } else if (program.isFollowed(s)) {
                int known = walker.margins(s).known();
                shares[s] = (double) counts[s] / known;
                orders[s] = least(program, walker, s, signs[s], signs[s] > 0 ? counts[s] : known - counts[s], 1, false);
            }
        }
        for (ChanceProgram.Share share : program.shares) {
            int s = share.statistic();
            int holding = walker.holding(share);
            int known = walker.margins(s).known();
            orders[s] = holding < 1 || holding > known
                    ? null
                    : least(program, walker, s, share.atLeast() ? 1 : -1, share.atLeast() ? holding : known - holding + 1, 1, false);
        }
        return new Selection(orders, shares);
    }

    private static @Nullable Order quantile(ChanceProgram program, Walker walker, int s, int sign, double level) {
        int known = 0;
        for (int k = 0; k < walker.count(s); k++) {
            known += Double.isNaN(walker.level(s, k)) ? 0 : 1;
        }
        double place = level * (known - 1);
        int below = (int) Math.floor(place);
        double share = place - below;
        boolean two = share > 1e-12;
        int count = sign > 0 ? below + (two ? 2 : 1) : known - below;
        return least(program, walker, s, sign, count, !two ? 1 : sign > 0 ? share : 1 - share, two);
    }

    private static @Nullable Order least(ChanceProgram program, Walker walker, int s, int sign, int count, double weight, boolean two) {
        int[] sorted = sorted(walker, s, sign);
        if (count < (two ? 2 : 1) || count > sorted.length) {
            return null;
        }
        boolean[] held = new boolean[walker.count(s)];
        for (int i = 0; i < count; i++) {
            held[sorted[i]] = true;
        }
        return order(program, walker, s, sign, held, weight, two);
    }

    private static int[] sorted(Walker walker, int s, int sign) {
        double[] levels = new double[walker.count(s)];
        Arrays.setAll(levels, k -> sign * walker.level(s, k));
        return IntStream.range(0, levels.length).filter(k -> !Double.isNaN(levels[k])).boxed()
                .sorted(Comparator.comparingDouble(k -> levels[k])).mapToInt(Integer::intValue).toArray();
    }

    private static Order order(ChanceProgram program, Walker walker, int s, int sign, boolean[] held, double weight, boolean two) {
        int[] all = sorted(walker, s, sign);
        int[] sorted = Arrays.stream(all).filter(k -> held[k]).toArray();
        int first = sorted.length - (two ? 2 : 1);
        int[] near = Arrays.copyOfRange(sorted, Math.max(0, first - NEAR * program.variables - 1), first);
        double scale = Math.abs(walker.level(s, all[all.length * 3 / 4]) - walker.level(s, all[all.length / 4]));
        return new Order(s, sign, held, sorted[sorted.length - 1], two ? sorted[first] : -1, weight, near,
                scale > 0 && scale <= Double.MAX_VALUE ? scale : 1);
    }

    /** The same with those draws near that were left behind at the wrong side, at the point that was evaluated last; null for none. */
    @Nullable
    Selection closer(ChanceProgram program, Walker walker) {
        Selection closer = null;
        for (Order order : orders()) {
            int first = order.inner < 0 ? order.last : order.inner;
            double limit = order.sign * walker.level(order.statistic, first) + BEHIND * order.scale;
            int[] behind = IntStream.range(0, order.held.length)
                    .filter(k -> order.held[k] && k != order.last && order.sign * walker.level(order.statistic, k) > limit).boxed()
                    .sorted(Comparator.comparingDouble(k -> -order.sign * walker.level(order.statistic, k)))
                    .limit(1L + NEAR * program.variables).mapToInt(Integer::intValue).filter(k -> !contains(order.near, k)).toArray();
            if (behind.length > 0) {
                int[] near = IntStream.concat(Arrays.stream(order.near), Arrays.stream(behind)).toArray();
                closer = (closer == null ? this : closer).with(new Order(order.statistic, order.sign, order.held, order.last, order.inner,
                        order.weight, near, order.scale));
            }
        }
        return closer;
    }

    private static boolean contains(int[] some, int one) {
        return Arrays.stream(some).anyMatch(each -> each == one);
    }

    /**
     * Others that may be better where draws meet: one that meets the last takes its part, or leaves its place to one from beyond.
     *
     * @param walker at the point where they meet
     * @param meeting by order, then by its near draws, whether one meets those that decide
     */
    List<Selection> others(ChanceProgram program, Walker walker, List<boolean[]> meeting) {
        List<Selection> others = new ArrayList<>();
        List<Order> all = orders();
        for (int o = 0; o < all.size(); o++) {
            Order order = all.get(o);
            List<Integer> deciding = new ArrayList<>(List.of(order.last));
            if (order.inner >= 0) {
                deciding.add(order.inner);
            }
            for (int k = 0; k < order.near.length; k++) {
                if (meeting.get(o)[k]) {
                    others.add(with(part(order, k)));
                    deciding.add(order.near[k]);
                }
            }
            int[] beyond = Arrays.stream(sorted(walker, order.statistic, order.sign)).filter(k -> !order.held[k]).limit(BEYOND).toArray();
            for (int next : beyond) {
                for (int out : deciding) {
                    boolean[] held = order.held.clone();
                    held[out] = false;
                    held[next] = true;
                    others.add(with(order(program, walker, order.statistic, order.sign, held, order.weight, order.inner >= 0)));
                }
            }
        }
        return others;
    }

    /** A near draw in the place of the last. */
    private static Order part(Order order, int k) {
        int[] near = order.near.clone();
        near[k] = order.last;
        return new Order(order.statistic, order.sign, order.held, order.near[k], order.inner, order.weight, near, order.scale);
    }

    private Selection with(Order other) {
        @Nullable Order[] changed = orders.clone();
        changed[other.statistic] = other;
        return new Selection(changed, shares);
    }
}
