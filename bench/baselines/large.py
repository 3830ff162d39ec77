#!/usr/bin/env python3
"""The Chinchilla fit on a table of millions of rows.

    large.py scipy|numpy TABLE [--threads N]

TABLE is a .csv with a header or raw columns of doubles (.f64). Both sides run SciPy's L-BFGS-B on the exact gradient; `scipy`
computes it with whole arrays, as one writes it, `numpy` over blocks that stay in the cache, divided among threads.
"""

import argparse
import concurrent.futures
import json
import os
import time

import chinchilla
import numpy as np
from scipy.optimize import minimize

BLOCK = 32_768


class Blocked:
    """Objective and gradient over blocks, each thread with buffers of its own."""

    def __init__(self, problem, threads):
        self.problem, self.threads = problem, threads
        self.pool = concurrent.futures.ThreadPoolExecutor(threads)
        self.buffers = np.empty((threads, 4, BLOCK))

    def share(self, thread, p):
        a, b, e, alpha, beta = p
        floor, delta = np.exp(e), chinchilla.DELTA
        value, gradient = 0.0, np.zeros(5)
        rows = len(self.problem.z)
        for first in range(thread * BLOCK, rows, self.threads * BLOCK):
            block = slice(first, min(first + BLOCK, rows))
            x, y, z = self.problem.x[block], self.problem.y[block], self.problem.z[block]
            by_size, by_data, r, slope = self.buffers[thread][:, :len(x)]
            np.exp(np.add(np.multiply(x, -alpha, out=by_size), a, out=by_size), out=by_size)
            np.exp(np.add(np.multiply(y, -beta, out=by_data), b, out=by_data), out=by_data)
            np.add(np.add(by_size, by_data, out=slope), floor, out=slope)
            np.subtract(z, np.log(slope, out=r), out=r)
            np.divide(1.0, slope, out=slope)
            by_size *= slope
            by_data *= slope
            part_e = slope
            inside = np.clip(r, -delta, delta)
            value += inside @ r - 0.5 * (inside @ inside)
            gradient -= [by_size @ inside, by_data @ inside, floor * (part_e @ inside), 0, 0]
            inside *= x
            gradient[3] += by_size @ inside
            np.clip(r, -delta, delta, out=inside)
            inside *= y
            gradient[4] += by_data @ inside
        return value, gradient

    def __call__(self, p):
        shares = list(self.pool.map(lambda thread: self.share(thread, p), range(self.threads)))
        scale = chinchilla.DELTA**2
        return sum(s[0] for s in shares) / scale, sum(s[1] for s in shares) / scale


def read(path):
    if path.endswith(".f64"):
        return np.fromfile(path, dtype="<f8").reshape(3, -1)
    return np.loadtxt(path, delimiter=",", skiprows=1, unpack=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=["scipy", "numpy"])
    parser.add_argument("table")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    began = time.perf_counter()
    columns = read(options.table)
    for column in columns:
        np.log(column, out=column)
    loaded = time.perf_counter()
    problem = chinchilla.Scaled(*columns)
    # The objective per row, so that stops mean the same on every table.
    function = problem if options.method == "scipy" else Blocked(problem, options.threads)
    rows = len(problem.z)

    def mean(p):
        value, gradient = function(p)
        return value / rows, gradient / rows

    stops = {"ftol": 1e-12, "gtol": 1e-8, "maxiter": 1000, "maxfun": 2000}
    end = minimize(mean, problem.inward(chinchilla.GUESS), jac=True, method="L-BFGS-B", options=stops)
    print(json.dumps({"objective": end.fun * rows * chinchilla.DELTA**2, "point": problem.outward(end.x).tolist(), "evaluations": end.nfev,
                      "reading": loaded - began, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
