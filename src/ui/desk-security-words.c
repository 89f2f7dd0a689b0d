/* desk-security-words.c: how a connection is protected, in words
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-security-words"

#include "config.h"

#include "desk-security-words.h"

#include <glib/gi18n.h>

#include "desk-tls-certificate.h"

static void
fact_free (gpointer data)
{
  DeskSecurityFact *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

/* Takes @value. */
static void
add (GPtrArray *facts, const char *label, char *value)
{
  DeskSecurityFact *fact = g_new0 (DeskSecurityFact, 1);

  *fact = (DeskSecurityFact) { .label = g_strdup (label), .value = value };
  g_ptr_array_add (facts, fact);
}

static void
add_heading (GPtrArray *facts, const char *label)
{
  DeskSecurityFact *fact = g_new0 (DeskSecurityFact, 1);

  *fact = (DeskSecurityFact) { .heading = TRUE, .label = g_strdup (label) };
  g_ptr_array_add (facts, fact);
}

static char *
describe_validity (GTlsCertificate *certificate)
{
  g_autofree char *begin = desk_tls_certificate_dup_begin (certificate);
  g_autofree char *end = desk_tls_certificate_dup_end (certificate);
  int days = desk_tls_certificate_get_days_left (certificate);

  if (days < 0)
    /* Translators: two days */
    return g_strdup_printf (_ ("%s to %s: expired"), begin, end);
  if (days <= DESK_TLS_CERTIFICATE_SOON)
    /* Translators: two days, and how many days are left until the second */
    return g_strdup_printf (ngettext ("%s to %s: %d day left", "%s to %s: %d days left", (gulong) days), begin, end,
                            days);

  /* Translators: two days */
  return g_strdup_printf (_ ("%s to %s"), begin, end);
}

static gboolean
has_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (certificate);

  return (names != NULL && names->len > 0) || (addresses != NULL && addresses->len > 0);
}

static void
add_certificate (GPtrArray *facts, const char *heading, GTlsCertificate *certificate)
{
  add_heading (facts, heading);
  add (facts, _ ("Issued to"), desk_tls_certificate_dup_subject (certificate));
  add (facts, _ ("Issued by"), desk_tls_certificate_dup_issuer (certificate));
  if (has_names (certificate))
    add (facts, _ ("Names"), desk_tls_certificate_dup_names (certificate));
  add (facts, _ ("Valid"), describe_validity (certificate));
  add (facts, _ ("SHA-256"), desk_tls_fingerprint (certificate));
}

/**
 * desk_security_words_for_trust:
 * @security: how a connection is protected
 *
 * Returns: who vouches for the broker, as a sentence
 */
const char *
desk_security_words_for_trust (DeskSecurity *security)
{
  switch (desk_security_get_trust (security))
    {
    case DESK_TRUST_NOBODY:
      return _ ("Encrypted, but nobody knows to whom: this profile does not verify the broker.");
    case DESK_TRUST_PINNED:
      return _ ("Encrypted. The broker’s certificate is trusted by hand.");
    case DESK_TRUST_AUTHORITY:
    default:
      return _ ("Encrypted. A trusted authority vouches for the broker.");
    }
}

/**
 * desk_security_words_list:
 * @security: how a connection is protected
 *
 * Returns: (transfer full): all that there is to know, as #DeskSecurityFact
 */
GPtrArray *
desk_security_words_list (DeskSecurity *security)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (fact_free);
  GTlsCertificate *own = desk_security_get_own_certificate (security);

  add (facts, _ ("Protocol"), g_strdup (desk_security_get_version (security)));
  if (desk_security_get_cipher_suite (security) != NULL)
    add (facts, _ ("Cipher suite"), g_strdup (desk_security_get_cipher_suite (security)));
  if (desk_security_get_alpn (security) != NULL)
    add (facts, _ ("ALPN"), g_strdup (desk_security_get_alpn (security)));

  for (guint i = 0; i < desk_security_get_n_certificates (security); i++)
    add_certificate (facts, i == 0 ? _ ("Certificate of the broker") : _ ("Certificate of its issuer"),
                     desk_security_get_certificate (security, i));
  if (own != NULL)
    add_certificate (facts, _ ("Client certificate"), own);

  return facts;
}

/**
 * desk_security_words_to_text:
 * @security: how a connection is protected
 *
 * Returns: (transfer full): all that there is to know, a line each
 */
char *
desk_security_words_to_text (DeskSecurity *security)
{
  g_autoptr (GPtrArray) facts = desk_security_words_list (security);
  GString *text = g_string_new (desk_security_words_for_trust (security));

  g_string_append_c (text, '\n');
  for (guint i = 0; i < facts->len; i++)
    {
      const DeskSecurityFact *fact = facts->pdata[i];

      if (fact->heading)
        g_string_append_printf (text, "\n%s\n", fact->label);
      else
        g_string_append_printf (text, "%s: %s\n", fact->label, fact->value);
    }

  return g_string_free (text, FALSE);
}

/**
 * desk_security_words_for_end:
 * @certificate: a certificate
 * @own: whether it is ours
 *
 * Returns: (transfer full) (nullable): that it expires soon, or has; %NULL if
 *   there are more than 30 days left
 */
char *
desk_security_words_for_end (GTlsCertificate *certificate, gboolean own)
{
  int days = desk_tls_certificate_get_days_left (certificate);
  g_autofree char *end = desk_tls_certificate_dup_end (certificate);

  if (days > DESK_TLS_CERTIFICATE_SOON)
    return NULL;
  if (days < 0)
    return g_strdup_printf (own ? _ ("The client certificate expired on %s. Get a new one from those who run the broker.")
                                : _ ("The broker’s certificate expired on %s. It has to be renewed at the broker."),
                            end);
  if (own)
    return g_strdup_printf (
        /* Translators: a number of days, and the day when they are over */
        ngettext ("The client certificate expires in %d day, on %s. Get a new one from those who run the broker.",
                  "The client certificate expires in %d days, on %s. Get a new one from those who run the broker.",
                  (gulong) days),
        days, end);

  return g_strdup_printf (
      /* Translators: a number of days, and the day when they are over */
      ngettext ("The broker’s certificate expires in %d day, on %s. It has to be renewed at the broker.",
                "The broker’s certificate expires in %d days, on %s. It has to be renewed at the broker.",
                (gulong) days),
      days, end);
}
