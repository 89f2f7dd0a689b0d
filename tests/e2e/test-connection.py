# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: a profile, a connection, subscriptions, messages, publishing, and what goes wrong on the way."""
import json
import re
import time

from desk import BUTTON, ROW, Page, Role, connect, fill_profile, message, open_profile, run, wait_until


def from_a_new_profile_to_a_message(scenario):
    broker = scenario.start_broker()
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    fill_profile(program, "Plant floor", broker.port)
    page.window.find(ROW, re.compile("Plant floor"))
    open_profile(page, "Plant floor")
    page.wait_state("Connected")
    profiles = json.loads((program.folder / "config/mqtt-desk/profiles.json").read_text())["profiles"]
    assert [(p["name"], p["host"], p["port"]) for p in profiles] == [("Plant floor", "127.0.0.1", broker.port)]

    page.subscribe("plant/#")
    page.wait_subscription(r"^plant/#.*QoS 0")
    broker.publish("plant/press1/temp", '{"value": 36.4, "unit": "°C"}')
    broker.publish("plant/press2/temp", "21.5", "-r")
    broker.publish("elsewhere", "not subscribed")
    page.wait_message("plant/press1/temp", "36.4")
    page.wait_message("plant/press2/temp", "21.5")
    page.wait_subscription(r"^plant/#.*2 ")
    assert len(page.messages()) == 2


def filter_and_inspect(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    for i in range(5):
        broker.publish(f"a/{i}", json.dumps({"number": i, "text": "grün"}), "-q", "0")
    page.wait_message("a/4", '"number": 4')

    page.program.activate()
    page.program.keys("ctrl+f")
    page.program.type("topic:a/3")
    page.window.find(Role.LABEL, "1 of 5")
    wait_until(lambda: len(page.messages()) == 1, "one row that the filter matches")
    page.select("a/3", '"number": 3')
    payload = page.window.find(Role.TEXT, "Payload")
    payload.wait(lambda widget: '\n  "number": 3' in widget.text, "the payload as indented JSON")
    page.window.find(Role.LABEL, "a/3")

    page.program.keys("ctrl+f", "ctrl+a", "BackSpace")
    page.program.type("nothing has this")
    page.window.find(Role.LABEL, "0 of 5")
    page.program.keys("ctrl+a", "BackSpace")
    wait_until(lambda: len(page.messages()) == 5, "all rows again")


def publish_and_receive(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "echo/#")
    page.wait_subscription(r"^echo/#.*QoS 0")
    subscriber = scenario.subscribe(broker, "echo/#")
    page.publish("echo/a", "hello from the window")
    subscriber.wait_for("echo/a 0 0 hello from the window")
    wait_until(lambda: len([m for m in page.messages() if message("echo/a", "hello from the window").search(m.name)]) == 2,
               "the message as it was sent and as it came back")
    page.window.find(Role.LABEL, re.compile("^Sent"))


def rests_where_nothing_happens(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    broker.publish("a/b", "x")
    page.wait_message("a/b", "x")

    def rests():
        before = page.program.wakeups
        end = time.monotonic() + 2
        wait_until(lambda: time.monotonic() >= end, "two seconds")
        return page.program.wakeups - before < 2 * 5
    wait_until(rests, "fewer than five wake-ups a second")


def reconnects_when_the_broker_is_back(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    broker.stop()
    page.wait_state("Waiting|Reconnecting|Connecting")
    page.window.find(BUTTON, "Try now")
    broker.start()
    page.wait_state("Connected")
    page.wait_subscription(r"^a/#.*QoS 0")
    broker.publish("a/b", "after the restart", "-q", "1")
    page.wait_message("a/b", "after the restart")
    assert len(page.messages()) == 1


def connects_by_keyboard(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker)
    page.program.activate()
    page.program.keys("ctrl+shift+r")
    page.wait_state("Disconnected")
    page.program.keys("ctrl+r")
    page.wait_state("Connected")
    broker.stop()
    page.window.find(BUTTON, "Try now")
    broker.start()
    page.program.keys("ctrl+r")
    page.wait_state("Connected")
    broker.stop()
    page.window.find(BUTTON, "Try now")
    assert len(page.window.find_all(BUTTON, "Stop")) == 1
    page.program.keys("ctrl+shift+r")
    page.wait_state("Disconnected|Connection failed|Not connected")


def two_clients_with_one_id(scenario):
    broker = scenario.start_broker()
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    program.window("New profile").find(Role.TEXT, "Client ID").set_text("shared-id")
    fill_profile(program, "Shared", broker.port)
    open_profile(page, "Shared")
    page.wait_state("Connected")

    # Another client takes the ID each time we have it again.
    def rival_wins():
        scenario.subscribe(broker, "x", "-i", "shared-id").stop()
        return page.window.find_all(BUTTON, "Connect under a new client ID")
    wait_until(rival_wins, "the way out of a client ID that is used twice", 60)
    page.window.find(Role.LABEL, re.compile("Another client may be using the client ID “shared-id”"))
    page.window.find(BUTTON, "Connect under a new client ID").press()
    page.wait_state("Connected")


def wrong_password(scenario):
    broker = scenario.start_broker(users={"ada": "right"})
    program = scenario.start_program("--connect", f"mqtt://ada@127.0.0.1:{broker.port}",
                                     environment={"MQTT_DESK_PASSWORD": "wrong"})
    page = Page(program)
    page.wait_state("Connection failed")
    page.window.find(Role.LABEL, re.compile("password"))
    assert broker.log.count("not authorised") == 1, "it must not try again by itself"


def starts_again_in_the_kept_session(scenario):
    """What the broker holds from before is not asked for again, and what is on it comes once."""
    broker = scenario.start_broker("log_type all")
    broker.publish("plant/state", "retained", "-r")
    folder = scenario.folder / "program/config/mqtt-desk"
    folder.mkdir(parents=True)
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [
        {"id": "kept", "name": "Kept", "host": "127.0.0.1", "port": broker.port, "client_id": "desk-1",
         "clean_start": False, "subscriptions": [{"filter": "plant/#", "qos": 1}]}]}))

    for text in ("first", "second"):
        program = scenario.start_program("--connect", "Kept")
        page = Page(program)
        page.wait_state("Connected")
        page.wait_subscription(r"^plant/#.*QoS 1")
        broker.publish("plant/news", text, "-q", "1")
        page.wait_message("plant/news", text)
        program.stop()
        assert broker.log.count("Received SUBSCRIBE from desk-1") == 1, "subscribed to again"
        # And what came while it was away is there when it is back.
        broker.publish("plant/away", text, "-q", "1")

    program = scenario.start_program("--connect", "Kept")
    page = Page(program)
    page.wait_message("plant/away", "second")
    page.wait_message("plant/away", "first")
    assert len([m for m in page.messages() if message("plant/state", "retained").search(m.name)]) == 1


run(from_a_new_profile_to_a_message, filter_and_inspect, publish_and_receive, rests_where_nothing_happens, reconnects_when_the_broker_is_back,
    starts_again_in_the_kept_session, connects_by_keyboard, two_clients_with_one_id, wrong_password)
