"""Newton's method on many starts or resamples at once, in numpy.

A lane is one descent. All lanes take their step together; those that have come to their end make room for the next, so that
arrays stay full. With weights p and q of the two power laws and c of the constant in the prediction (they sum to one), the
second derivatives of its logarithm are those of a softmax, and every sum over rows becomes a product with one of the small
matrices of powers of log N and log D.
"""

import chinchilla
import numpy as np

LANES = 512
DELTA = chinchilla.DELTA


class Derivatives:
    """Value, gradient and Hessian of up to LANES lanes, in buffers that are made once."""

    def __init__(self, x, y, z):
        ones = np.ones_like(x)
        self.minus_x, self.minus_y, self.z = -x, -y, z
        self.in_x = np.column_stack([ones, -x, x * x])
        self.in_y = np.column_stack([ones, -y, y * y])
        self.in_both = np.column_stack([ones, -x, -y, x * y])
        self.buffers = np.empty((6, LANES, len(x)))

    def __call__(self, points, counts):
        lanes = len(points)
        p, q, c, r, slope, work = self.buffers[:, :lanes]
        np.exp(np.add(np.multiply(points[:, 3:4], self.minus_x, out=p), points[:, 0:1], out=p), out=p)
        np.exp(np.add(np.multiply(points[:, 4:5], self.minus_y, out=q), points[:, 1:2], out=q), out=q)
        floor = np.exp(points[:, 2:3])
        np.add(p, q, out=work)
        work += floor
        np.subtract(self.z, np.log(work, out=r), out=r)
        np.divide(1.0, work, out=work)
        p *= work
        q *= work
        np.multiply(floor, work, out=c)
        np.clip(r, -DELTA, DELTA, out=slope)
        curved = slope == r
        r -= np.multiply(slope, 0.5, out=work)
        if counts is not None:
            r *= counts
        value = np.einsum("ij,ij->i", slope, r)
        np.add(slope, curved, out=r)  # weight of the outer products
        if counts is not None:
            slope *= counts
            r *= counts

        gradient = np.empty((5, lanes))
        hessian = np.empty((5, 5, lanes))
        first_p = np.multiply(slope, p, out=work) @ self.in_x
        first_q = np.multiply(slope, q, out=work) @ self.in_y
        first_c = np.einsum("ij,ij->i", slope, c)
        gradient[[0, 3]] = -first_p[:, :2].T
        gradient[[1, 4]] = -first_q[:, :2].T
        gradient[2] = -first_c

        np.multiply(r, p, out=slope)
        pp = np.multiply(slope, p, out=work) @ self.in_x - first_p
        pq = np.multiply(slope, q, out=work) @ self.in_both
        pc = np.multiply(slope, c, out=work) @ self.in_x[:, :2]
        np.multiply(r, q, out=slope)
        qq = np.multiply(slope, q, out=work) @ self.in_y - first_q
        qc = np.multiply(slope, c, out=work) @ self.in_y[:, :2]
        r *= c
        cc = np.einsum("ij,ij->i", r, c) - first_c
        for row, column, sums in ((0, 0, pp[:, 0]), (3, 0, pp[:, 1]), (3, 3, pp[:, 2]), (1, 1, qq[:, 0]), (4, 1, qq[:, 1]),
                                  (4, 4, qq[:, 2]), (1, 0, pq[:, 0]), (3, 1, pq[:, 1]), (4, 0, pq[:, 2]), (4, 3, pq[:, 3]),
                                  (2, 0, pc[:, 0]), (3, 2, pc[:, 1]), (2, 1, qc[:, 0]), (4, 2, qc[:, 1]), (2, 2, cc)):
            hessian[row, column] = sums
            hessian[column, row] = sums
        return value, gradient, hessian


def factored(hessian, damping):
    """L D L' of H + damping I lane by lane, and which lanes are positive definite."""
    lower = np.zeros_like(hessian)
    pivots = np.empty((5, hessian.shape[2]))
    definite = np.ones(hessian.shape[2], dtype=bool)
    smallest = 1e-14 * (np.abs(hessian[0, 0]) + damping)
    for j in range(5):
        pivots[j] = hessian[j, j] + damping - sum(lower[j, k] ** 2 * pivots[k] for k in range(j))
        definite &= pivots[j] > smallest
        pivots[j] = np.where(definite, pivots[j], 1.0)
        for i in range(j + 1, 5):
            lower[i, j] = (hessian[i, j] - sum(lower[i, k] * lower[j, k] * pivots[k] for k in range(j))) / pivots[j]
    return lower, pivots, definite


def damped_steps(gradient, hessian, damping):
    """Steps of (H + damping I) s = -g; damping is raised in place where that is not positive definite."""
    lower, pivots, definite = factored(hessian, damping)
    while not definite.all():
        wrong = np.flatnonzero(~definite)
        damping[wrong] = 3 * damping[wrong] + 1e-12
        lower[:, :, wrong], pivots[:, wrong], definite[wrong] = factored(hessian[:, :, wrong], damping[wrong])
    step = -gradient
    for j in range(5):
        for k in range(j):
            step[j] -= lower[j, k] * step[k]
    step /= pivots
    for j in reversed(range(5)):
        for k in range(j + 1, 5):
            step[j] -= lower[k, j] * step[k]
    return step


class Lanes:
    """The descents under way, one a column of each array."""

    def __init__(self, derivatives, numbers, points, counts_of, caution):
        self.derivatives, self.counts_of, self.numbers, self.points = derivatives, counts_of, numbers, points
        self.value, self.gradient, self.hessian = derivatives(points, self.counts())
        self.damping = caution * np.abs(np.einsum("iij->ij", self.hessian)).sum(axis=0)
        self.small = np.zeros(len(points), dtype=int)
        self.steps = np.zeros(len(points), dtype=int)

    def counts(self):
        return None if self.counts_of is None else self.counts_of(self.numbers)

    def advance(self):
        """One step of every lane; which have come to their end."""
        step = damped_steps(self.gradient, self.hessian, self.damping)
        tried = self.points + step.T
        value, gradient, hessian = self.derivatives(tried, self.counts())
        slope = np.einsum("ij,ij->j", self.gradient, step)
        promised = -slope - 0.5 * np.einsum("ik,ijk,jk->k", step, self.hessian, step)
        gain = self.value - value
        taken = (gain > 0) & np.isfinite(value) & (gain >= 1e-4 * np.minimum(-slope, np.abs(promised)))
        quality = gain / np.abs(promised)
        scale = np.where(taken, np.where(quality > 0.75, 0.2, np.where(quality < 0.25, 2.0, 1.0)), 4.0)
        self.damping = self.damping * scale
        self.small = np.where(taken & (gain <= 1e-10 * self.value), self.small + 1, np.where(taken, 0, self.small))
        self.steps += 1
        still = ~taken & (np.abs(slope) <= 1e-11 * self.value)
        self.value = np.where(taken, value, self.value)
        self.points[taken] = tried[taken]
        self.gradient[:, taken] = gradient[:, taken]
        self.hessian[:, :, taken] = hessian[:, :, taken]
        return (self.small >= 3) | still | (self.steps >= 400)

    def replace(self, places, other):
        self.numbers[places], self.points[places], self.value[places] = other.numbers, other.points, other.value
        self.gradient[:, places], self.hessian[:, :, places] = other.gradient, other.hessian
        self.damping[places], self.small[places], self.steps[places] = other.damping, other.small, other.steps

    def keep(self, kept):
        self.numbers, self.points, self.value = self.numbers[kept], self.points[kept], self.value[kept]
        self.gradient, self.hessian = self.gradient[:, kept], self.hessian[:, :, kept]
        self.damping, self.small, self.steps = self.damping[kept], self.small[kept], self.steps[kept]


def descend(x, y, z, starts, counts_of=None, caution=1.0):
    """Objective and coefficients where each start comes to rest.

    counts_of gives the counts of rows for some starts, if rows are resampled; caution is how much damping a descent begins
    with, in traces of its Hessian: little is best near an optimum, much keeps starts from far away off the plateaus.
    """
    derivatives = Derivatives(x, y, z)
    values, points = np.empty(len(starts)), np.empty((len(starts), 5))
    waiting = min(LANES, len(starts))
    lanes = Lanes(derivatives, np.arange(waiting), starts[:waiting].copy(), counts_of, caution)
    while len(lanes.numbers):
        ended = np.flatnonzero(lanes.advance())
        if len(ended) == 0:
            continue
        values[lanes.numbers[ended]], points[lanes.numbers[ended]] = lanes.value[ended], lanes.points[ended]
        fresh = np.arange(waiting, min(waiting + len(ended), len(starts)))
        waiting += len(fresh)
        if len(fresh):
            lanes.replace(ended[:len(fresh)], Lanes(derivatives, fresh, starts[fresh].copy(), counts_of, caution))
        if len(fresh) < len(ended):
            kept = np.ones(len(lanes.numbers), dtype=bool)
            kept[ended[len(fresh):]] = False
            lanes.keep(kept)
    return values, points
