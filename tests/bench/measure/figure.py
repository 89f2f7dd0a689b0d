# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One figure of the table in docs/performance.md, as one JSON line."""
import json
import os
import pathlib
import statistics
import sys


class Figure:
    """A figure that is measured several times, each time beside its reference.

    What it should reach, `at_least` or `at_most`, is about the "ratio" of value and reference, their "difference" or the
    "value" alone, whichever `about` says.
    """

    def __init__(self, name, unit, reference=None, at_least=None, at_most=None, about=None):
        self.name = name
        self.unit = unit
        self.reference = reference
        self.at_least = at_least
        self.at_most = at_most
        self.about = about or ("ratio" if reference else "value")
        self.values = []
        self.references = []

    def add(self, value, reference=None):
        self.values.append(value)
        if reference is not None:
            self.references.append(reference)

    def _compared(self):
        """The number that the aim is about."""
        if self.about == "value":
            return statistics.median(self.values)
        if self.about == "difference":
            return statistics.median(value - reference for value, reference in zip(self.values, self.references))
        return statistics.median(value / reference for value, reference in zip(self.values, self.references))

    def report(self):
        """Prints the line, and appends it to the file that MQTT_DESK_FIGURES names."""
        compared = self._compared()
        # As the benchmark is called in meson.build
        kind = [word for word in sys.argv[1:2] if not word.isdecimal()]
        benchmark = "-".join([pathlib.Path(sys.argv[0]).stem.removeprefix("bench-"), *kind])
        line = {"benchmark": benchmark, "name": self.name, "value": round(statistics.median(self.values), 3), "unit": self.unit}
        if self.references:
            line |= {"reference": round(statistics.median(self.references), 3), "reference_is": self.reference}
        if self.about != "value":
            line[self.about] = round(compared, 3)
        if self.at_least is not None:
            line |= {"aim": f"{self.about} >= {self.at_least}", "met": compared >= self.at_least}
        if self.at_most is not None:
            line |= {"aim": f"{self.about} <= {self.at_most}", "met": compared <= self.at_most}
        # Of the whole machine: where it is more than two, somebody else was busy too.
        line |= {"n": len(self.values), "load": round(os.getloadavg()[0], 1)}
        text = json.dumps(line)
        print(text, flush=True)
        if path := os.environ.get("MQTT_DESK_FIGURES"):
            with open(path, "a", encoding="utf-8") as file:
                file.write(text + "\n")
