# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window comes up and goes away; what the command line asks of it."""
import os
import re
import subprocess

from desk import BUTTON, Page, Role, connect, run, wait_until


def opens(scenario):
    program = scenario.start_program()
    assert program.window("MqttDesk").name == "MqttDesk"


def closes(scenario):
    program = scenario.start_program()
    program.window("MqttDesk").find(Role.PUSH_BUTTON, "Close").press()
    program.wait_ended(status=0)


def broker_answers(scenario):
    """The other end of the scenarios itself: a broker that survives a restart, a publisher, a subscriber."""
    broker = scenario.start_broker()
    subscriber = scenario.subscribe(broker, "a/#", "-q", "1")
    broker.publish("a/b", "hello", "-q", "1")
    subscriber.wait_for("a/b 1 0 hello")
    broker.stop()
    assert not broker.accepts()
    broker.start()
    assert broker.accepts()


def hands_over_to_the_window_that_is_open(scenario):
    broker = scenario.start_broker()
    page = Page(scenario.start_program())
    page.window.find(Role.PUSH_BUTTON, "Close")
    second = scenario.start_program("--connect", f"mqtt://127.0.0.1:{broker.port}", "--subscribe", "a/#",
                                    "--subscribe", "b/#")
    second.wait_ended(status=0)
    page.wait_state("Connected")
    page.wait_subscription("^a/#.*QoS 0")
    page.wait_subscription("^b/#.*QoS 0")


def tells_mistakes_on_the_command_line(scenario):
    """One line and exit status 2, without a window and beside one."""
    def check():
        for arguments in (["--nonsense"], ["--connect", "No such profile"], ["--connect", "mqtt://host:99999"],
                          ["--connect", "mqtt://host", "--subscribe", "a/#b"], ["nonsense"], ["--connect"]):
            done = subprocess.run([os.environ["MQTT_DESK_PROGRAM"], *arguments], capture_output=True, text=True,
                                  check=False)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), (arguments, done)
        done = subprocess.run([os.environ["MQTT_DESK_PROGRAM"], "--version"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("mqtt-desk ") and not done.stderr, done
    check()
    scenario.start_program().window("MqttDesk").find(Role.PUSH_BUTTON, "Close")
    check()


def tabs_by_keyboard(scenario):
    """Ctrl+Tab goes round the tabs; what a text view does with Ctrl+Home stays with it."""
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    page.program.activate()
    page.program.keys("ctrl+t")
    quick = page.window.find(Role.TEXT, re.compile("^Quick connect"))
    quick.wait(lambda entry: not page.window.find_all(BUTTON, "Disconnect"), "the start page in front")
    page.program.keys("ctrl+Tab")
    page.window.find(BUTTON, "Disconnect")
    page.program.keys("ctrl+shift+Tab")
    page.window.wait_gone(BUTTON, "Disconnect")
    page.program.keys("ctrl+shift+Tab")
    page.window.find(BUTTON, "Disconnect")

    editor = page.window.find(Role.TEXT, "Payload to publish")
    editor.set_text("first line\nsecond line")
    page.program.keys("ctrl+p")
    page.program.type("a/b")
    page.program.keys("ctrl+p", "ctrl+End", "ctrl+Home")
    page.program.type(">")
    editor.wait(lambda widget: widget.text == ">first line\nsecond line", "the cursor at the beginning of the text")
    page.program.keys("ctrl+End")
    page.program.type("<")
    editor.wait(lambda widget: widget.text == ">first line\nsecond line<", "the cursor at the end of the text")
    page.program.keys("ctrl+Home", "ctrl+Page_Down", "alt+1")
    page.window.find(BUTTON, "Disconnect")


def brightness(program):
    """Of the window, from 0 to 1, and how far the brightest place is from the darkest."""
    window = program.activate()
    told = subprocess.run(["import", "-window", window, "-format", "%[fx:mean] %[fx:maxima-minima]", "info:"],
                          check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1])


def follows_the_style_of_the_system(scenario):
    broker = scenario.start_broker()
    for wanted, fits in (("default", lambda mean: mean > 0.8), ("prefer-dark", lambda mean: mean < 0.25)):
        page = connect(scenario, broker, "--subscribe", "#", environment={"ADW_DEBUG_COLOR_SCHEME": wanted})
        page.wait_subscription(r"^#.*QoS 0")
        broker.publish("a/b", "x")
        page.wait_message("a/b", "x")
        wait_until(lambda: fits(brightness(page.program)[0]) and brightness(page.program)[1] > 0.6,
                   f"a window in the style {wanted}, with text that stands out: {brightness(page.program)}")
        page.window.find(BUTTON, "Close").press()
        page.program.wait_ended()


run(opens, tabs_by_keyboard, follows_the_style_of_the_system, closes, broker_answers, hands_over_to_the_window_that_is_open,
    tells_mistakes_on_the_command_line)
