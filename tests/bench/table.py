# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of docs/performance.md from the lines that the benchmarks have written.

usage: table.py _build/figures.jsonl

Of each figure the last line counts.
"""
import json
import sys


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def main():
    figures = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            figure = json.loads(line)
            figures[figure["name"]] = figure
    print("| Benchmark | Figure | Value | Reference | Compared | Aim | Met | Rounds |")
    print("|---|---|---|---|---|---|---|---|")
    for name, figure in figures.items():
        reference = f"{number(figure['reference'])} {figure['reference_is']}" if "reference" in figure else ""
        compared = next((f"{kind} {number(figure[kind])}" for kind in ("ratio", "difference") if kind in figure), "")
        met = {True: "yes", False: "**no**", None: ""}[figure.get("met")]
        print(f"| `{figure['benchmark']}` | {name} | {number(figure['value'])} {figure['unit']} | {reference} | {compared}"
              f" | {figure.get('aim', '')} | {met} | {figure['n']} |")


main()
