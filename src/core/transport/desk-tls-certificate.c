/* desk-tls-certificate.c: what a certificate says, as a person may read it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "desk-tls-certificate.h"

/* Names of a certificate that are written out; a certificate may have thousands. */
#define MAX_NAMES 5
/* Characters of one of them */
#define MAX_NAME 80

static void
append_plain (GString *words, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, 4 * MAX_NAME));
  int n = 0;

  for (const char *p = valid; *p != '\0' && n < MAX_NAME; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (words, c == ' ' || g_unichar_isgraph (c) ? c : 0xfffd);
    }
}

static void
append_name (GString *words, guint *n_names, const char *name, gsize length)
{
  if ((*n_names)++ >= MAX_NAMES)
    return;

  g_string_append (words, words->len > 0 ? ", “" : "“");
  append_plain (words, name, length);
  g_string_append (words, "”");
}

/**
 * desk_tls_certificate_dup_names:
 * @certificate: a certificate
 *
 * Returns: (transfer full): for whom it is: "“a.example”, “10.0.0.1”"; the
 *   subject if it has no such names (RFC 5280 section 4.2.1.6)
 */
char *
desk_tls_certificate_dup_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);
  GString *words = g_string_new (NULL);
  guint n_names = 0;

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (names->pdata[i], &length);

      append_name (words, &n_names, name, length);
    }
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autofree char *address = g_inet_address_to_string (addresses->pdata[i]);

      append_name (words, &n_names, address, strlen (address));
    }
  if (n_names == 0)
    {
      g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

      append_name (words, &n_names, subject != NULL ? subject : "", subject != NULL ? strlen (subject) : 0);
    }
  if (n_names > MAX_NAMES)
    g_string_append (words, " …");

  return g_string_free (words, FALSE);
}

/* Returns: (transfer full): a day as the person writes it */
static char *
format_day (GDateTime *time)
{
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%x") : g_strdup ("?");
}

static char *
dup_plain (const char *text)
{
  GString *words = g_string_new (NULL);

  append_plain (words, text != NULL ? text : "?", text != NULL ? strlen (text) : 1);

  return g_string_free (words, FALSE);
}

/**
 * desk_tls_certificate_dup_subject:
 * @certificate: a certificate
 *
 * Returns: (transfer full): whose it is, as a distinguished name
 */
char *
desk_tls_certificate_dup_subject (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  return dup_plain (subject);
}

/**
 * desk_tls_certificate_dup_issuer:
 * @certificate: a certificate
 *
 * Returns: (transfer full): who signed it, as a distinguished name
 */
char *
desk_tls_certificate_dup_issuer (GTlsCertificate *certificate)
{
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);

  return dup_plain (issuer);
}

/**
 * desk_tls_certificate_dup_begin:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the day from which on it is valid, as the person writes it
 */
char *
desk_tls_certificate_dup_begin (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) time = g_tls_certificate_get_not_valid_before (certificate);

  return format_day (time);
}

/**
 * desk_tls_certificate_dup_end:
 * @certificate: a certificate
 *
 * Returns: (transfer full): the day until which it is valid, as the person writes it
 */
char *
desk_tls_certificate_dup_end (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) time = g_tls_certificate_get_not_valid_after (certificate);

  return format_day (time);
}

/**
 * desk_tls_certificate_get_days_left:
 * @certificate: a certificate
 *
 * Returns: whole days for which it is still valid; negative if it has expired,
 *   %G_MAXINT if it never does
 */
int
desk_tls_certificate_get_days_left (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  GTimeSpan left;

  if (end == NULL)
    return G_MAXINT;
  left = g_date_time_difference (end, now);
  if (left < 0)
    return -1;

  return (int) MIN (left / G_TIME_SPAN_DAY, G_MAXINT - 1);
}
