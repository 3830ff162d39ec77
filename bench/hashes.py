"""Runs every example in every way that must not matter, and compares the SHA-256 of all that came of it: JSON, exit code, files.

python3 bench/hashes.py [STUDY…] [--quick]     after `mvn -B -Dquick -DskipTests package`

A row for each way: threads, what the JVM compiles with, the width of vectors, the hash codes of objects, the language of the system. `--quick` takes a few of each. Exit code 1 if anything differs; the first result is the measure.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "repl" / "target"
VECTORS = ["--add-modules", "jdk.incubator.vector", "-Disoflop.vectors=now"]
QUICK = ["-XX:TieredStopAtLevel=1"]
TURKISH = {"LC_ALL": "tr_TR.ISO-8859-9", "TZ": "Asia/Kathmandu"}

# name, threads, options of the JVM, environment
WAYS = [
    ("quick compiler", 1, QUICK, {}),
    ("the same again", 1, QUICK, {}),
    ("2 threads", 2, QUICK, {}),
    ("3 threads", 3, QUICK, {}),
    ("7 threads", 7, QUICK, {}),
    ("both compilers", 1, [], {}),
    ("both compilers, 3 threads", 3, [], {}),
    ("both compilers, 7 threads", 7, [], {}),
    ("vectors of 512 bits, 2 threads", 2, VECTORS + ["-XX:MaxVectorSize=64"], {}),
    ("vectors of 256 bits, 3 threads", 3, VECTORS + ["-XX:MaxVectorSize=32"], {}),
    ("vectors of 128 bits, 7 threads", 7, VECTORS + ["-XX:MaxVectorSize=16"], {}),
    ("one hash code for all objects, 2 threads", 2, QUICK + ["-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"], {}),
    ("Turkish, in Nepal, 2 threads", 2, QUICK + ["-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=Asia/Kathmandu"], TURKISH),
]


def class_path():
    jars = sorted(TARGET.glob("isoflop-repl-*.jar")) + sorted((TARGET / "lib").glob("*.jar")) + sorted((TARGET / "lib-duckdb").glob("*.jar"))
    if not jars:
        sys.exit("there is no build: mvn -B -Dquick -DskipTests package")
    return os.pathsep.join(map(str, jars))


def hashes(way, studies, out):
    _, threads, options, environment = way
    java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java" if "JAVA_HOME" in os.environ else "java"
    command = [java, "-Xlog:disable", "-XX:-PrintWarnings", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
               "--sun-misc-unsafe-memory-access=allow", "-Dpolyglot.engine.WarnInterpreterOnly=false", *options,
               "-cp", class_path(), ROOT / "bench" / "Hashes.java", str(threads), out, *studies]
    ran = subprocess.run(list(map(str, command)), env={**os.environ, **environment}, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stderr)
    return dict(reversed(line.split("  ", 1)) for line in ran.stdout.splitlines())


def main():
    named = [word for word in sys.argv[1:] if word != "--quick"]
    studies = named or sorted(str(path) for path in (ROOT / "examples").rglob("*.study") if "target" not in path.parts)
    if "--quick" in sys.argv:
        studies = studies[::10]
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        measure = None
        for way in WAYS:
            begun = time.monotonic()
            found = hashes(way, studies, os.path.join(folder, "out"))
            measure = measure or found
            others = [study for study in studies if found.get(study) != measure[study]]
            different += len(others)
            print(f"{len(studies) - len(others):4} of {len(studies)} the same  {time.monotonic() - begun:6.1f} s  {way[0]}", flush=True)
            for study in others:
                print(f"     DIFFERS  {study}")
    print(f"{len(WAYS) * len(studies) - different} of {len(WAYS) * len(studies)} hashes the same")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
