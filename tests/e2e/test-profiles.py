# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved profiles and their passwords, with a keyring and without."""
import json
import re

from desk import BUTTON, ROW, Page, Role, fill_profile, open_profile, run, wait_until
from desk.keyring import Keyring


def saved(program):
    path = program.folder / "config/mqtt-desk/profiles.json"
    return json.loads(path.read_text())["profiles"] if path.exists() else []


def names(program):
    return sorted(profile["name"] for profile in saved(program))


def choose(page, name, item):
    """Chooses from the menu of a profile."""
    row = page.window.find(ROW, lambda words: words.split("\n")[0] == name)
    row.find(BUTTON, re.compile("^Actions for"))
    row.find_all(BUTTON, re.compile("^Actions for"))[-1].press()
    row.find(Role.MENU_ITEM, re.compile(item)).press()


def marks_bad_fields(scenario):
    program = scenario.start_program()
    program.window().find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    save = editor.find(BUTTON, re.compile("Save"))
    port = editor.find(Role.TEXT, "Port")
    host = editor.find(Role.TEXT, "Host")
    editor.find(Role.TEXT, "Name").set_text("Plant floor")
    host.set_text("127.0.0.1")
    for field, wrong, good, reason in (
            (port, "0", "1884", "port from 1 to 65535"), (port, "70000", "1884", "port from 1 to 65535"),
            (port, "12x", "1884", "port from 1 to 65535"), (host, "two words", "127.0.0.1", "host")):
        field.set_text(wrong)
        editor.find(Role.LABEL, lambda words, reason=reason: reason in words and len(words) > len(reason) + 2)
        save.wait(lambda button: not button.sensitive, f"no way to save {wrong!r}")
        field.set_text(good)
        save.wait(lambda button: button.sensitive, f"a profile with {good!r} that can be saved")
    save.press()
    wait_until(lambda: [(p["host"], p["port"]) for p in saved(program)] == [("127.0.0.1", 1884)], "the saved profile")


def duplicates_and_deletes_with_undo(scenario):
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    fill_profile(program, "Plant floor", 1883)
    wait_until(lambda: names(program) == ["Plant floor"], "the saved profile")

    choose(page, "Plant floor", "Duplicate")
    wait_until(lambda: len(names(program)) == 2, "two profiles")
    copy, = [profile for profile in saved(program) if profile["name"] != "Plant floor"]
    original, = [profile for profile in saved(program) if profile["name"] == "Plant floor"]
    assert copy["id"] != original["id"] and copy["host"] == original["host"]

    page.undo(lambda: choose(page, "Plant floor", "^Delete profile$"))
    page.window.find(ROW, lambda words: words.split("\n")[0] == "Plant floor")
    wait_until(lambda: len(names(program)) == 2, "two profiles again")
    assert original in saved(program)
    choose(page, "Plant floor", "^Delete profile$")
    wait_until(lambda: names(program) == [copy["name"]], "the copy alone")


def order(program):
    return [(profile["name"], profile.get("folder", "")) for profile in saved(program)]


def sorts_profiles_into_folders(scenario):
    program = scenario.start_program()
    page = Page(program)
    for name in ("Attic", "Home", "Plant"):
        page.window.find(BUTTON, re.compile("New profile")).press()
        fill_profile(program, name, 1883)
        wait_until(lambda name=name: name in names(program), "the saved profile")

    choose(page, "Plant", "^New folder")
    dialog = program.window("New folder")
    dialog.find(Role.TEXT, "Name").set_text("Work")
    dialog.find(BUTTON, re.compile("Create$")).press()
    wait_until(lambda: ("Plant", "Work") in order(program), "a profile in a folder")
    page.window.find(ROW, lambda words: words.split("\n")[0] == "Work")
    choose(page, "Attic", "^Work$")
    wait_until(lambda: order(program) == [("Attic", "Work"), ("Home", ""), ("Plant", "Work")], "two in the folder")
    choose(page, "Attic", "^Move down$")
    wait_until(lambda: order(program) == [("Home", ""), ("Plant", "Work"), ("Attic", "Work")], "another order")
    choose(page, "Plant", "^No folder$")
    wait_until(lambda: ("Plant", "") in order(program), "a profile without a folder")

    # The next start shows the same.
    program.stop()
    program = scenario.start_program()
    page = Page(program)
    page.window.find(ROW, lambda words: words.split("\n")[0] == "Work")
    assert order(program) == [("Home", ""), ("Plant", ""), ("Attic", "Work")]


def connects_at_start(scenario):
    broker = scenario.start_broker()
    profiles = [{"id": "a", "name": "Plant floor", "host": "127.0.0.1", "port": broker.port, "connect_at_start": True,
                 "reconnect_attempts": 1}, {"id": "b", "name": "Home", "host": "127.0.0.1", "port": broker.port}]
    folder = scenario.folder / "program/config/mqtt-desk"
    folder.mkdir(parents=True)
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": profiles}))
    program = scenario.start_program()
    page = Page(program)
    page.wait_state("Connected")
    assert broker.log.count("New client connected") == 1


def keeps_the_password_in_the_keyring(scenario):
    scenario.others.append(Keyring())
    broker = scenario.start_broker(users={"ada": "s3cret"})
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    fill_profile(program, "Plant floor", broker.port, "ada", "s3cret")
    open_profile(page, "Plant floor")
    page.wait_state("Connected")
    program.stop()
    for path in scenario.folder.rglob("program/**/*"):
        assert path.is_dir() or b"s3cret" not in path.read_bytes(), path

    # The next start finds it.
    program = scenario.start_program("--connect", "Plant floor")
    page = Page(program)
    page.wait_state("Connected")
    assert "not authorised" not in broker.log


def asks_without_a_keyring(scenario):
    broker = scenario.start_broker(users={"ada": "s3cret"})
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    fill_profile(program, "Plant floor", broker.port, "ada", "")
    open_profile(page, "Plant floor")
    dialog = program.window("Password needed")
    dialog.find(Role.LABEL, re.compile("For “ada” .*no keyring"))
    dialog.find({Role.TEXT, Role.PASSWORD_TEXT}, "Password").set_text("s3cret")
    dialog.find(BUTTON, re.compile("Connect$")).press()
    page.wait_state("Connected")
    assert "not authorised" not in broker.log


run(marks_bad_fields, duplicates_and_deletes_with_undo, sorts_profiles_into_folders, connects_at_start,
    keeps_the_password_in_the_keyring,
    asks_without_a_keyring)
