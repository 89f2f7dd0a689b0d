/* relay-fixture.h: a relay between a broker and a library of the test
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-relay.h"

/* Reads a socket as it fills, as long as it lives. */
typedef struct
{
  int fd;
  guint source;
  GByteArray *bytes;
  gboolean eof;
  int failure; /* errno */
} Tap;

typedef struct
{
  GMainContext *context;
  DeskRelay *relay;
  int broker;  /* the far end of the network connection; does not block */
  int library; /* what libmosquitto would have; does not block; -1: none yet */
  guint n_in;
  guint n_out;
  guint pause_at; /* packet from the broker */
  gboolean free_when_ended;
  guint n_ended;
  GError *error;
} Fixture;

void     fixture_set_up    (Fixture        *f,
                            DeskMqttVersion version,
                            gsize           max_packet,
                            gboolean        meet);
void     fixture_tear_down (Fixture        *f);
void     fixture_meet      (Fixture        *f);

Tap     *tap_new           (int             fd);
void     tap_free          (Tap            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tap, tap_free)

/* Sends all of it, which must fit into the socket's buffer. */
void     put               (int             fd,
                            gconstpointer   data,
                            gsize           length);
/* Sends until the socket takes no more; returns how much it took. */
gsize    put_some          (int             fd,
                            const guint8   *data,
                            gsize           length);
gsize    resident_bytes    (void);
guint    count_fds         (void);
gboolean on_cap            (gpointer        user_data);

/* Runs the main context until @condition holds. */
#define WAIT_SECONDS 30
#define wait_until(condition)                                               \
  G_STMT_START                                                              \
  {                                                                         \
    gboolean over_ = FALSE;                                                 \
    guint cap_ = g_timeout_add_seconds (WAIT_SECONDS, on_cap, &over_);      \
                                                                            \
    while (!(condition))                                                    \
      {                                                                     \
        g_main_context_iteration (NULL, TRUE);                              \
        g_assert_false (over_);                                             \
      }                                                                     \
    g_source_remove (cap_);                                                 \
  }                                                                         \
  G_STMT_END
