/* desk-proxy-words.c: why a proxy did not lead to a broker
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-proxy-words.h"

/**
 * desk_proxy_explain_way:
 * @proxy: a proxy
 * @cause: why there is no connection to it
 *
 * Returns: (transfer full): %DESK_ERROR_PROXY, or a copy of
 *   %G_IO_ERROR_CANCELLED
 */
GError *
desk_proxy_explain_way (const DeskProxyOptions *proxy, const GError *cause)
{
  g_autofree char *name = desk_proxy_options_to_string (proxy);
  GError *error = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  if (g_error_matches (cause, DESK_ERROR, DESK_ERROR_RESOLVE))
    desk_fail (&error, DESK_ERROR_PROXY,
               _ ("The address of the proxy “%s” could not be found. Check its name, or connect without a "
                  "proxy."),
               proxy->host);
  else if (g_error_matches (cause, DESK_ERROR, DESK_ERROR_REFUSED))
    desk_fail (&error, DESK_ERROR_PROXY,
               _ ("No proxy listens at %s. Does it run, and is the port right?"), name);
  else
    desk_fail (&error, DESK_ERROR_PROXY,
               _ ("The proxy %s cannot be reached. Is this computer in the network of the proxy?"), name);

  return error;
}

/* GIO has no code for what else an HTTP proxy may answer; its message ends with the status. */
static guint
find_status (const GError *cause)
{
  const char *last = strrchr (cause->message, ' ');
  guint64 status = 0;

  if (last == NULL || !g_ascii_string_to_unsigned (last + 1, 10, 100, 599, &status, NULL))
    return 0;

  return (guint) status;
}

static void
explain_http (const char *target, const char *name, const GError *cause, GError **error)
{
  guint status = find_status (cause);

  switch (status)
    {
    case 0:
      desk_fail (error, DESK_ERROR_PROXY,
                 _ ("%s does not answer as an HTTP proxy does. Is it one, and is this its port?"), name);
      break;
    case 401: /* what Tinyproxy says instead of 407 */
      desk_fail (error, DESK_ERROR_PROXY_AUTH, _ ("The proxy %s does not take this user name and password."),
                 name);
      break;
    case 400:
    case 405:
    case 501:
      desk_fail (error, DESK_ERROR_PROXY,
                 _ ("The proxy %s does not do CONNECT (status %u), so it is only good for web pages. Ask those "
                    "who run it for one that does, or for a SOCKS5 proxy."),
                 name, status);
      break;
    default:
      desk_fail (error, DESK_ERROR_PROXY,
                 _ ("The proxy %s did not reach %s (status %u). Is the broker running, are host and port "
                    "right as the proxy sees them?"),
                 name, target, status);
      break;
    }
}

/**
 * desk_proxy_explain_answer:
 * @endpoint: the broker
 * @proxy: the proxy that was asked to connect to it
 * @cause: what #GProxy says
 *
 * Returns: (transfer full): %DESK_ERROR_PROXY, %DESK_ERROR_PROXY_AUTH, or a
 *   copy of %G_IO_ERROR_CANCELLED
 */
GError *
desk_proxy_explain_answer (const DeskEndpoint *endpoint, const DeskProxyOptions *proxy, const GError *cause)
{
  g_autofree char *target = desk_endpoint_to_string (endpoint);
  g_autofree char *name = desk_proxy_options_to_string (proxy);
  GError *error = NULL;
  int code = cause->domain == G_IO_ERROR ? cause->code : G_IO_ERROR_FAILED;

  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return g_error_copy (cause);
    case G_IO_ERROR_PROXY_NEED_AUTH:
      desk_fail (&error, DESK_ERROR_PROXY_AUTH, _ ("The proxy %s wants a user name and a password."), name);
      break;
    case G_IO_ERROR_PROXY_AUTH_FAILED:
      desk_fail (&error, DESK_ERROR_PROXY_AUTH, _ ("The proxy %s does not take this user name and password."),
                 name);
      break;
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      desk_fail (&error, DESK_ERROR_PROXY,
                 _ ("The proxy %s does not allow connections to %s. Ask those who run it to allow this port, or "
                    "connect without a proxy."),
                 name, target);
      break;
    case G_IO_ERROR_CONNECTION_REFUSED:
      desk_fail (&error, DESK_ERROR_PROXY,
                 _ ("The proxy %s found nothing that listens at %s. Is the broker running, and is the port "
                    "right?"),
                 name, target);
      break;
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      desk_fail (&error, DESK_ERROR_PROXY,
                 _ ("The proxy %s finds no way to %s. Check the name, or connect without a proxy if the broker is "
                    "in your own network."),
                 name, target);
      break;
    case G_IO_ERROR_PROXY_FAILED:
      if (g_str_equal (proxy->kind, DESK_PROXY_HTTP))
        explain_http (target, name, cause, &error);
      else
        desk_fail (&error, DESK_ERROR_PROXY, _ ("The SOCKS5 proxy %s did not reach %s: %s"), name, target,
                   cause->message);
      break;
    default:
      desk_fail (&error, DESK_ERROR_PROXY,
                 _ ("The proxy %s closed the connection. Is it a proxy of this kind, and is this its port?"),
                 name);
      break;
    }

  return error;
}
