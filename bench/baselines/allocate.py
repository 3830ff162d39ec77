#!/usr/bin/env python3
"""The best split of each of a million budgets between parameters and tokens.

    allocate.py minimise|root|numpy [--budgets N]

Minimises the loss over N and D with 6 N D = C, D <= 15e12 and 10 <= D/N <= 200, for budgets from 1e18 to 1e27 FLOP, even in the
logarithm. `minimise` asks minimize_scalar for the least loss within the interval that the limits leave of log N, one budget after
the other, as most scripts do; `root` has worked out the slope and asks brentq for its zero there; `numpy` takes safeguarded Newton
steps for all budgets of a block at once.
"""

import argparse
import json
import time

import numpy as np

E, A, B = np.exp([0.59730681, 6.16924637, 7.67015673])
ALPHA, BETA = 0.34731050, 0.36717243
MOST_TOKENS, FEWEST_EACH, MOST_EACH = 15e12, 10.0, 200.0
BLOCK = 8192


def limits(pairs):
    """The interval of log N, from the logarithm of N D."""
    lower = np.maximum((pairs - np.log(MOST_EACH)) / 2, pairs - np.log(MOST_TOKENS))
    return lower, (pairs - np.log(FEWEST_EACH)) / 2


def minimised(pairs, lower, upper):
    from scipy.optimize import minimize_scalar

    found = np.empty_like(pairs)
    for i, (pair, low, high) in enumerate(zip(pairs, lower, upper)):
        def loss(x):
            return E + A * np.exp(-ALPHA * x) + B * np.exp(-BETA * (pair - x))

        found[i] = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-9}).x
    return found


def rooted(pairs, lower, upper):
    from scipy.optimize import brentq

    found = np.empty_like(pairs)
    for i, (pair, low, high) in enumerate(zip(pairs, lower, upper)):
        def slope(x):
            return BETA * B * np.exp(-BETA * (pair - x)) - ALPHA * A * np.exp(-ALPHA * x)

        found[i] = low if slope(low) >= 0 else high if slope(high) <= 0 else brentq(slope, low, high, xtol=1e-10, rtol=1e-12)
    return found


def together(pairs, lower, upper):
    """The slope rises in log N, so its sign says on which side the minimum lies."""
    low, high = lower.copy(), upper.copy()
    x = (low + high) / 2
    for _ in range(60):
        by_data = BETA * B * np.exp(BETA * (x - pairs))
        by_size = ALPHA * A * np.exp(-ALPHA * x)
        slope = by_data - by_size
        np.copyto(low, x, where=slope < 0)
        np.copyto(high, x, where=slope >= 0)
        following = x - slope / (BETA * by_data + ALPHA * by_size)
        outside = (following < low) | (following > high)
        following[outside] = (low[outside] + high[outside]) / 2
        moved = np.abs(following - x).max()
        x = following
        if moved < 1e-12:
            break
    return x


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=["minimise", "root", "numpy"])
    parser.add_argument("--budgets", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.method != "numpy":
        import scipy.optimize  # noqa: F401
    began = time.perf_counter()
    pairs = np.log(np.geomspace(1e18, 1e27, options.budgets) / 6)
    lower, upper = limits(pairs)
    feasible = lower <= upper
    pairs, lower, upper = pairs[feasible], lower[feasible], upper[feasible]
    if options.method != "numpy":
        x = (minimised if options.method == "minimise" else rooted)(pairs, lower, upper)
    else:
        x = np.concatenate([together(*(each[i:i + BLOCK] for each in (pairs, lower, upper))) for i in range(0, len(pairs), BLOCK)])
    loss = E + A * np.exp(-ALPHA * x) + B * np.exp(BETA * (x - pairs))
    print(json.dumps({"feasible": int(feasible.sum()), "mean_log_n": x.mean(), "mean_loss": loss.mean(), "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
