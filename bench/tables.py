#!/usr/bin/env python3
"""Builds the tables of the workloads, once.

    bench/tables.py [NAME ...]

  chinchilla.csv   the 245 runs of examples/chinchilla as N, D, L
  resamples.csv    20 resamples of the 240 rows that are fitted, as distinct rows with counts
  isoflop.csv      9 budgets of 40 sizes each: C, N, L
  curves.csv       400 training curves of 1500 checkpoints each: run, N, D, L
  runs_1e6.csv     a million synthetic runs: N, D, L
  runs_1e7.f64     ten million, as three raw columns of little-endian doubles
  runs_1e7.parquet the same, written by DuckDB

Synthetic losses follow one law with noise: 1 % for most runs and 10 % for one in fifty, which stands for runs that went
wrong. Random numbers are the splitmix64 sequence, so that any language can make the same tables; each column has its own
seed. `quick` in place of a name builds what `workloads.py --quick` reads.
"""

import csv
import os
import pathlib
import subprocess
import sys

import numpy as np

BENCH = pathlib.Path(__file__).resolve().parent
TABLES = BENCH / "studies" / "tables"
EXAMPLE = BENCH.parent / "examples" / "chinchilla" / "chinchilla.csv"
ROWS = 240
RESAMPLES = 20

E, A, B, ALPHA, BETA = 1.82, 482.0, 2085.0, 0.3478, 0.3658


def splitmix64(seed, places):
    """The numbers of the sequence at some places, as 64-bit integers; places count from 0."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def uniform(seed, places):
    return (splitmix64(seed, places) >> np.uint64(11)) * 2.0**-53


def gaussian(seed, count):
    """Nearly normal: twelve uniforms less their mean."""
    parts = []
    for first in range(0, count, 100_000):
        last = min(first + 100_000, count)
        parts.append(uniform(seed, np.arange(12 * first, 12 * last)).reshape(-1, 12).sum(axis=1) - 6.0)
    return np.concatenate(parts)


def law(n, d):
    return E + A * n**-ALPHA + B * d**-BETA


def synthetic_runs(count):
    """Sizes from 40 million to 16 billion and 0.3 to 200 tokens for each parameter, both even in the logarithm."""
    places = np.arange(count)
    n = np.rint(np.exp(np.log(4e7) + uniform(1, places) * np.log(1.6e10 / 4e7)))
    d = np.rint(n * np.exp(np.log(0.3) + uniform(2, places) * np.log(200 / 0.3)))
    deviation = np.where(uniform(3, places) < 0.02, 0.1, 0.01)
    return n, d, law(n, d) * np.exp(deviation * gaussian(4, count))


def synthetic_budgets():
    """Forty sizes around the best one of each budget, from a third of it to three times as much."""
    budgets = np.array([6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21])
    scale = (ALPHA * A / (BETA * B)) ** (1 / (ALPHA + BETA))
    best = scale * (budgets / 6) ** (BETA / (ALPHA + BETA))
    n = np.rint(best[:, None] * np.exp(np.linspace(-1.2, 1.2, 40))[None, :]).ravel()
    c = np.repeat(budgets, 40)
    return c, n, law(n, c / (6 * n)) * np.exp(0.003 * gaussian(5, n.size))


def synthetic_curves(sizes, ratios, checkpoints):
    """Sizes from 70 million to 10 billion, each trained for several ratios of tokens to parameters from 0.5 to 200. Until the end of
    a run its loss lies up to 3 % above that of the law, as learning rates come down only there; 0.3 % of noise."""
    n = np.rint(np.exp(np.linspace(np.log(7e7), np.log(1e10), sizes)))
    horizon = np.exp(np.linspace(np.log(0.5), np.log(200), ratios))
    end = (n[:, None] * horizon).ravel()
    done = np.exp(np.linspace(np.log(0.01), 0, checkpoints))
    run = np.repeat(np.arange(sizes * ratios), checkpoints)
    size, progress = np.repeat(n, ratios * checkpoints), np.tile(done, sizes * ratios)
    d = np.rint(np.repeat(end, checkpoints) * progress)
    return run, size, d, law(size, d) * (1 + 0.03 * (1 - progress)) * np.exp(0.003 * gaussian(6, run.size))


def write_curves(path, *shape):
    run, n, d, losses = synthetic_curves(*shape)
    with open(path, "w") as file:
        file.write("run,N,D,L\n")
        for row in zip(run.tolist(), n.tolist(), d.tolist(), losses.tolist()):
            file.write("%d,%.17g,%.17g,%.10g\n" % row)


def chinchilla():
    """Tokens are not in the published table; six operations for each parameter and token are assumed, as in the paper."""
    with open(EXAMPLE, newline="") as file:
        rows = [(float(r["Model Size"]), float(r["Training FLOP"]), float(r["loss"])) for r in csv.DictReader(file)]
    return [(n, c / (6.0 * n), loss) for n, c, loss in rows]


def resampled_counts(number, rows, seed=42):
    """How often resample `number` holds each row: draw i takes row floor(u * rows), u from the upper half of a random number."""
    upper = splitmix64(seed, number * rows + np.arange(rows)) >> np.uint64(32)
    return np.bincount((upper * np.uint64(rows) >> np.uint64(32)).astype(np.int64), minlength=rows)


def write_text(path, header, columns):
    with open(path, "w") as file:
        file.write(header + "\n")
        for first in range(0, len(columns[0]), 50_000):
            block = zip(*(column[first:first + 50_000].tolist() for column in columns))
            file.write("".join("%.17g,%.17g,%.10g\n" % row for row in block))


def write_raw(path, columns):
    with open(path, "wb") as file:
        for column in columns:
            file.write(column.astype("<f8").tobytes())


def write_chinchilla(path):
    with open(path, "w") as file:
        file.write("N,D,L\n")
        for row in chinchilla():
            file.write("%r,%r,%r\n" % row)


def write_resamples(path):
    """The five largest losses are left out before rows are drawn, as the refits do."""
    fitted = [row for row in chinchilla() if row[2] < 3.44]
    assert len(fitted) == ROWS
    with open(path, "w") as file:
        file.write("resample,N,D,L,count\n")
        for number in range(RESAMPLES):
            for row, count in zip(fitted, resampled_counts(number, ROWS)):
                if count > 0:
                    file.write("%d,%r,%r,%r,%d\n" % (number, *row, count))


def write_parquet(path, rows):
    """By the DuckDB that isoflop brings along."""
    raw = build(f"runs_{rows}.f64")
    java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    jars = BENCH.parent / "repl" / "target" / "lib-duckdb" / "*"
    subprocess.run([java, "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", jars, BENCH / "Parquet.java", raw, path], check=True)


MAKERS = {
    "chinchilla.csv": write_chinchilla,
    "resamples.csv": write_resamples,
    "isoflop.csv": lambda path: write_text(path, "C,N,L", synthetic_budgets()),
    "curves.csv": lambda path: write_curves(path, 50, 8, 1500),
    "curves_1e4.csv": lambda path: write_curves(path, 20, 5, 100),
    "runs_1e4.csv": lambda path: write_text(path, "N,D,L", synthetic_runs(10_000)),
    "runs_1e4.f64": lambda path: write_raw(path, synthetic_runs(10_000)),
    "runs_1e4.parquet": lambda path: write_parquet(path, "1e4"),
    "runs_1e6.csv": lambda path: write_text(path, "N,D,L", synthetic_runs(1_000_000)),
    "runs_1e7.f64": lambda path: write_raw(path, synthetic_runs(10_000_000)),
    "runs_1e7.parquet": lambda path: write_parquet(path, "1e7"),
}
QUICK = ["chinchilla.csv", "resamples.csv", "isoflop.csv", "curves_1e4.csv", "runs_1e4.csv", "runs_1e4.f64", "runs_1e4.parquet"]


def build(name):
    """Makes a table unless it is there; it appears whole or not at all."""
    path = TABLES / name
    if not path.exists():
        TABLES.mkdir(parents=True, exist_ok=True)
        print(f"building {name}", file=sys.stderr, flush=True)
        unfinished = path.with_name("unfinished-" + name)
        MAKERS[name](unfinished)
        unfinished.rename(path)
    return path


def main():
    names = sys.argv[1:] or [name for name in MAKERS if "1e4" not in name]
    for name in QUICK if names == ["quick"] else names:
        build(name)


if __name__ == "__main__":
    main()
