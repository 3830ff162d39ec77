#!/usr/bin/env python3
"""Times the prompt as somebody at a terminal meets it, each key to what it brings to the screen.

    bench/prompt.py [--runs N] [--names N] [--command ./isoflop]

Types into a pseudo-terminal and waits for the answer: from the start of the process to the prompt, from the first key to its echo, and in a
session of N names from Tab to the completed name, and from Enter to the next prompt. The first start makes the ahead-of-time cache and is
not counted. Prints medians and the longest in milliseconds. What the same costs without a terminal is timed by Sessions.java.
"""

import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time

HOME = pathlib.Path(__file__).resolve().parent.parent
PROMPT = "> "
ESCAPES = re.compile(r"\x1b(\[[0-9;?=>]*[a-zA-Z]|[=>]|\][^\x07]*\x07|\([A-Z0-9])")


class Screen:
    """A process in a terminal of 100 by 40 cells, and what it has written since it was last asked."""

    def __init__(self, command, folder):
        self.begun = time.perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", ISOFLOP_HISTORY="off", COLUMNS="100")
            os.execv(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        self.text = ""

    def wait(self, wanted, seconds=60):
        """Reads until the text is there, and gives the time at which it was."""
        end = time.perf_counter() + seconds
        while not re.search(wanted, ESCAPES.sub("", self.text)):
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.perf_counter()))
            if not ready:
                sys.exit(f"`{wanted}` did not come: {self.text[-2000:]!r}")
            self.text += os.read(self.terminal, 65536).decode("utf-8", "replace")
        return time.perf_counter()

    def type(self, keys, wanted):
        """Types, and gives the milliseconds until the answer is there."""
        self.text = ""
        begun = time.perf_counter()
        os.write(self.terminal, keys.encode())
        return (self.wait(wanted) - begun) * 1000

    def complete(self, begun, rest):
        """Types the beginning of a name, and gives the milliseconds that Tab takes to show the rest."""
        self.type(begun, begun[-1])
        time.sleep(0.2)
        return self.type("\t", rest)

    def close(self):
        """Ends the process, and gives the milliseconds of processor time that it took."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        os.close(self.terminal)
        return (used.ru_utime + used.ru_stime) * 1000


def starts(command, folder, runs):
    """Milliseconds to the prompt, and of the first key and the first Tab."""
    prompts, processor, keys, tabs, entries = [], [], [], [], []
    for run in range(runs + 1):
        screen = Screen(command, folder)
        screen.wait(PROMPT)
        used = screen.close()
        screen = Screen(command, folder)
        prompt = (screen.wait(PROMPT) - screen.begun) * 1000
        key = screen.type("t", "t")
        tab = screen.complete("rain_f", "lop")
        screen.type("\x03", PROMPT)
        entry = screen.type("1 + 1\r", r"2\s+> ")
        screen.close()
        if run > 0:
            prompts.append(prompt)
            processor.append(used)
            keys.append(key)
            tabs.append(tab)
            entries.append(entry)
    return {"from the start to the prompt": prompts, "the same in processor time": processor, "the first key": keys, "the first Tab": tabs, "the first entry": entries}


def session(command, folder, names, runs):
    """Milliseconds of a Tab and of an entry in a session of many names."""
    study = folder / "names.study"
    lines = [f"let name_{i} = {i + 1}B params" if i < 4 else f"let name_{i} = name_{i // 2} * 2 + name_{i // 3}" for i in range(names)]
    study.write_text("\n".join([*lines, "let single = 1"]) + "\n")
    screen = Screen([*command, "repl", str(study)], folder)
    screen.wait(PROMPT)
    tabs, keys, entries, redefined = [], [], [], []
    for run in range(runs):
        keys.append(screen.type("x", "x"))
        tabs.append(screen.complete(" = sing", "le"))
        screen.type("\x03", PROMPT)
        entries.append(screen.type(f"let more_{run} = name_{run % names} / 2\r", rf"more_{run} = [0-9.][^\n]*\n[^>]*> "))
        redefined.append(screen.type(f"let name_{names - 1 - run % (names // 2)} = {run + 1}B params\r", r"params\s+> "))
    screen.close()
    return {f"a key, {names} names": keys, f"Tab, {names} names": tabs, f"an item more, {names} names": entries,
            f"an item in the place of another, {names} names": redefined}


def main():
    parser = argparse.ArgumentParser(description="Times the prompt.")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--names", type=int, default=1000)
    parser.add_argument("--command", default=str(HOME / "isoflop"))
    words = parser.parse_args()
    command = [os.path.abspath(words.command)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        measured = {**starts(command, folder, words.runs), **session(command, folder, words.names, 4 * words.runs)}
    print(f"{'':46} {'median':>8} {'longest':>8}  ms")
    for what, times in measured.items():
        print(f"{what:46} {statistics.median(times):8.0f} {max(times):8.0f}")


if __name__ == "__main__":
    main()
