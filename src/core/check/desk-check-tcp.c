/* desk-check-tcp.c: step of the connection check: does anything listen there?
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-check-run.h"
#include "desk-error.h"

/* ms that one address may take when there are several */
#define ADDRESS_TIMEOUT 3000
/* ms that it may take where nobody said that something is there */
#define OTHER_TIMEOUT 1000

static gboolean
try_address (DeskCheckRun *run, GInetAddress *address, guint16 port, guint timeout, gint64 *time, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) there = g_inet_socket_address_new (address, port);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) local_error = NULL;
  g_auto (DeskCheckPending) pending = { 0 };
  gint64 began = g_get_monotonic_time ();

  g_socket_client_set_enable_proxy (client, FALSE);
  desk_check_pending_begin (&pending, run, timeout);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (there), pending.cancellable,
                                 desk_check_pending_done, &pending);
  connection
      = g_socket_client_connect_finish (client, desk_check_pending_wait (&pending), &local_error);
  *time = g_get_monotonic_time () - began;
  if (connection != NULL)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  if (pending.timed_out)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* The ports that brokers use for a transport, the most usual first */
static const guint16 *
get_usual_ports (const char *transport)
{
  static const struct
  {
    const char *transport;
    guint16 ports[4];
  } usual[] = {
    { "mqtt", { 1883 } },
    { "mqtts", { 8883 } },
    { "ws", { 8080, 9001, 8083 } },
    { "wss", { 443, 8084, 8443 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_str_equal (usual[i].transport, transport))
      return usual[i].ports;

  return NULL;
}

/* Returns: a port of the same computer where something listens, or 0 */
static guint16
find_other_port (DeskCheckRun *run)
{
  const guint16 *ports = run->other_ports != NULL ? (const guint16 *) (gpointer) run->other_ports->data
                                                  : get_usual_ports (run->options->endpoint->transport);

  for (; ports != NULL && *ports != 0; ports++)
    for (guint i = 0; i < run->addresses->len && !desk_check_run_is_over (run); i++)
      {
        gint64 time;

        if (*ports != run->options->endpoint->port
            && try_address (run, run->addresses->pdata[i], *ports, OTHER_TIMEOUT, &time, NULL))
          return *ports;
      }

  return 0;
}

/* The worst last: what listens nowhere was at least reached. */
static gboolean
is_better (const GError *error, const GError *other)
{
  return other == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         || (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
             && !g_error_matches (other, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED));
}

/* A few words: what to do about it is said once, for all addresses. */
static const char *
get_words (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return _ ("nothing listens there");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _ ("no answer");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE))
    return _ ("no way there from here");

  return error->message;
}

static void
add_line (DeskCheckFinding *finding, GInetAddress *address, gint64 time, const GError *error)
{
  g_autofree char *text = g_inet_address_to_string (address);

  if (error != NULL)
    /* Translators: an address, and why nothing answers there */
    desk_check_finding_add_detail (finding, _ ("✗ %s: %s"), text, get_words (error));
  else
    /* Translators: an address, and the time that it took to reach it */
    desk_check_finding_add_detail (finding, _ ("✓ %s: %.1f ms"), text,
                                   (double) time / G_TIME_SPAN_MILLISECOND);
}

static gboolean
connect_tcp (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const DeskEndpoint *endpoint = run->at;
  g_autofree char *name = desk_endpoint_to_string (endpoint);
  guint timeout = run->addresses->len > 1 ? MIN (run->step_timeout, ADDRESS_TIMEOUT) : run->step_timeout;
  g_autoptr (GError) best = NULL;
  g_autoptr (GError) words = NULL;
  guint n_reached = 0;
  guint n_silent = 0;
  guint16 other;

  for (guint i = 0; i < run->addresses->len && !desk_check_run_is_over (run); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time;

      n_reached += try_address (run, run->addresses->pdata[i], endpoint->port, timeout, &time, &error) ? 1 : 0;
      n_silent += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? 1 : 0;
      add_line (finding, run->addresses->pdata[i], time, error);
      if (error != NULL && is_better (error, best))
        {
          g_clear_error (&best);
          best = g_steal_pointer (&error);
        }
    }

  if (n_reached > 0 && n_silent > 0)
    return desk_check_finding_say (finding, DESK_CHECK_WARNED,
                                   _ ("Something listens at %s, but not all of its addresses answer, which makes "
                                      "connecting slow."),
                                   name);
  if (n_reached > 0)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED, _ ("Something listens at %s."), name);
  if (best == NULL)
    return FALSE;

  words = desk_check_run_explain (run, best);
  desk_check_finding_fail (finding, words);
  other = g_error_matches (words, DESK_ERROR, DESK_ERROR_REFUSED) ? find_other_port (run) : 0;
  if (other != 0)
    {
      desk_check_finding_advise (finding, _ ("Something does listen at port %u of that computer."), other);
      desk_check_finding_set_remedy (finding, DESK_REMEDY_PORT, other, NULL);
    }

  return FALSE;
}

const DeskCheckStep desk_check_step_tcp = {
  .id = "tcp",
  .title = N_ ("Network"),
  .applies = desk_check_is_on_network,
  .run = connect_tcp,
};
