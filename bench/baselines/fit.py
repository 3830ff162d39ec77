#!/usr/bin/env python3
"""The Chinchilla fit in Python: one start, the grid of 4500, and refits of resamples.

    fit.py published|careful|numpy one|starts|resamples|nested TABLE [--step X] [--resamples N] [--processes N]

  published  SciPy's BFGS with its default tolerances, as replications of the paper have it; derivatives by differences
  careful    SciPy's L-BFGS-B with the exact gradient, centred logarithms, an objective near one and tight stops
  numpy      Newton's method on hundreds of starts or resamples at once, as arrays

The grid has steps of five in a and b; --step 25 leaves 500 of its starts. Starts and resamples are divided among processes.
"""

import argparse
import json
import multiprocessing
import os
import time

import chinchilla
import numpy as np


def published(rows, starts):
    from scipy.optimize import minimize

    ends = [minimize(chinchilla.objective, start, args=rows[:3], method="BFGS") for start in starts]
    return np.array([end.fun for end in ends]), np.array([end.x for end in ends])


def careful(rows, starts):
    from scipy.optimize import minimize

    problem = chinchilla.Scaled(*rows)
    stops = {"ftol": 1e-12, "gtol": 1e-7, "maxiter": 1000, "maxfun": 2000}
    ends = [minimize(problem, start, jac=True, method="L-BFGS-B", options=stops) for start in problem.inward(starts)]
    return np.array([end.fun for end in ends]) * chinchilla.DELTA**2, problem.outward([end.x for end in ends])


def newton(rows, starts):
    from newton import descend

    x, y, z, *count = rows
    problem = chinchilla.Scaled(x, y, z)
    values, points = descend(problem.x, problem.y, z, problem.inward(starts), (lambda lanes: count[0]) if count else None)
    return values, problem.outward(points)


METHODS = {"published": published, "careful": careful, "numpy": newton}


def quiet(method, rows, starts):
    """A start that leads nowhere overflows on its way there."""
    with np.errstate(all="ignore"):
        return METHODS[method](rows, starts)


def refit(job):
    """Refits of some resamples, all from the optimum of the whole table."""
    method, (x, y, z), drawn, optimum = job
    with np.errstate(all="ignore"):
        if method == "numpy":
            from newton import descend

            problem = chinchilla.Scaled(x, y, z)
            counts = np.stack([np.bincount(rows, minlength=len(x)) for rows in drawn]).astype(float)
            starts = np.tile(problem.inward(optimum), (len(drawn), 1))
            return problem.outward(descend(problem.x, problem.y, z, starts, lambda lanes: counts[lanes], caution=1e-3)[1])
        ends = []
        for rows in drawn:
            if method == "careful":  # the same sum with equal rows taken once
                distinct, count = np.unique(rows, return_counts=True)
                ends.append(careful((x[distinct], y[distinct], z[distinct], count), optimum[None])[1][0])
            else:
                ends.append(published((x[rows], y[rows], z[rows]), optimum[None])[1][0])
        return np.array(ends)


def from_starts(job):
    method, rows, starts = job
    return quiet(method, rows, starts)


def divided(pool, work, jobs):
    return pool.map(work, jobs, chunksize=1) if pool else [work(job) for job in jobs]


def all_starts(pool, parts, method, rows, starts):
    """Starts dealt out in turn, so that every part has easy and hard ones."""
    ends = divided(pool, from_starts, [(method, rows, starts[part::parts]) for part in range(parts)])
    return np.concatenate([end[0] for end in ends]), np.concatenate([end[1] for end in ends])


def measured(options, pool, parts):
    starts = chinchilla.grid(options.step)
    if options.work == "nested":
        found = []
        for rows in list(chinchilla.read_resamples(options.table))[:options.resamples]:
            values, points = all_starts(pool, parts, options.method, rows, starts)
            found.append(chinchilla.report_of(values, points))
        return {"starts": len(starts), "objectives": [f["objective"] for f in found], "agreed": [f["agreed"] for f in found]}
    rows = chinchilla.read(options.table, 3.44)
    if options.work == "starts":
        return chinchilla.report_of(*all_starts(pool, parts, options.method, rows, starts), starts=len(starts))
    values, points = quiet(options.method, rows, chinchilla.GUESS[None])
    if options.work == "one":
        return chinchilla.report_of(values, points)
    drawn = chinchilla.drawn_rows(len(rows[0]), options.resamples)
    jobs = [(options.method, rows, part, points[0]) for part in np.array_split(drawn, parts)]
    refits = np.concatenate(divided(pool, refit, jobs))
    return chinchilla.report_of(values, points, resamples=len(refits), **chinchilla.percentiles(refits))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("work", choices=["one", "starts", "resamples", "nested"])
    parser.add_argument("table")
    parser.add_argument("--step", type=float, default=5.0)
    parser.add_argument("--resamples", type=int, default=20)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if options.method != "numpy":
        import scipy.optimize  # noqa: F401  (before the fork, so that it is read once)
    began = time.perf_counter()
    if options.work == "one" or options.processes == 1:
        result = measured(options, None, 1)
    else:
        with multiprocessing.get_context("fork").Pool(options.processes) as pool:
            result = measured(options, pool, options.processes if options.method == "numpy" else 4 * options.processes)
    print(json.dumps({**result, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
