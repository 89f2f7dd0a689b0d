/* desk-tls.c: opens a TLS connection
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-route.h"
#include "desk-tls-authorities.h"
#include "desk-tls-base.h"
#include "desk-tls-identity.h"
#include "desk-tls-question.h"
#include "desk-tls-words.h"
#include "desk-tls.h"

typedef struct
{
  DeskEndpoint *endpoint; /* (owned): with its options */
  DeskStepFunc step;
  gpointer step_data;
  GIOStream *stream;            /* (owned) (nullable): TLS */
  GTlsCertificate *certificate; /* (owned) (nullable): the broker's, if it was refused */
  GTlsCertificateFlags flags;   /* why */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  desk_endpoint_free (self->endpoint);
  g_clear_object (&self->stream);
  g_clear_object (&self->certificate);
  g_free (self);
}

static gboolean
on_accept_certificate (GTlsConnection      *connection,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags flags,
                       gpointer             user_data)
{
  Attempt *self = user_data;
  const DeskTlsOptions *tls = self->endpoint->tls;

  if (!tls->verify)
    return TRUE;
  if (tls->trusted != NULL)
    {
      g_autofree char *fingerprint = desk_tls_fingerprint (certificate);

      if (g_str_equal (fingerprint, tls->trusted))
        return TRUE;
    }

  g_set_object (&self->certificate, certificate);
  self->flags = flags;

  return FALSE;
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    {
      g_signal_handlers_disconnect_by_data (source, self);
      g_task_return_pointer (task, g_steal_pointer (&self->stream), g_object_unref);
      return;
    }

  g_signal_handlers_disconnect_by_data (source, self);
  if (self->certificate != NULL)
    g_task_return_error (task, desk_tls_explain_certificate (self->endpoint, self->certificate, self->flags));
  else
    g_task_return_error (task, desk_tls_explain (self->endpoint, self->stream, error));
}

/* The files are read in this thread, which is the network's. */
static gboolean
set_authorities (GTlsConnection *connection, const DeskTlsOptions *tls, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (tls->ca_file == NULL)
    return TRUE;

  database = desk_tls_authorities_read (tls->ca_file, error);
  if (database == NULL)
    return FALSE;
  g_tls_connection_set_database (connection, database);

  return TRUE;
}

static gboolean
set_certificate (GTlsConnection *connection, const DeskTlsOptions *tls, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (DeskTlsQuestion) question = NULL;

  if (tls->certificate_file != NULL)
    {
      certificate = desk_tls_identity_read (tls->certificate_file, tls->key_file, tls->passphrase, error);
      if (certificate == NULL)
        return FALSE;
    }
  question = desk_tls_question_new (certificate);
  g_tls_connection_set_interaction (connection, G_TLS_INTERACTION (question));

  return TRUE;
}

static GIOStream *
wrap (Attempt *self, GIOStream *base, GError **error)
{
  const DeskTlsOptions *tls = self->endpoint->tls;
  const char *name = tls->server_name != NULL ? tls->server_name : self->endpoint->host;
  g_autoptr (GSocketConnectable) identity = g_network_address_new (name, self->endpoint->port);
  g_autoptr (GIOStream) hidden = desk_tls_base_new (base);
  g_autoptr (GIOStream) stream = g_tls_client_connection_new (hidden, identity, error);

  if (stream == NULL)
    {
      g_prefix_error (error, "%s ", _ ("TLS is not available (in Debian it comes with glib-networking)."));
      return NULL;
    }
  if (!set_authorities (G_TLS_CONNECTION (stream), tls, error)
      || !set_certificate (G_TLS_CONNECTION (stream), tls, error))
    return NULL;

  if (tls->alpn != NULL)
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), (const char *const *) tls->alpn);
  /* MQTT has DISCONNECT for a proper end. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_certificate), self);

  return g_steal_pointer (&stream);
}

static void
on_route (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GIOStream) base = desk_route_connect_finish (result, &error);

  if (base != NULL)
    self->stream = wrap (self, base, &error);
  if (self->stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->step (DESK_STEP_TLS, self->endpoint->host, self->step_data);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->stream), G_PRIORITY_DEFAULT,
                                    g_task_get_cancellable (task), on_handshake, g_object_ref (task));
}

/**
 * desk_tls_connect_async:
 * @endpoint: host, port and what was decided about TLS
 * @step: is told of the steps of desk_route_connect_async() and of %DESK_STEP_TLS
 * @step_data: for @step
 * @cancellable: (nullable): cancels at any step
 * @callback: called in the thread-default context of the caller
 * @user_data: for @callback
 *
 * Opens a connection, by a proxy where one is wanted, and does the TLS handshake on it: the broker's
 * certificate has to be valid for the host, and issued by a trusted authority.
 */
void
desk_tls_connect_async (const DeskEndpoint *endpoint,
                        DeskStepFunc        step,
                        gpointer            step_data,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  self->endpoint = desk_endpoint_copy (endpoint);
  if (self->endpoint->tls == NULL)
    self->endpoint->tls = desk_tls_options_new ();
  self->step = step;
  self->step_data = step_data;
  g_task_set_source_tag (task, desk_tls_connect_async);
  g_task_set_task_data (task, self, attempt_free);

  desk_route_connect_async (self->endpoint, step, step_data, cancellable, on_route, task);
}

/**
 * desk_tls_connect_finish:
 * @result: what the callback got
 * @error: an error of desk_route_connect_finish(), %DESK_ERROR_CERTIFICATE,
 *   %DESK_ERROR_CLIENT_CERTIFICATE, %DESK_ERROR_PASSPHRASE or %DESK_ERROR_TLS
 *
 * Returns: (transfer full) (nullable): a #GTlsConnection, or %NULL with @error set
 */
GIOStream *
desk_tls_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
