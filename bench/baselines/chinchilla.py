"""What the fits share: the rows, the objective, and the grid of starts.

The objective is that of Hoffmann et al. (2022), appendix D.3: Huber's loss, delta = 1e-3, of log L - logsumexp(a - alpha log N,
b - beta log D, e), summed over rows. Coefficients are always in the order a, b, e, alpha, beta.
"""

import itertools
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402  (after the number of its threads is settled)

DELTA = 1e-3
GUESS = np.array([5.0, 5.0, 0.5, 0.5, 0.5])


def grid(step=5.0):
    """The 4500 starts of the paper, or fewer with longer steps in a and b."""
    halves = np.arange(0, 2.5, 0.5)
    scales = np.arange(0, 25 + step / 2, step)
    return np.array(list(itertools.product(scales, scales, halves - 1, halves, halves)))


def read(path, largest=np.inf):
    """log N, log D and log L of the rows below a loss."""
    n, d, loss = np.loadtxt(path, delimiter=",", skiprows=1).T
    kept = loss < largest
    return np.log(n[kept]), np.log(d[kept]), np.log(loss[kept])


def read_resamples(path):
    """For each resample its distinct rows and how often each occurs."""
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    for number in np.unique(table[:, 0]):
        _, n, d, loss, count = table[table[:, 0] == number].T
        yield np.log(n), np.log(d), np.log(loss), count


def drawn_rows(count, resamples, seed=1):
    """Rows of each resample, drawn with replacement."""
    return np.random.default_rng(seed).integers(0, count, size=(resamples, count))


def objective(p, x, y, z):
    """As a script has it."""
    a, b, e, alpha, beta = p
    r = z - np.log(np.exp(a - alpha * x) + np.exp(b - beta * y) + np.exp(e))
    size = np.abs(r)
    return np.sum(np.where(size <= DELTA, 0.5 * r**2, DELTA * (size - 0.5 * DELTA)))


class Scaled:
    """Objective and exact gradient in units of delta squared, with the logarithms centred and rows weighted by their count."""

    def __init__(self, x, y, z, count=None):
        self.shift_x, self.shift_y = x.mean(), y.mean()
        self.x, self.y, self.z, self.count = x - self.shift_x, y - self.shift_y, z, count

    def inward(self, p):
        """Coefficients for the centred logarithms."""
        p = np.array(p, dtype=float)
        p[..., 0] -= p[..., 3] * self.shift_x
        p[..., 1] -= p[..., 4] * self.shift_y
        return p

    def outward(self, p):
        p = np.array(p, dtype=float)
        p[..., 0] += p[..., 3] * self.shift_x
        p[..., 1] += p[..., 4] * self.shift_y
        return p

    def __call__(self, p):
        a, b, e, alpha, beta = p
        by_size = np.exp(a - alpha * self.x)
        by_data = np.exp(b - beta * self.y)
        floor = np.exp(e)
        predicted = by_size + by_data + floor
        r = self.z - np.log(predicted)
        slope = np.clip(r, -DELTA, DELTA)
        value = slope * (r - 0.5 * slope)
        if self.count is not None:
            value = value * self.count
            slope = slope * self.count
        pull = slope / predicted
        by_size *= pull
        by_data *= pull
        gradient = [-by_size.sum(), -by_data.sum(), -floor * pull.sum(), by_size @ self.x, by_data @ self.y]
        return value.sum() / DELTA**2, np.array(gradient) / DELTA**2


def report_of(values, points, **more):
    """What every fit tells: the best, and how many starts came as near to it as a millionth."""
    best = int(np.nanargmin(values))
    agreed = int(np.sum(values <= values[best] * (1 + 1e-6)))
    return {"objective": float(values[best]), "point": list(map(float, points[best])), "agreed": agreed, **more}


def percentiles(points):
    """10, 50 and 90 % of alpha and beta."""
    return {name: list(map(float, np.percentile(points[:, i], [10, 50, 90]))) for name, i in (("alpha", 3), ("beta", 4))}
