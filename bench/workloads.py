#!/usr/bin/env python3
"""Times the workloads as whole processes: a study of ours and what a script in Python takes for the same answer, in turn.

    bench/workloads.py [W0 W3 ...] [--runs N] [--quick]

Prints medians of wall and processor seconds, the peak memory of the largest process, how many times as fast ours is, and
whether that is what we aim at, and checks that all sides came to the same answer. Tables are built when first needed; what was
measured goes to bench/results as JSON. --quick runs everything at a small size, to see that it works: its ratios mean nothing.

Sides that take minutes run once, or on a part of the work that is named beside them; their time is then scaled up but for
the start of Python. Machines are noisy, so only ratios of one run are worth comparing.
"""

import argparse
import csv
import dataclasses
import json
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

BENCH = pathlib.Path(__file__).resolve().parent
STUDIES = BENCH / "studies"
TABLES = STUDIES / "tables"
LEAST = 1.0182740178006e-3
"""The least objective of the Chinchilla fit that is known."""


@dataclasses.dataclass
class Side:
    """One contender: what it runs, what it must be, and how what it prints becomes an answer."""

    name: str
    command: list[str]
    target: float | None = None
    """How many times as fast ours is to be."""
    part: int = 1
    """By how much the work was cut."""
    slow: bool = False
    """Whether it runs once only."""
    misses: bool = False
    """Whether it may miss the answer, which is then said and not counted as a mistake of ours."""


@dataclasses.dataclass
class Workload:
    key: str
    title: str
    ours: Side
    others: list[Side]
    answer: Callable[[dict], dict] = dict
    """What our output says, under the names that the other sides use."""
    check: Callable[[dict, dict], list[str]] = lambda ours, theirs: []
    """What is wrong with our answer, if the other side's is right."""
    known: Callable[[dict], list[str]] = lambda ours: []
    """What is wrong with our answer at full size, by published numbers."""
    tables: tuple[str, ...] = ()


@dataclasses.dataclass
class Sample:
    wall: float
    cpu: float
    memory: float
    output: dict


# --- the workloads --------------------------------------------------------------------------------------------------


def near(name, tolerance):
    """Asks two answers to agree in a number."""

    def check(ours, theirs):
        a, b = ours[name], theirs[name]
        return [] if math.isclose(a, b, rel_tol=tolerance) else [f"{name} is {a!r}, not {b!r}"]

    return check


def least(ours, theirs):
    """Asks for an objective as low as the other's, to a millionth."""
    a, b = ours["objective"], theirs["objective"]
    return [] if a <= b * (1 + 1e-6) else [f"objective {a!r} is above {b!r}"]


def each_least(ours, theirs):
    return [wrong for a, b in zip(ours["objectives"], theirs["objectives"]) for wrong in least({"objective": a}, {"objective": b})]


def same_percentiles(ours, theirs, errors=4.0):
    """Percentiles of resamples differ by chance: by about 1.7 standard deviations over the root of their number at 10 %."""
    wrong = []
    for name in ("alpha", "beta"):
        low, _, high = theirs[name]
        deviation = (high - low) / 2.563 * 1.71 * math.sqrt(1 / ours["resamples"] + 1 / theirs["resamples"])
        wrong += [f"{name}: {a:.4f}, not {b:.4f}" for a, b in zip(ours[name], theirs[name]) if abs(a - b) > errors * deviation]
    return wrong


def same_means(ours, theirs):
    """Means over a part of the budgets differ by what the ends of their range weigh."""
    part = ours["feasible"] != theirs["feasible"]
    loose = 1 / theirs["feasible"]
    return all_of(near("mean_log_n", loose if part else 1e-6), near("mean_loss", loose if part else 1e-9))(ours, theirs)


def sections(text):
    """What a run of ours printed as CSV, with all digits: rows by the name of what was shown, and single values by theirs."""
    found = {"values": {}}
    for lines in (block.splitlines() for block in text.split("\n\n") if block):
        name = lines.pop(0)[2:] if lines[0].startswith("# ") else ""
        rows = list(csv.DictReader(lines))
        if lines[0].startswith("name,value"):
            found["values"] |= {row["name"]: row["value"] for row in rows}
        else:
            found[name] = rows
    return found


def value(output, name):
    return float(output["values"][name])


def column(output, section, name="value"):
    return [float(row[name]) for row in output[section]]


def fit_answer(output):
    return {"objective": value(output, "refit.objective"), "converged": output["values"]["refit.converged"] == "true"}


def resample_answer(output):
    percentiles = {name: column(output, name) for name in ("alpha", "beta")}
    return {**fit_answer(output), **percentiles, "resamples": value(output, "resamples")}


def nested_answer(output):
    return {"objectives": column(output, "", "objective")}


def allocation_answer(output):
    return dict(zip(("feasible", "mean_log_n", "mean_loss"), column(output, "")))


def all_of(*checks):
    return lambda ours, theirs: [wrong for check in checks for wrong in check(ours, theirs)]


def as_known(check, **answer):
    return lambda ours: check(ours, answer)


def workloads(isoflop, python, quick, folder):
    """The workloads at full or small size."""

    def study(name, **inputs):
        sets = [word for key, given in inputs.items() for word in ("--set", f"{key}={given}")]
        return Side("isoflop", [isoflop, "run", str(STUDIES / name), "--no-cache", "--format", "csv", *sets])

    def script(name, file, *arguments, **more):
        return Side(name, [python, str(BENCH / "baselines" / file), *map(str, arguments)], **more)

    def imports(module, **more):
        return Side(f"import {module}", [python, "-c", f"import {module}"], **more)

    table, nested = TABLES / "chinchilla.csv", TABLES / "resamples.csv"
    size, millions = ("1e4", "1e4") if quick else ("1e6", "1e7")
    step, resamples, budgets = (25, 200, 20_000) if quick else (5, 4000, 1_000_000)
    whole, part, tenth = (2, 1, 1) if quick else (20, 5, 10)
    scipy_budgets = budgets if quick else 20_000
    long = folder / "long.study"
    long.write_text(long_study(2000))

    yield Workload("W0", "start, show 1 + 1", study("start.study"),
                   [imports("scipy.optimize", target=1 / 0.45), imports("numpy")])
    yield Workload("W1", "240 rows, one fit", study("one_fit.study"),
                   [script("scipy published", "fit.py", "published", "one", table, misses=True),
                    script("scipy careful", "fit.py", "careful", "one", table, target=1 / 0.65),
                    script("numpy", "fit.py", "numpy", "one", table)],
                   fit_answer, least, as_known(least, objective=LEAST), ("chinchilla.csv",))
    yield Workload("W2", f"{125 * (25 // step + 1) ** 2} starts", study("starts.study", step=step),
                   [script("scipy published", "fit.py", "published", "starts", table, "--step", step, slow=True, misses=True),
                    script("scipy careful", "fit.py", "careful", "starts", table, "--step", step, target=12, slow=True),
                    script("numpy", "fit.py", "numpy", "starts", table, "--step", step, target=2)],
                   fit_answer, least, as_known(least, objective=LEAST), ("chinchilla.csv",))
    yield Workload("W3", f"{resamples} resamples", study("resamples.study", resamples=resamples),
                   [script("scipy published", "fit.py", "published", "resamples", table, "--resamples", resamples, slow=True, misses=True),
                    script("scipy careful", "fit.py", "careful", "resamples", table, "--resamples", resamples, target=8, slow=True),
                    script("numpy", "fit.py", "numpy", "resamples", table, "--resamples", resamples, target=0.9)],
                   resample_answer, all_of(least, same_percentiles),
                   as_known(all_of(least, same_percentiles), objective=LEAST, resamples=4000,
                            alpha=[.3258, .3467, .3648], beta=[.3469, .3684, .3952]), ("chinchilla.csv",))
    yield Workload("W4", f"{whole} resamples, each from all starts", study("resampled_starts.study", step=step, resamples=whole),
                   [script("scipy careful", "fit.py", "careful", "nested", nested, "--step", step, "--resamples", whole // tenth,
                           target=50, part=tenth, slow=True),
                    script("numpy", "fit.py", "numpy", "nested", nested, "--step", step, "--resamples", whole // part, target=7,
                           part=part, slow=True)],
                   nested_answer, each_least, tables=("resamples.csv",))
    yield Workload("W5", f"{size} rows of CSV", study("million.study", table=f'"tables/runs_{size}.csv"'),
                   [script("numpy", "large.py", "numpy", TABLES / f"runs_{size}.csv", target=1.5),
                    script("scipy", "large.py", "scipy", TABLES / f"runs_{size}.csv")],
                   fit_answer, least, as_known(least, objective=8.954206407), (f"runs_{size}.csv",))
    yield Workload("W6", f"{millions} rows of Parquet", study("ten_million.study", table=f'"tables/runs_{millions}.parquet"'),
                   [script("numpy", "large.py", "numpy", TABLES / f"runs_{millions}.f64", target=1.5),
                    script("scipy", "large.py", "scipy", TABLES / f"runs_{millions}.f64", slow=True)],
                   fit_answer, least, as_known(least, objective=89.660763546), (f"runs_{millions}.f64", f"runs_{millions}.parquet"))
    sweep = Side("isoflop", [isoflop, "eval", "[feasible, mean_log_n, mean_loss / (1 nats/token)]", "--use", str(STUDIES / "allocations.study"),
                             "--no-cache", "--format", "csv", "--set", f"budgets={budgets}"])
    yield Workload("W7", f"{budgets} allocations", sweep,
                   [script("scipy minimise", "allocate.py", "minimise", "--budgets", scipy_budgets, target=60, part=budgets // scipy_budgets,
                           slow=True),
                    script("scipy brentq", "allocate.py", "root", "--budgets", scipy_budgets, part=budgets // scipy_budgets, slow=True),
                    script("numpy", "allocate.py", "numpy", "--budgets", budgets, target=0.35)],
                   allocation_answer, same_means,
                   as_known(all_of(near("feasible", 0), near("mean_loss", 1e-9)), feasible=903_370, mean_loss=2.29985635736))
    yield Workload("W8a", f"isoFLOP, {resamples} resamples", study("isoflop.study", resamples=resamples),
                   [script("polyfit loops", "isoflop.py", "loops", TABLES / "isoflop.csv", "--resamples", resamples, target=5),
                    script("numpy", "isoflop.py", "numpy", TABLES / "isoflop.csv", "--resamples", resamples)],
                   lambda output: {"exponent": value(output, "exponent")}, near("exponent", 1e-9), tables=("isoflop.csv",))
    curves = "curves_1e4.csv" if quick else "curves.csv"
    yield Workload("W8b", "envelope of training curves", study("envelope.study", table=f'"tables/{curves}"'),
                   [script("numpy", "envelope.py", TABLES / curves, target=1)],
                   lambda output: {"exponent": value(output, "exponent"), "used": value(output, "used")},
                   all_of(near("exponent", 1e-9), near("used", 0)), tables=(curves,))
    yield Workload("check", "check 2000 lines", Side("isoflop check", [isoflop, "check", str(long), "--format", "json"]),
                   [Side("isoflop run, 1 + 1", [isoflop, "run", str(STUDIES / "start.study")])])


def long_study(lines):
    """About so many lines in which every declaration uses an earlier one."""
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


# --- measuring ------------------------------------------------------------------------------------------------------


def run(side):
    """One process from its start to its end, with all that it starts."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(side.command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
        if process.returncode != 0:
            err.seek(0)
            raise SystemExit(f"{' '.join(side.command)} ended with {process.returncode}:\n{text[-2000:]}{err.read().decode()[-2000:]}")
    output = {} if not text else json.loads(text) if text.startswith("{") else sections(text)
    cpu = usage.ru_utime + usage.ru_stime
    if side.part > 1:
        more = (side.part - 1) * output["seconds"]
        cpu *= (wall + more) / wall
        wall += more
    unit = 1 if sys.platform == "darwin" else 1024
    return Sample(wall, cpu, usage.ru_maxrss * unit / 2**20, output)


def measure(workload, runs):
    """Samples of every side, taken in turn; slow sides only in the first turn."""
    sides = [workload.ours, *workload.others]
    samples = {side.name: [] for side in sides}
    for turn in range(runs):
        for side in sides:
            if turn == 0 or not side.slow:
                samples[side.name].append(run(side))
    return samples


def complaints(workload, samples, quick):
    """What is wrong with any of our answers, or with one of theirs that should be right."""
    wrong = []
    for sample in samples[workload.ours.name]:
        ours = workload.answer(sample.output)
        for side in workload.others:
            theirs = samples[side.name][0].output
            if theirs and not side.misses:
                wrong += [f"{side.name}: {each}" for each in workload.check(ours, theirs)]
        if not quick:
            wrong += workload.known(ours)
        if ours.get("converged") is False:
            wrong.append("did not converge")
    return sorted(set(wrong))


def misses(workload, side, samples):
    """Whether a side's answer is not that of the next one, or fewer than a quarter of its starts reach the optimum."""
    theirs = samples[side.name][0].output
    reference = next(samples[other.name][0].output for other in workload.others if not other.misses and other.name in samples)
    return bool(workload.check(theirs, reference)) or "starts" in theirs and theirs["agreed"] < 0.25 * theirs["starts"]


def row_of(workload, side, samples):
    def median(of):
        return statistics.median(getattr(sample, of) for sample in samples[side.name])

    row = {"workload": workload.key, "title": workload.title, "side": side.name, "wall": median("wall"), "cpu": median("cpu"), "memory": median("memory"),
           "runs": len(samples[side.name]), "part": side.part}
    if side is not workload.ours:
        row["ratio"] = row["wall"] / statistics.median(sample.wall for sample in samples[workload.ours.name])
        row["target"] = side.target
        row["misses"] = side.misses and misses(workload, side, samples)
    return row


def line_of(row, quick):
    name = row["side"] + (f" (1/{row['part']})" if row["part"] > 1 else "")
    text = f"{row['workload']:6}{row['title']:38.38}{name:24}{row['wall']:9.2f}{row['cpu']:9.2f}{row['memory']:8.0f}"
    if "ratio" in row:
        text += f"{row['ratio']:9.2f}"
        if row["target"] and not quick:
            text += f"{row['target']:8.2f}  {'reached' if row['ratio'] >= row['target'] else 'not reached'}"
        if row.get("misses"):
            text += "          misses the answer"
    return text


def version(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return (done.stdout + done.stderr).strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def machine(python):
    try:
        model = next(line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor()
    libraries = "import sys, numpy, scipy; print('Python', sys.version.split()[0], 'numpy', numpy.__version__, 'scipy', scipy.__version__)"
    java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.platform(), "python": version([python, "-c", libraries]),
            "java": version([str(java), "-version"]), "commit": version(["git", "-C", str(BENCH), "rev-parse", "HEAD"]),
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}


def build(python, names):
    missing = [name for name in names if not (TABLES / name).exists()]
    if missing:
        subprocess.run([python, str(BENCH / "tables.py"), *missing], check=True)
    for name in names:  # read once, so that every side finds the table in memory
        with open(TABLES / name, "rb") as file:
            while file.read(1 << 24):
                pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="W", help="workloads; all if none is named")
    parser.add_argument("--runs", type=int, default=5, help="runs of each side but the slow ones (default 5)")
    parser.add_argument("--quick", action="store_true", help="everything at a small size")
    parser.add_argument("--without-slow", action="store_true", help="leaves out what takes minutes")
    parser.add_argument("--isoflop", default=str(BENCH.parent / "isoflop"), help="the isoflop to measure")
    parser.add_argument("--python", default=sys.executable, help="the Python of the other sides, with numpy and scipy")
    options = parser.parse_args()
    if subprocess.run([options.python, "-c", "import numpy, scipy"], capture_output=True).returncode != 0:
        raise SystemExit(f"{options.python} has no numpy and scipy: pip install numpy scipy")

    rows, failures = [], 0
    with tempfile.TemporaryDirectory() as folder:
        chosen = list(workloads(options.isoflop, options.python, options.quick, pathlib.Path(folder)))
        unknown = set(options.names) - {workload.key for workload in chosen}
        if unknown:
            raise SystemExit(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(w.key for w in chosen)}")
        for _ in range(2):  # builds, and makes the cache of the JVM, if that has not happened yet
            run(Side("start", [options.isoflop, "run", str(STUDIES / "start.study")]))
        print(f"{'':6}{'':38}{'':24}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'times':>9}{'aim':>8}")
        for workload in chosen:
            if options.names and workload.key not in options.names:
                continue
            if options.without_slow:
                workload.others = [side for side in workload.others if not side.slow]
            build(options.python, workload.tables)
            samples = measure(workload, options.runs)
            for side in [workload.ours, *workload.others]:
                rows.append(row_of(workload, side, samples))
                print(line_of(rows[-1], options.quick), flush=True)
            for wrong in complaints(workload, samples, options.quick):
                failures += 1
                print(f"{'':6}WRONG {wrong}", flush=True)
    results = BENCH / "results"
    results.mkdir(exist_ok=True)
    about = machine(options.python)
    (results / f"{about['time'].replace(':', '')}{'-quick' if options.quick else ''}.json").write_text(
        json.dumps({"machine": about, "rows": rows}, indent=1) + "\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
