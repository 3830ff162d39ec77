#!/usr/bin/env python3
"""Approach 2 of Hoffmann et al. (2022): a parabola in log N at each budget, and a power law through their minima.

    isoflop.py loops|numpy TABLE [--resamples N]

Resamples draw rows within each budget. `loops` calls numpy.polyfit for each budget of each resample; `numpy` solves the normal
equations of all resamples of a budget at once, from weighted moments.
"""

import argparse
import json
import time

import numpy as np


def budgets(path):
    c, n, loss = np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)
    return [(each, np.log(n[c == each]), loss[c == each]) for each in np.unique(c)]


def vertex(x, y):
    square, linear, _ = np.polyfit(x, y, 2)
    return -linear / (2 * square)


def vertices(x, y, counts):
    """The vertex for every row of counts; centred, so that the moments keep their digits."""
    centre = x.mean()
    t = x - centre
    basis = np.stack([np.ones_like(t), t, t**2], axis=1)
    normal = np.einsum("kr,ri,rj->kij", counts, basis, basis, optimize=True)
    right = counts @ (basis * y[:, None])
    found = np.linalg.solve(normal, right[:, :, None])[:, :, 0]
    return centre - found[:, 1] / (2 * found[:, 2])


def slope(x, y):
    """Of the line through points; y may hold a row for each resample."""
    off = x - x.mean()
    return y @ off / (off @ off)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=["loops", "numpy"])
    parser.add_argument("table")
    parser.add_argument("--resamples", type=int, default=4000)
    options = parser.parse_args()
    began = time.perf_counter()
    groups = budgets(options.table)
    x = np.log([c for c, _, _ in groups])
    exponent = slope(x, np.array([vertex(n, loss) for _, n, loss in groups]))
    random = np.random.default_rng(1)
    minima = np.empty((options.resamples, len(groups)))
    for group, (_, n, loss) in enumerate(groups):
        drawn = random.integers(0, len(n), size=(options.resamples, len(n)))
        if options.method == "loops":
            minima[:, group] = [vertex(n[rows], loss[rows]) for rows in drawn]
        else:
            places = drawn + len(n) * np.arange(options.resamples)[:, None]
            counts = np.bincount(places.ravel(), minlength=drawn.size).reshape(drawn.shape).astype(float)
            minima[:, group] = vertices(n, loss, counts)
    print(json.dumps({"exponent": float(exponent), "percentiles": np.percentile(slope(x, minima), [10, 50, 90]).tolist(),
                      "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
