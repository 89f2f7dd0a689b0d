# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program from outside, as a person does.

A test program defines scenarios, functions that take a `Scenario`, and ends in
`run (…)`. It is started by build-aux/with-display, so that display, session bus
and folders are its own.
"""
from .broker import Broker, Subscriber
from .page import BUTTON, ROW, Actions, Page, choose_file, connect, fill_profile, message, open_profile, tab_to
from .program import Program
from .scenario import Scenario, run
from .wait import wait_until
from .widget import Role, Widget

__all__ = ["BUTTON", "ROW", "Actions", "Broker", "Page", "Program", "Role", "Scenario", "Subscriber", "Widget",
           "choose_file", "connect", "fill_profile", "message", "open_profile", "run", "tab_to", "wait_until"]
