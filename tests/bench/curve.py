"""Whole nights at several sizes, as a table and as a picture of the same figures."""

import json
import math
import os
import subprocess
import tempfile
from html import escape

STEPS = {
    "unchanged night: plan": "#0b6e4f",
    "changed night: plan": "#b8860b",
    "first night: plan": "#1f4e8c",
    "first night: adopt": "#8c1f4e",
}
PANELS = (
    ("wall", 1.0, "seconds, wall", lambda value: f"{value:g} s"),
    ("peak_kib", 1024 / 1e6, "peak memory", lambda value: f"{value:g} MB"),
)
WIDTH, HEIGHT, LEFT, TOP, PLOT = 760, 330, 60, 40, (270, 220)


def measure(root, sizes, svg):
    """Runs the bench of nights, which prints its own table."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        environment = {**os.environ, "VBOT_BENCH_ROWS": sizes, "VBOT_BENCH_FIGURES": file.name}
        command = ["cargo", "bench", "--quiet", "--bench", "nights"]
        subprocess.run(command, cwd=root, env=environment, check=True)
        figures = [json.loads(line) for line in file.read().decode().splitlines()]
    table(figures)
    if svg:
        with open(svg, "w", encoding="utf-8") as out:
            out.write(picture(figures))


def table(figures):
    sizes = sorted({figure["rows"] for figure in figures})
    print("\n| |" + "".join(f" {size:,} |" for size in sizes))
    print("|---|" + "---|" * len(sizes))
    for step in dict.fromkeys(figure["step"] for figure in figures):
        cells = {figure["rows"]: figure for figure in figures if figure["step"] == step}
        print(f"| {step} |" + "".join(f" {cell(cells.get(size))} |" for size in sizes))


def cell(figure):
    if figure is None:
        return "·"
    cpu, peak = figure["cpu"], figure["peak_kib"]
    known = [f"{figure['wall']:.2f} s"]
    known += [f"{cpu:.2f} s CPU"] if cpu is not None else []
    known += [f"{peak * 1024 / 1e6:.0f} MB"] if peak is not None else []
    return ", ".join(known)


class Scale:
    """From a figure to a place on an axis whose steps are powers of ten."""

    def __init__(self, values, length):
        logs = [math.log10(value) for value in values]
        self.low, self.high = math.floor(min(logs)), math.ceil(max(logs))
        self.high = max(self.high, self.low + 1)
        self.length = length

    def at(self, value):
        return (math.log10(value) - self.low) / (self.high - self.low) * self.length

    def ticks(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def picture(figures):
    """Two panels, both axes logarithmic: a straight line as steep as the dotted one is linear growth."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        ' font-size="11" role="img"><title>Time and memory by number of customers</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for number, (key, factor, title, name) in enumerate(PANELS):
        points = [
            (figure["step"], figure["rows"], figure[key] * factor)
            for figure in figures
            if figure["step"] in STEPS and figure[key]
        ]
        if points:
            parts.append(f'<g transform="translate({LEFT + number * (PLOT[0] + 90)} {TOP})">')
            parts += [*panel(points, title, name), "</g>"]
    for number, (step, colour) in enumerate(STEPS.items()):
        x = LEFT + number * 170
        parts.append(f'<rect x="{x}" y="{HEIGHT - 22}" width="12" height="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 18}" y="{HEIGHT - 16}">{escape(step)}</text>')
    return "\n".join([*parts, "</svg>\n"])


def panel(points, title, name):
    width, height = PLOT
    across = Scale([rows for _, rows, _ in points], width)
    up = Scale([value for *_, value in points], height)
    yield f'<text x="0" y="-14" font-weight="bold">{title}</text>'
    for tick in up.ticks():
        y = height - up.at(tick)
        yield f'<line x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="-6" y="{y + 4:.1f}" text-anchor="end">{name(tick)}</text>'
    for tick in across.ticks():
        x = across.at(tick)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{height + 16}" text-anchor="middle">{tick:,.0f}</text>'
    yield linear(points, across, up)
    for step, colour in STEPS.items():
        line = sorted((rows, value) for its, rows, value in points if its == step)
        places = [(across.at(rows), height - up.at(value)) for rows, value in line]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)


def linear(points, across, up):
    """Linear growth from the largest figure of all, back to the smallest size."""
    height = PLOT[1]
    rows, value = max((rows, value) for _, rows, value in points)
    least = min(rows for _, rows, _ in points)
    start = max(least, rows * 10**up.low / value)
    places = [(start, value * start / rows), (rows, value)]
    way = " ".join(f"{across.at(x):.1f},{height - up.at(y):.1f}" for x, y in places)
    return f'<polyline points="{way}" fill="none" stroke="#999" stroke-dasharray="2 3"/>'
