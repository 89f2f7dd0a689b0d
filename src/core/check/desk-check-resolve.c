/* desk-check-resolve.c: step of the connection check: the addresses of the host
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-check-run.h"
#include "desk-route.h"

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

/* Returns: (transfer full) (nullable): the first proxy of the system's settings */
static DeskProxyOptions *
ask_settings (DeskCheckRun *run)
{
  GProxyResolver *resolver = g_proxy_resolver_get_default ();
  g_autofree char *uri = desk_route_dup_uri (run->options->endpoint);
  g_auto (GStrv) uris = NULL;
  g_auto (DeskCheckPending) pending = { 0 };

  desk_check_pending_begin (&pending, run, run->step_timeout);
  g_proxy_resolver_lookup_async (resolver, uri, pending.cancellable, desk_check_pending_done, &pending);
  uris = g_proxy_resolver_lookup_finish (resolver, desk_check_pending_wait (&pending), NULL);
  for (char **way = uris; way != NULL && *way != NULL; way++)
    {
      g_autoptr (DeskProxyOptions) proxy = desk_proxy_options_new_from_uri (*way);

      if (proxy != NULL)
        return g_str_equal (proxy->kind, DESK_PROXY_NONE) ? NULL : g_steal_pointer (&proxy);
    }

  return NULL;
}

/* Behind a proxy this computer looks up the proxy, and the proxy the broker. */
static void
find_way (DeskCheckRun *run)
{
  const DeskEndpoint *endpoint = run->options->endpoint;

  if (desk_route_needs_settings (endpoint))
    run->proxy = ask_settings (run);
  else if (desk_check_goes_by_proxy (run))
    run->proxy = desk_proxy_options_copy (endpoint->proxy);

  run->at = run->proxy != NULL ? desk_endpoint_new ("mqtt", run->proxy->host, run->proxy->port)
                               : desk_endpoint_copy (endpoint);
}

static gboolean
resolve (DeskCheckRun *run, DeskCheckFinding *finding)
{
  const DeskEndpoint *endpoint;
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GInetAddress) literal = NULL;
  g_auto (DeskCheckPending) pending = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) words = NULL;
  GList *addresses;
  guint n;

  find_way (run);
  endpoint = run->at;
  run->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  literal = g_inet_address_new_from_string (endpoint->host);
  if (literal != NULL)
    {
      g_ptr_array_add (run->addresses, g_object_ref (literal));
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
        _ ("The address of “%s” could not be found within %'u s. Is this computer online, and does its name "
           "server answer?"),
        endpoint->host, run->step_timeout / 1000);
  if (addresses == NULL)
    {
      words = desk_check_run_explain (run, error);
      return desk_check_finding_fail (finding, words);
    }

  n = g_list_length (addresses);
  take_addresses (run, finding, addresses);
  g_resolver_free_addresses (addresses);

  if (run->proxy != NULL)
    return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                   ngettext ("The proxy “%s” has %u address.", "The proxy “%s” has %u addresses.", n),
                                   endpoint->host, n);

  return desk_check_finding_say (finding, DESK_CHECK_PASSED,
                                 ngettext ("“%s” has %u address.", "“%s” has %u addresses.", n),
                                 endpoint->host, n);
}

const DeskCheckStep desk_check_step_resolve = {
  .id = "resolve",
  .title = N_ ("Name"),
  .applies = desk_check_is_on_network,
  .run = resolve,
};
