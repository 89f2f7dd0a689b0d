/* desk-publication-words.c: what became of a publication, as a person reads it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n.h>

#include "desk-error.h"
#include "desk-format.h"
#include "desk-publication-words.h"

/* It was written, and nobody knows whether it has arrived. */
static gboolean
is_unconfirmed (DeskPublication *publication)
{
  return g_error_matches (desk_publication_get_error (publication), DESK_ERROR, DESK_ERROR_CLOSED);
}

/**
 * desk_words_for_publication:
 * @publication: a publication
 *
 * Returns: (transfer full): a few words, or why it was refused
 */
char *
desk_words_for_publication (DeskPublication *publication)
{
  const GError *error = desk_publication_get_error (publication);
  g_autofree char *size = g_format_size (desk_publication_get_size (publication));
  g_autofree char *span = NULL;

  switch (desk_publication_get_state (publication))
    {
    case DESK_PUBLICATION_QUEUED:
      if (desk_publication_get_held (publication))
        return g_strdup (_ ("Waits until it has been changed"));
      return g_strdup (_ ("Will be sent when connected"));
    case DESK_PUBLICATION_INTERRUPTED:
      return g_strdup (_ ("Not acknowledged yet: it is sent again when connected, if the broker still knows the session"));
    case DESK_PUBLICATION_SENT:
      return g_strdup_printf (_ ("Sent %s"), size);
    case DESK_PUBLICATION_ACKNOWLEDGED:
      span = desk_format_span (desk_publication_get_latency (publication));
      if (desk_publication_get_no_subscribers (publication))
        return g_strdup_printf (_ ("Acknowledged in %s · no subscribers"), span);
      return g_strdup_printf (_ ("Acknowledged in %s"), span);
    case DESK_PUBLICATION_FAILED:
      return g_strdup (error != NULL ? error->message : _ ("Not published, and the broker gives no reason"));
    case DESK_PUBLICATION_CANCELLED:
      return g_strdup (_ ("Cancelled before it was sent"));
    case DESK_PUBLICATION_PENDING:
    default:
      return g_strdup_printf (_ ("Sending %s…"), size);
    }
}

/**
 * desk_icon_for_publication:
 * @publication: a publication
 *
 * Returns: (transfer none): name of a symbolic icon
 */
const char *
desk_icon_for_publication (DeskPublication *publication)
{
  switch (desk_publication_get_state (publication))
    {
    case DESK_PUBLICATION_QUEUED:
    case DESK_PUBLICATION_INTERRUPTED:
      return "document-open-recent-symbolic";
    case DESK_PUBLICATION_SENT:
    case DESK_PUBLICATION_ACKNOWLEDGED:
      return "emblem-ok-symbolic";
    case DESK_PUBLICATION_FAILED:
      return is_unconfirmed (publication) ? "dialog-question-symbolic" : "dialog-warning-symbolic";
    case DESK_PUBLICATION_CANCELLED:
      return "process-stop-symbolic";
    case DESK_PUBLICATION_PENDING:
    default:
      return "content-loading-symbolic";
    }
}

/**
 * desk_css_class_for_publication:
 * @publication: a publication
 *
 * Returns: (transfer none): a style class of icon and words: "success",
 *   "warning", "error" or "dim-label"
 */
const char *
desk_css_class_for_publication (DeskPublication *publication)
{
  switch (desk_publication_get_state (publication))
    {
    case DESK_PUBLICATION_SENT:
    case DESK_PUBLICATION_ACKNOWLEDGED:
      return "success";
    case DESK_PUBLICATION_FAILED:
      return is_unconfirmed (publication) ? "warning" : "error";
    case DESK_PUBLICATION_INTERRUPTED:
      return "warning";
    case DESK_PUBLICATION_QUEUED:
    case DESK_PUBLICATION_CANCELLED:
    case DESK_PUBLICATION_PENDING:
    default:
      return "dim-label";
    }
}
