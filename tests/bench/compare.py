#!/usr/bin/env python3
"""Our commands beside minimal readers of the same files, in one run: medians and ratios.

    python3 tests/bench/compare.py                                  # a million customers
    python3 tests/bench/compare.py --rows 100000 --rounds 5
    python3 tests/bench/compare.py --growth 10000,100000,1000000 --svg docs/growth.svg

It builds what it needs and takes turns (A B A B), so that other load of the machine affects all programs alike.
Missing programs (`pip install duckdb`, `qsv` on the PATH, `requests`) are named and left out. Processor time and peak
memory come from the kernel (wait4), so it runs on Linux and macOS. It asserts nothing: the targets are printed
beside the ratios.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # nothing is left beside the sources

import curve
import stub

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEY = "Mã KH"
OTHERS = [
    "Tên khách hàng", "Điện thoại", "Địa chỉ", "Email", "Trạng thái", "Loại", "Nhóm",
    "Ngày sinh", "Nguồn", "Ghi chú", "Doanh số", "Sale",
]


def built(*benches):
    """Builds the program and the benches; returns their paths."""
    wanted = [word for bench in benches for word in ("--bench", bench)]
    command = ["cargo", "bench", "--no-run", "--message-format=json", *wanted]
    made = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    messages = (json.loads(line) for line in made.stdout.splitlines() if line.startswith("{"))
    return {
        message["target"]["name"]: message["executable"]
        for message in messages
        if message.get("executable")
    }


def cost(command, exits=(0,)):
    """Runs a process to its end: wall and processor time in seconds, peak memory in MB."""
    environment = {**os.environ, "VBOT_TOKEN": "bench"}
    begun = time.monotonic()
    child = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
    )
    errors = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in exits:
        sys.exit(f"{command} ended with {child.returncode}: {errors.decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6


def duckdb(before, after):
    """The plain diff of two files; run in its own process."""
    import duckdb as engine

    values = lambda side: ", ".join(f'{side}."{name}"' for name in OTHERS)
    counts = engine.connect().execute(
        f"""SELECT count(*) FILTER (WHERE a."{KEY}" IS NULL), count(*) FILTER (WHERE b."{KEY}" IS NULL),
            count(*) FILTER (WHERE a."{KEY}" IS NOT NULL AND b."{KEY}" IS NOT NULL
                AND ({values("a")}) IS DISTINCT FROM ({values("b")}))
            FROM read_csv('{before}', all_varchar = true) a
            FULL OUTER JOIN read_csv('{after}', all_varchar = true) b ON a."{KEY}" = b."{KEY}" """
    )
    print(counts.fetchall())


def has_duckdb():
    return subprocess.run([sys.executable, "-c", "import duckdb"], capture_output=True).returncode == 0


class Files:
    """The sheets of both nights and the snapshots of the first, in a folder that can be kept."""

    def __init__(self, folder, programs, rows, workbook_rows):
        self.folder, self.programs = folder, programs
        for night, count in (("first", rows), ("second", rows), ("workbook", workbook_rows)):
            subprocess.run([programs["bare"], "make", folder / night, str(count), night], check=True)
        self.journalled = stub.configuration(folder / "first" / "vbot-sync.toml")

    def path(self, night):
        name = "customers.xlsx" if night == "workbook" else "customers.csv"
        return self.folder / night / name

    def snapshot(self, night):
        return self.folder / night / "snapshot.db"

    def ours(self, night, *words, config=None, state=None):
        config = config or self.folder / night / "vbot-sync.toml"
        state = state or self.snapshot(night)
        return [self.programs["vbot-sync"], "--quiet", "--config", config, "--state", state, *words]

    def adopt(self, night):
        return cost(self.ours(night, "adopt", "--yes"))


def diffs(before, after):
    """The installed programs that compare two files."""
    found = {}
    if has_duckdb():
        found["DuckDB, full outer join"] = [sys.executable, __file__, "--duckdb", before, after]
    if shutil.which("qsv"):
        found["qsv diff"] = ["qsv", "diff", before, after]
    return found


def contests(files):
    """Our commands, their targets, and the programs that they are compared with."""
    bare = files.programs["bare"]
    first, second, book = (files.path(night) for night in ("first", "second", "workbook"))
    readers = {
        "csv crate": [bare, "csv", first],
        "csv crate + blake3": [bare, "hash", first],
        "SQLite scan into a HashMap": [bare, "sqlite", files.snapshot("first")],
    }
    # The measurement ends with the first request: the rest of a run belongs to sending.
    journal = files.folder / "journal.db"
    yield ("unchanged night: plan", "≤ 1 × DuckDB, ≤ 200 MB", files.ours("first", "plan"),
           {**readers, **diffs(first, first)}, None)
    yield ("changed night: plan", "", files.ours("second", "plan", state=files.snapshot("first")),
           diffs(first, second), None)
    yield ("first night: plan, journalled", "≤ 6 × csv + blake3, ≤ 350 MB",
           files.ours("first", "sync", "--yes", config=files.journalled, state=journal),
           {"csv crate + blake3": readers["csv crate + blake3"]}, journal)
    yield ("unchanged night, workbook: plan", "≤ 1.3 × calamine", files.ours("workbook", "plan"),
           {"calamine, cell reader": [bare, "xlsx", book]}, None)


def until_asked(command):
    """The cost of a process, but only the time up to its first request."""
    begun, stub.Refusal.asked = time.monotonic(), None
    _, cpu, peak = cost(command, exits=(5,))
    return stub.Refusal.asked - begun, cpu, peak


def measured(ours, others, rounds, journal):
    """Runs the programs in turns; returns the medians of each."""
    all_costs = {name: [] for name in ["vbot-sync", *others]}
    for _ in range(rounds):
        for end in ("", "-wal", "-shm") if journal else ():
            pathlib.Path(f"{journal}{end}").unlink(missing_ok=True)
        all_costs["vbot-sync"].append(until_asked(ours) if journal else cost(ours))
        for name, command in others.items():
            all_costs[name].append(cost(command))
    return {
        name: tuple(statistics.median(column) for column in zip(*costs))
        for name, costs in all_costs.items()
    }


def shown(name, target, medians):
    print(f"\n**{name}**{f' ({target})' if target else ''}\n")
    print("| | wall | CPU | peak | ours ÷ this, wall | ours ÷ this, CPU |")
    print("|---|---|---|---|---|---|")
    wall, cpu, _ = medians["vbot-sync"]
    for program, (its_wall, its_cpu, peak) in medians.items():
        row = f"| {program} | {its_wall:.2f} s | {its_cpu:.2f} s | {peak:.0f} MB |"
        ratios = "· | · |" if program == "vbot-sync" else f"{wall / its_wall:.2f} | {cpu / its_cpu:.2f} |"
        print(row, ratios, flush=True)


def sending():
    """Sending has a bench of its own, with a server and a bare client."""
    if not (ROOT / "tests/bench/sending").is_dir():
        return print("\nleft out: there is no bench of sending")
    print("\n**sending**\n", flush=True)
    subprocess.run(["cargo", "bench", "--quiet", "--bench", "sending"], cwd=ROOT, check=True)


def compared(options):
    programs = built("bare")
    folder = pathlib.Path(options.folder or ROOT / "target/tmp/compare")
    files = Files(folder, programs, options.rows, options.workbook_rows)
    for missing, is_here in (("duckdb for Python", has_duckdb()), ("qsv", shutil.which("qsv"))):
        if not is_here:
            print(f"left out: {missing} is not here")
    adopted = files.adopt("first")
    files.adopt("workbook")
    print(f"{options.rows:,} customers, {files.path('first').stat().st_size / 1e6:.0f} MB of CSV,"
          f" {options.workbook_rows:,} in the workbook; {os.cpu_count()} cores, {options.rounds} rounds")
    print("taking them in (adopt): {:.2f} s, {:.2f} s CPU, {:.0f} MB".format(*adopted))
    figures = {}
    for name, target, ours, others, journal in contests(files):
        figures[name] = measured(ours, others, options.rounds, journal)
        shown(name, target, figures[name])
    sending()
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    if not options.keep:
        shutil.rmtree(folder)


def main():
    if sys.argv[1:2] == ["--duckdb"]:
        return duckdb(*sys.argv[2:])
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--rows", type=int, default=1_000_000, help="customers in the CSV files")
    words.add_argument("--workbook-rows", type=int, default=100_000, help="customers in the workbook")
    words.add_argument("--rounds", type=int, default=3, help="how often each is run")
    words.add_argument("--folder", help="where the files are made (target/tmp/compare)")
    words.add_argument("--keep", action="store_true", help="leave the files there")
    words.add_argument("--json", help="write the medians to this file, too")
    words.add_argument("--growth", help="measure whole nights of these sizes instead")
    words.add_argument("--svg", help="with --growth: draw them to this file")
    options = words.parse_args()
    if options.growth:
        return curve.measure(ROOT, options.growth, options.svg)
    compared(options)


if __name__ == "__main__":
    main()
