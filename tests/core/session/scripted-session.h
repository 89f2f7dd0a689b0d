/* scripted-session.h: a session whose broker does what the test says
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "fake-broker.h"
#include "session-scene.h"

typedef struct
{
  char *folder;
  FakeBroker *broker;
  DeskProfile *profile;
  DeskSession *session;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log_path = NULL;

  fixture->folder = g_dir_make_tmp ("mqtt-desk-XXXXXX", NULL);
  log_path = g_build_filename (fixture->folder, "log.sqlite", NULL);
  fixture->broker = fake_broker_new ();
  fixture->profile = desk_profile_new ();
  g_object_set (fixture->profile, "host", "127.0.0.1", "port", (guint) fake_broker_get_port (fixture->broker), NULL);
  fixture->session = desk_session_new (fixture->profile, log_path);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_session (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_object_unref (fixture->profile);
  fake_broker_free (fixture->broker);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}
