/* desk-check-resolve.c: step of the connection check: the addresses of the host
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-run.h"
#include "desk-tcp.h"

/* Addresses that are told and tried */
#define MAX_ADDRESSES 8

static void
take_addresses (DeskCheckRun *run, DeskCheckFinding *finding, GList *addresses)
{
  for (GList *l = addresses; l != NULL && run->addresses->len < MAX_ADDRESSES; l = l->next)
    {
      g_autofree char *text = g_inet_address_to_string (l->data);

      g_ptr_array_add (run->addresses, g_object_ref (l->data));
      desk_check_finding_add_detail (finding, "%s", text);
    }
}

static gboolean
resolve (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const DeskEndpoint *endpoint = run->options->endpoint;
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (endpoint->host);
  g_auto (DeskCheckPending) pending = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) words = NULL;
  GList *addresses;
  guint n;

  run->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  if (literal != NULL)
    {
      g_ptr_array_add (run->addresses, g_object_ref (literal));
      finding->time = 0;
      return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                     _ ("“%s” is an address: there is nothing to look up."), endpoint->host);
    }

  desk_check_pending_begin (&pending, run, run->step_timeout);
  g_resolver_lookup_by_name_async (resolver, endpoint->host, pending.cancellable, desk_check_pending_done,
                                   &pending);
  addresses = g_resolver_lookup_by_name_finish (resolver, desk_check_pending_wait (&pending), &error);
  if (pending.timed_out && addresses == NULL)
    return desk_check_finding_say (
        finding, DESK_CHECK_FAILED,
        _ ("The address of “%s” could not be found within %u s. Is this computer online, and does its name "
           "server answer?"),
        endpoint->host, run->step_timeout / 1000);
  if (addresses == NULL)
    {
      words = desk_tcp_explain (endpoint, error);
      return desk_check_finding_fail (finding, words);
    }

  n = g_list_length (addresses);
  take_addresses (run, finding, addresses);
  g_resolver_free_addresses (addresses);

  return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                 ngettext ("“%s” has %u address.", "“%s” has %u addresses.", n),
                                 endpoint->host, n);
}

const DeskCheckStep desk_check_step_resolve = {
  .id = "resolve",
  .title = N_ ("Name"),
  .run = resolve,
};
