# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several windows, tabs that go from one to another, and links of the desktop."""
import pathlib
import re

from desk import BUTTON, ROW, Page, Role, connect, message, run, wait_until


def goes_round_tabs_and_windows_by_keyboard(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    program = page.program
    page.wait_subscription("^#")
    program.activate()
    program.keys("ctrl+t")
    page.window.find(Role.TEXT, re.compile("^Quick connect"))
    program.keys("ctrl+1")
    page.window.find(BUTTON, "Disconnect")
    program.keys("ctrl+2")
    page.window.wait_gone(BUTTON, "Disconnect")

    program.keys("ctrl+n")
    wait_until(lambda: len(program.application.children) == 2, "a second window")
    wait_until(lambda: all(window.find_all(Role.TEXT, re.compile("^Quick connect"))
                           for window in program.application.children), "a start page in both")
    program.keys("ctrl+w")
    wait_until(lambda: len(program.application.children) == 1, "the second window gone")


def asks_before_a_link_connects(scenario):
    """Also if the program runs already; the password of the link is neither shown nor among the arguments."""
    broker = scenario.start_broker(users={"ada": "countess"})
    program = scenario.start_program("--ask", f"mqtt://ada:countess@127.0.0.1:{broker.port}/plant/%23")
    page = Page(program)
    page.window.find(Role.LABEL, "Connect to this broker?")
    page.window.find(Role.LABEL, f"mqtt://127.0.0.1:{broker.port}")
    assert "countess" not in "\n".join(page.window.dump())
    assert b"countess" not in pathlib.Path(f"/proc/{program.process.pid}/cmdline").read_bytes()
    assert not re.search("ada", (broker.folder / "broker.log").read_text())
    program.activate()
    program.keys("Return")
    page.window.find(Role.TEXT, re.compile("^Quick connect"))  # the answer that Enter gives is no

    again = scenario.start_program("--ask", f"mqtt://ada:countess@127.0.0.1:{broker.port}/plant/%23")
    again.wait_ended(status=0)
    page.window.find(Role.LABEL, "Connect to this broker?")
    page.window.find(BUTTON, "Connect").press()
    page.wait_state("Connected")
    page.wait_subscription("^plant/#")


def tabs(window):
    """Returns the titles of the tabs from left to right, with the middle of each."""
    found = {}
    for tab in window.find_all(None, "AdwTab"):
        left, top, width, height = tab.extents
        titles = [label.name for label in tab.find_all(Role.LABEL)]
        if width > 0 and titles:
            found[titles[0]] = (left + width // 2, top + height // 2)
    return sorted(found.items(), key=lambda tab: tab[1])


def titles(window):
    return [title for title, _ in tabs(window)]


def drags_tabs_with_the_mouse(scenario):
    """Within the bar they change places; what is let go of over the desktop becomes a window, and stays connected."""
    broker = scenario.start_broker("log_type all")
    page = connect(scenario, broker, "--subscribe", "a/#")
    page.wait_subscription("^a/#")
    program = page.program
    program.activate()
    program.resize(900, 600)
    program.keys("ctrl+t")
    wait_until(lambda: len(tabs(page.window)) == 2, "two tabs")
    before = titles(page.window)
    (_, left), (_, right) = tabs(page.window)
    program.drag(left, (right[0] + 50, right[1]))
    wait_until(lambda: titles(page.window) == before[::-1], "the tabs in the other order")

    # In the hand it has left the bar; only then the program, and not the window below, hears of the end.
    program.expected_complaint = "GDK_DRAG_PROTO_ROOTWIN"
    place = tabs(page.window)[1][1]
    program.drag(place, (place[0], 700), before_drop=lambda: wait_until(
        lambda: len(tabs(page.window)) == 1, "the tab in the hand"))

    def other():
        return [window for window in program.application.children
                if window.find_all(BUTTON, "Connection state: Connected")]
    wait_until(lambda: len(program.application.children) == 2 and len(other()) == 1, "a window of its own")
    other()[0].find(ROW, re.compile("^a/#"))
    broker.publish("a/b", "still here")
    other()[0].find(ROW, message("a/b", "still here"))
    assert broker.log.count("New client connected") == 2, "no other connection than that of the publisher"


run(goes_round_tabs_and_windows_by_keyboard, drags_tabs_with_the_mouse, asks_before_a_link_connects)
