# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes that a person set: they stay, and are there again after the next start."""
import re
import time

from desk import BUTTON, Role, connect, run, wait_until


def handles(page):
    """Where the lines between the panes are: two from top to bottom, one from side to side."""
    found = [handle.extents for handle in page.window.find_all(Role.SEPARATOR)]
    upright = sorted(left for left, _, width, height in found if height > 100 > width)
    level = [top for _, top, width, height in found if width > 100 > height]
    return (upright[0], upright[-1], level[0]) if upright and level else None


def start(scenario, broker, environment=None):
    page = connect(scenario, broker, "--subscribe", "#", environment=environment)
    page.wait_subscription(r"^#.*QoS 0")
    wait_until(lambda: handles(page) is not None, "the lines between the panes")
    return page


def wait_size(page, size):
    wait_until(lambda: page.program.size() == size, f"a window of {size}, not {page.program.size()}")
    content, = page.window.children[:1]
    margin = 0

    def laid_out():
        nonlocal margin
        _, _, width, height = content.extents
        margin = (size[0] - width) // 2
        return 0 <= margin < 60 and abs(size[1] - height - 2 * margin) < 60 and handles(page)
    wait_until(laid_out, "the content of the window laid out")
    return margin


def drag_panes(page, margin):
    """Drags all lines; returns where they are then."""
    before = handles(page)
    y = 300
    page.program.drag((before[0] + margin, y), (before[0] + 60 + margin, y))
    page.program.drag((before[1] + margin, y), (before[1] - 50 + margin, y))
    page.program.drag((before[0] + 200 + margin, before[2] + margin), (before[0] + 200 + margin, before[2] - 40 + margin))
    wanted = (before[0] + 60, before[1] - 50, before[2] - 40)
    wait_until(lambda: all(abs(a - b) <= 2 for a, b in zip(handles(page), wanted)),
               f"the lines at {wanted}, not {handles(page)}")
    return handles(page)


def remembers_the_window_and_its_panes(scenario):
    broker = scenario.start_broker()
    page = start(scenario, broker)
    page.program.resize(1240, 780)
    after_drag = drag_panes(page, wait_size(page, (1240, 780)))
    page.window.find(BUTTON, "Close").press()
    page.program.wait_ended()

    page = start(scenario, broker)
    wait_size(page, (1240, 780))
    wait_until(lambda: handles(page) == after_drag, f"the lines at {after_drag}, not {handles(page)}")

    page.window.find(BUTTON, "Maximize").press()
    wait_until(lambda: page.program.size() == (1920, 1080), "a maximized window")
    page.window.find(BUTTON, "Close").press()
    page.program.wait_ended()
    page = start(scenario, broker)
    wait_until(lambda: page.program.size() == (1920, 1080), "a window that is maximized again")
    page.window.find(BUTTON, re.compile("Restore|Maximize")).press()
    wait_size(page, (1240, 780))


def panes_stay_where_nothing_stores_settings(scenario):
    """A session bus without the service of dconf: each write fails."""
    broker = scenario.start_broker()
    page = start(scenario, broker, environment={"GSETTINGS_BACKEND": "dconf"})
    page.program.expected_complaint = "failed to commit changes to dconf"
    page.program.resize(1240, 780)
    after_drag = drag_panes(page, wait_size(page, (1240, 780)))
    end = time.monotonic() + 1.5
    wait_until(lambda: time.monotonic() >= end, "time to write the settings and fail")
    assert handles(page) == after_drag
    assert page.program.size() == (1240, 780)


run(remembers_the_window_and_its_panes, panes_stay_where_nothing_stores_settings)
