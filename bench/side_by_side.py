#!/usr/bin/env python3
"""Times whole processes side by side: A B A B ..., medians and their ratio.

    bench/side_by_side.py [--runs N] [--only start|fit|check] [--python PYTHON]

  start   `isoflop eval '1 + 1'` and a study with one `show 1 + 1`, each against `import scipy.optimize`
  fit     the Chinchilla refit with 1000 resamples against `import numpy, scipy.optimize` alone
  check   `isoflop check` of a generated study of 2000 lines, against a start

Machines are noisy; only ratios of one run are worth comparing. Needs nothing but Python 3; without numpy and scipy the
Python side is left out.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
ISOFLOP = str(HOME / "isoflop")


FIT = """\
data runs = csv("chinchilla.csv") {
    N: params = `Model Size`
    C: FLOP = `Training FLOP`
    loss: nats/token
    D: tokens = C / (6 FLOP/param/token * N)
    keep loss < 3.44 nats/token
}
law chinchilla(N: params, D: tokens) -> nats/token
    = E + A / N^alpha + B / D^beta
    where E, A, B > 0, alpha, beta in 0..2
fit refit = loss ~ chinchilla(N, D) on runs { residuals: log, robust: huber(1e-3), bootstrap: 1000 }
show refit
"""


def long_study(lines):
    """A study of about that many lines in which every declaration uses an earlier one."""
    out = ['study "Generated"', "let n0: params = 1B params", "let d0: tokens = 20B tokens"]
    i = 0
    while len(out) + 9 <= lines:
        i += 1
        out += [
            f"## Declarations of round {i}.",
            f"let n{i}: params = n{i - 1} * 1.01 + {i}M params",
            f"let d{i}: tokens = if n{i} > 2B params then d{i - 1} * 1.02 else d{i - 1} + 1M tokens",
            f"let c{i}: FLOP = train_flop(n{i}, d{i})",
            f"law law{i}(N: params, D: tokens) -> nats/token",
            "    = E + A / N^alpha + B / D^beta",
            "    where E, A, B > 0, alpha, beta in 0..2",
            f"let set{i} = law{i} with {{ E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 }}",
            f"expect set{i}(n{i}, d{i}) < 10 nats/token",
        ]
    return "\n".join(out) + "\n"


def table_path():
    for table in sorted((HOME / "examples").rglob("chinchilla.csv")):
        if "target" not in table.parts:
            return table
    return None


def run(command, folder):
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout.decode(errors='replace')[-2000:]}")
    return elapsed


def measure(ours, theirs, runs, folder):
    """Seconds of each, in turn; the first pair warms the file caches and is not counted."""
    a, b = [], []
    for i in range(runs + 1):
        first = run(ours, folder)
        second = run(theirs, folder) if theirs else None
        if i > 0:
            a.append(first)
            if theirs:
                b.append(second)
    return statistics.median(a), statistics.median(b) if b else None


def has(python, modules):
    return subprocess.run([python, "-c", f"import {modules}"], capture_output=True).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11, help="counted runs of each side (default 11)")
    parser.add_argument("--only", choices=["start", "fit", "check"], help="one workload")
    parser.add_argument("--python", default="python3", help="the Python of the other side")
    options = parser.parse_args()

    python = options.python
    imports = has(python, "numpy, scipy.optimize")
    if not imports:
        print(f"{python} has no numpy and scipy: our side is timed alone (pip install numpy scipy).")

    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "one.study").write_text("show 1 + 1\n")
        (work / "long.study").write_text(long_study(2000))
        optimize = [python, "-c", "import scipy.optimize"] if imports else None
        both = [python, "-c", "import numpy, scipy.optimize"] if imports else None
        one = [ISOFLOP, "run", str(work / "one.study")]
        rows = []
        if options.only in (None, "start"):
            rows.append(("start: eval '1 + 1'", [ISOFLOP, "eval", "1 + 1"], "import scipy.optimize", optimize))
            rows.append(("start: show 1 + 1", one, "import scipy.optimize", optimize))
        if options.only in (None, "fit"):
            table = table_path()
            if table is None:
                print("No chinchilla.csv below examples/: the fit is left out.")
            else:
                # A study reads only below its own folder, so the table goes where the study is.
                (work / "chinchilla.csv").write_bytes(table.read_bytes())
                (work / "fit.study").write_text(FIT)
                fit = [ISOFLOP, "run", str(work / "fit.study")]
                rows.append(("fit: Chinchilla, 1000 resamples", fit, "import numpy, scipy.optimize", both))
        if options.only in (None, "check"):
            rows.append(("check: 2000 lines", [ISOFLOP, "check", str(work / "long.study")], "isoflop: show 1 + 1", one))

        run(one, folder)  # builds and trains the cache if that has not happened yet
        print(f"{'ours':34} {'seconds':>8}   {'theirs':30} {'seconds':>8} {'ours/theirs':>12}   ({options.runs} runs, {os.cpu_count()} cores)")
        for name, ours, other, theirs in rows:
            a, b = measure(ours, theirs, options.runs, folder)
            right = f"{other:30} {b:8.3f} {a / b:12.2f}" if b else f"{'-':30} {'-':>8} {'-':>12}"
            print(f"{name:34} {a:8.3f}   {right}", flush=True)


if __name__ == "__main__":
    main()
