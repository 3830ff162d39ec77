#!/usr/bin/env python3
"""Certified digits of the NIST nonlinear regressions: ours beside scipy's, from both starts, on this machine.

Usage: bench/nist.py [path of ./isoflop]

Prints a line for each problem and start: the digits of the worst coefficient and of the worst standard deviation, found by
Isoflop (one fit as in examples/nist), by scipy.optimize.least_squares and curve_fit with their default tolerances, and by both
with the tightest tolerances they take. A dash is an error or less than one digit.
"""
import csv
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy as np
from scipy.optimize import curve_fit, least_squares

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "nist"
TIGHT = 2.3e-16  # scipy refuses tolerances below the spacing of numbers


def digits(found, certified):
    errors = np.abs(np.asarray(found, float) / np.asarray(certified, float) - 1)
    worst = errors.max() if np.all(np.isfinite(errors)) else math.inf
    return min(11.0, -math.log10(max(worst, 1e-12))) if worst < 0.1 else math.nan


def record(text, name):
    inner = re.search(r"let %s = \{([^}]*)\}" % name, text).group(1)
    return [float(value) for value in re.findall(r"b\d+: (\S+?)(?:,|\s|$)", inner)]


def starts(text):
    return [[float(v) for v in re.findall(r"b\d+: (\S+?)(?:,|\s|$)", inner)] for inner in re.findall(r"\[\s*\{([^}]*)\}\s*\]", text)]


def model(text):
    formula = re.search(r"law model\([^)]*\)\s*=\s*(.*?)\n\s+where (.*?)\n\n", text, re.S)
    code = " ".join(formula.group(1).split()).replace("^", "**")
    constants = re.findall(r"(\w) = ([\d.]+),", formula.group(2))
    count = len(record(text, "certified"))

    def f(columns, *b):
        names = {"exp": np.exp, "sin": np.sin, "cos": np.cos, "atan": np.arctan, **columns}
        names.update({"b%d" % (i + 1): b[i] for i in range(count)})
        names.update({name: float(value) for name, value in constants})
        return eval(code, {"__builtins__": {}}, names)  # our own study files

    return f


def by_scipy(text, start, tight):
    path = FOLDER / re.search(r'csv\("([^"]+)"\)', text).group(1)
    with open(path) as file:
        rows = list(csv.DictReader(file))
    columns = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    y = np.log(columns["y"]) if "log(y) ~" in text else columns["y"]
    f = model(text)
    certified, deviations = record(text, "certified"), record(text, "deviations")
    results = []
    for fit in (squares, curve):
        try:
            coefficients, errors = fit(f, columns, y, start, tight)
            results += [digits(coefficients, certified), digits(errors, deviations)]
        except (RuntimeError, ValueError, FloatingPointError, OverflowError, np.linalg.LinAlgError):
            results += [math.nan, math.nan]
    return results


def squares(f, columns, y, start, tight):
    options = dict(xtol=TIGHT, ftol=TIGHT, gtol=TIGHT, max_nfev=20000) if tight else {}
    fit = least_squares(lambda b: f(columns, *b) - y, start, **options)
    spread = 2 * fit.cost / (len(y) - len(start))
    return fit.x, np.sqrt(np.diag(np.linalg.inv(fit.jac.T @ fit.jac) * spread))


def curve(f, columns, y, start, tight):
    options = dict(xtol=TIGHT, ftol=TIGHT, gtol=0, maxfev=20000) if tight else {}
    found, covariance = curve_fit(f, columns, y, p0=start, **options)
    return found, np.sqrt(np.diag(covariance))


def ours(isoflop, name, which):
    study = 'use "%s.study" as nist\n' % (FOLDER / name)
    study += "show nist.%s.coefficients, nist.%s.standard_errors\n" % (which, which)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "ask.study"
        path.write_text(study)
        command = [isoflop, "run", str(path), "--allow-read", str(FOLDER), "--format", "json"]
        out = subprocess.run(command, capture_output=True, text=True).stdout
    values = json.loads(out)["values"]
    text = (FOLDER / (name + ".study")).read_text()
    result = []
    for member, certified in (("coefficients", "certified"), ("standard_errors", "deviations")):
        members = values["nist.%s.%s" % (which, member)]["members"]
        # Constants of a model are told among its coefficients; what is fitted is called b1, b2 and so on.
        fitted = sorted(key for key in members if re.fullmatch(r"b\d+", key))
        result.append(digits([members[key]["value"] for key in fitted], record(text, certified)))
    return result


def main():
    isoflop = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "isoflop")
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    columns = ["isoflop", "least_squares", "curve_fit", "l_s tight", "c_f tight"]
    print("%-9s %-5s" % ("problem", "start") + "".join("%16s" % column for column in columns))
    reached = [0] * len(columns)
    for path in sorted(FOLDER.glob("*.study")):
        name = path.stem
        if name == "digits":
            continue
        text = path.read_text()
        points = starts(text)
        if len(points) != 2:
            sys.exit("%s: two starts expected, %d found" % (path, len(points)))
        for number, start in enumerate(points):
            cells = ours(isoflop, name, ("first", "second")[number]) + by_scipy(text, start, False) + by_scipy(text, start, True)
            pairs = list(zip(cells[::2], cells[1::2]))
            for i, pair in enumerate(pairs):
                reached[i] += all(cell >= 6 for cell in pair)
            shown = ["%4s /%5s" % tuple("-" if math.isnan(cell) or cell < 1 else "%.1f" % cell for cell in pair) for pair in pairs]
            print("%-9s %-5d" % (name, number + 1) + "".join("%16s" % cell for cell in shown), flush=True)
    print("%-15s" % "six and more" + "".join("%16s" % count for count in reached))


if __name__ == "__main__":
    main()
