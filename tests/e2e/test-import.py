# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of other programs: found, chosen or pasted, and then they connect."""
import base64
import json
import re

from desk import BUTTON, ROW, Page, Role, open_profile, run, wait_until
from gi.repository import Gio, GLib

USER = "ada"
PASSWORD = "count<ess"

MQTTFX = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<configuration><connectionProfiles><connectionProfile>
  <profileName>Plant</profileName><brokerAddress>127.0.0.1</brokerAddress><brokerPort>PORT</brokerPort>
  <connectionOptions><clientId>fx</clientId><userName>ada</userName><password>count&lt;ess</password>
    <mqttVersion>4</mqttVersion><keepAliveInterval>30</keepAliveInterval></connectionOptions>
  <recentSubscriptionTopics><topic><name>plant/#</name></topic></recentSubscriptionTopics>
</connectionProfile></connectionProfiles></configuration>
"""


def mqttx(port):
    return json.dumps([{"clientId": "x", "name": "Plant", "clean": True, "protocol": "mqtt", "host": "127.0.0.1",
                        "port": port, "username": USER, "password": PASSWORD, "mqttVersion": "5.0", "messages": [],
                        "subscriptions": [{"topic": "plant/#", "qos": 1}]}])


def explorer(port):
    return json.dumps({"ConnectionManager_connections": {"id": {
        "configVersion": 1, "type": "mqtt", "id": "id", "name": "Plant", "protocol": "mqtt", "host": "127.0.0.1",
        "port": port, "username": USER, "password": PASSWORD, "encryption": False, "certValidation": True,
        "subscriptions": [{"topic": "plant/#", "qos": 0}]}}, "Settings": {}})


def analyzer(port):
    data = base64.b64encode(b"-----BEGIN CERTIFICATE-----\n").decode()
    return json.dumps({"version": 1, "broker": {
        "alias": "Plant", "hostname": "127.0.0.1", "port": port, "protocolMethod": "mqtt", "protocolVersion": "mqtt3",
        "ssl": False, "untrustedSSL": False, "authType": "usernamePassword", "username": USER, "password": PASSWORD,
        "subscriptions": [{"topic": "plant/#", "qos": 0}], "certificates": [{"name": "a", "type": "client", "data": data}],
        "limitTopic": 1, "limitMessagesBatch": 1}})


def start(scenario, place=None, text=None):
    """A broker that wants a password, and the program, with a keyring of its own; `place` is below its folder."""
    broker = scenario.start_broker(users={USER: PASSWORD})
    folder = scenario.folder / "program"
    for name in ("home", "config"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if place is not None:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text(broker.port))
    program = scenario.start_program(environment={
        "HOME": str(folder / "home"), "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PASSWORD": "test",
        "SECRET_FILE_TEST_PATH": str(folder / "keyring")})
    return broker, Page(program)


def open_importer(page):
    page.window.find(BUTTON, "Import from another program").press()
    return page.program.window("Import connections")


def go_to_row(page, importer, name):
    row = importer.find(ROW, re.compile("^" + name))
    page.program.activate("Import connections")

    def reached():
        if row.focused:
            return True
        page.program.keys("Tab")
        return False
    wait_until(reached, f"the row {name} has the focus")


def press_row(page, importer, name):
    go_to_row(page, importer, name)
    page.program.keys("Return")


def import_and_connect(page, importer, name="Plant"):
    """Takes over what is selected, and connects with it: the password comes from the keyring."""
    importer.find({Role.CHECK_BOX, Role.TOGGLE_BUTTON}, f"Import “{name}”")
    importer.find(BUTTON, re.compile("Import$")).press()
    path = page.program.folder / "config/mqtt-desk/profiles.json"
    wait_until(lambda: path.exists() and json.loads(path.read_text())["profiles"], "the saved profile")
    assert PASSWORD not in path.read_text()
    open_profile(page, name)
    page.wait_state("Connected")
    page.wait_subscription("^plant/#")


def takes_over_what_mqttfx_has(scenario):
    _, page = start(scenario, "home/MQTT-FX/mqttfx-config.xml", lambda port: MQTTFX.replace("PORT", str(port)))
    importer = open_importer(page)
    press_row(page, importer, "MQTT.fx")
    import_and_connect(page, importer)


def takes_over_what_mqtt_explorer_has(scenario):
    _, page = start(scenario, "config/MQTT-Explorer/settings.json", explorer)
    importer = open_importer(page)
    press_row(page, importer, "MQTT Explorer")
    import_and_connect(page, importer)


def takes_over_the_options_of_mosquitto_sub(scenario):
    _, page = start(scenario, "config/mosquitto_sub",
                    lambda port: f"-h 127.0.0.1\n-p {port}\n-u {USER}\n-P {PASSWORD}\n-t plant/#\n")
    importer = open_importer(page)
    press_row(page, importer, "mosquitto_sub")
    import_and_connect(page, importer, "127.0.0.1")


def takes_over_a_command(scenario):
    broker, page = start(scenario)
    importer = open_importer(page)
    importer.find(name=re.compile("^Nothing was found"))
    go_to_row(page, importer, "Choose a file")
    page.program.keys("Tab")
    page.program.type(f"mosquitto_sub -h 127.0.0.1 -p {broker.port} -u {USER} -P '{PASSWORD}' -t 'plant/#'")
    page.program.keys("Return")
    import_and_connect(page, importer, "127.0.0.1")


def import_file(page, path):
    """As from the session bus: the portal that chooses files is not here."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    group = Gio.DBusActionGroup.get(bus, "com.example.MqttDesk", "/com/example/MqttDesk/window/1")
    group.list_actions()
    wait_until(lambda: group.has_action("import-profiles-from"), "the actions of the window on the bus")
    group.activate_action("import-profiles-from", GLib.Variant("s", path.as_uri()))
    return page.program.window("Import connections")


def takes_over_files_of_mqttx_and_mqttanalyzer(scenario):
    for name, text in (("mqttx.json", mqttx), ("plant.mqttbroker", analyzer)):
        broker, page = start(scenario, name, text)
        import_and_connect(page, import_file(page, page.program.folder / name))
        page.program.stop()
        (page.program.folder / "config/mqtt-desk/profiles.json").unlink()
        broker.stop()


def tells_why_a_file_cannot_be_read(scenario):
    _, page = start(scenario, "evil.xml", lambda port: '<!DOCTYPE a [<!ENTITY b "c">]><connectionProfile>&b;')
    importer = import_file(page, page.program.folder / "evil.xml")
    importer.find(Role.LABEL, re.compile("^“evil.xml” cannot be imported. It declares a document type"))


run(takes_over_what_mqttfx_has, takes_over_what_mqtt_explorer_has, takes_over_the_options_of_mosquitto_sub,
    takes_over_a_command, takes_over_files_of_mqttx_and_mqttanalyzer, tells_why_a_file_cannot_be_read)
