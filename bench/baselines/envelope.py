#!/usr/bin/env python3
"""Approach 1 of Hoffmann et al. (2022): the size whose training curve is lowest at each amount of compute, and a power law of it.

    envelope.py TABLE [--points N] [--smooth N]

Each curve is averaged over a centred window, which shrinks at its ends, and interpolated linearly over the logarithm of compute at
even places of it. Where the smallest or the largest size is lowest, the place says nothing about the optimum and is left out. A curve
is smoothed by differences of running sums, and only looked up at the places that it reaches.
"""

import argparse
import json
import time

import numpy as np


def smoothed(losses, window):
    sums = np.concatenate([[0.0], np.cumsum(losses)])
    places = np.arange(len(losses))
    low, high = np.maximum(places - window // 2, 0), np.minimum(places + window // 2 + 1, len(losses))
    return (sums[high] - sums[low]) / (high - low)


def lowest(places, curves, window):
    """The lowest loss at each place and the curve it belongs to, -1 where there is none."""
    best, winner = np.full(len(places), np.inf), np.full(len(places), -1)
    for number, (x, losses) in enumerate(curves):
        first, end = np.searchsorted(places, (x[0], x[-1]))
        values = np.interp(places[first:end], x, smoothed(losses, window))
        better = values < best[first:end]
        best[first:end][better] = values[better]
        winner[first:end][better] = number
    return best, winner


def slope(x, y):
    off = x - x.mean()
    return float(off @ y / (off @ off))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table")
    parser.add_argument("--points", type=int, default=1500)
    parser.add_argument("--smooth", type=int, default=21)
    options = parser.parse_args()
    began = time.perf_counter()
    run, n, d, loss = np.loadtxt(options.table, delimiter=",", skiprows=1, unpack=True)
    x = np.log(6 * n * d)
    ends = np.concatenate([[0], np.flatnonzero(np.diff(run)) + 1, [len(run)]])
    curves = [(x[i:j], loss[i:j]) for i, j in zip(ends[:-1], ends[1:])]
    low, high = x.min(), x.max()
    places = low + (np.arange(options.points) + 0.5) * ((high - low) / options.points)
    _, winner = lowest(places, curves, options.smooth)
    size = n[ends[winner]]
    used = (winner >= 0) & (size > n.min()) & (size < n.max())
    print(json.dumps({"exponent": slope(places[used], np.log(size[used])), "used": int(used.sum()), "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
