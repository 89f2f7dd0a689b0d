# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several windows, tabs that go from one to another, and links of the desktop."""
import pathlib
import re

from desk import BUTTON, Page, Role, connect, run, wait_until


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


run(goes_round_tabs_and_windows_by_keyboard, asks_before_a_link_connects)
