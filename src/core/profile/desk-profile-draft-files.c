/* desk-profile-draft-files.c: the certificates and keys of a draft
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-draft"

#include "config.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "desk-error.h"
#include "desk-profile-certificates.h"
#include "desk-profile-draft-private.h"

#define DER_SEQUENCE 0x30 /* the first byte of a certificate or of PKCS#12 (ITU-T X.690 section 8.9) */
#define MAX_EMBEDDED (1024 * 1024) /* bytes of a certificate or key; real ones have some thousand */

static gboolean
has_setting (DeskProfileDraft *self, const char *property, const char *label)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (self->profile), property) != NULL)
    return TRUE;
  desk_profile_draft_leave (self, label, _ ("MqttDesk has no such setting."));

  return FALSE;
}

/**
 * desk_profile_draft_take_file:
 * @self: a draft
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 * @path: (nullable): a path on the computer where the other program ran
 *
 * Takes the path of a file that is here. Blocks for a moment.
 */
void
desk_profile_draft_take_file (DeskProfileDraft *self, const char *property, const char *label, const char *path)
{
  g_autofree char *full = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (path == NULL || *path == '\0' || !has_setting (self, property, label))
    return;
  full = g_str_has_prefix (path, "~/") ? g_build_filename (g_get_home_dir (), path + 2, NULL) : g_strdup (path);
  if (!g_utf8_validate (full, -1, NULL) || !g_path_is_absolute (full))
    desk_profile_draft_leave (self, label, _ ("It is not the path of a file on this computer. Choose the file in "
                                              "the editor."));
  else if (!g_file_test (full, G_FILE_TEST_EXISTS))
    {
      g_autofree char *words = g_strdup_printf (_ ("There is nothing at “%.200s”. Choose the file in the editor."),
                                                full);

      desk_profile_draft_leave (self, label, words);
    }
  else
    {
      g_object_set (self->profile, property, full, NULL);
      _desk_profile_draft_note_value (self, label, full);
    }
}

/* What is not text yet is a certificate in DER: its first byte is that of a sequence. */
static GBytes *
make_pem (guchar *data, gsize length)
{
  g_autofree char *base64 = NULL;
  GString *pem;

  if (g_strstr_len ((const char *) data, (gssize) length, "-----BEGIN ") != NULL)
    return g_bytes_new (data, length);
  if (length == 0 || data[0] != DER_SEQUENCE)
    return NULL;

  base64 = g_base64_encode (data, length);
  pem = g_string_new ("-----BEGIN CERTIFICATE-----\n");
  for (gsize i = 0; i < strlen (base64); i += 64)
    g_string_append_printf (pem, "%.64s\n", base64 + i);
  g_string_append (pem, "-----END CERTIFICATE-----\n");

  return g_string_free_to_bytes (pem);
}

static void
add_embedded (DeskProfileDraft *self, const char *property, GBytes *bytes, const char *ending, const char *label)
{
  g_array_append_vals (self->embedded, &(DeskEmbedded) { g_strdup (property), bytes, ending }, 1);
  _desk_profile_draft_note_value (self, label, _ ("will be kept in a file"));
}

/**
 * desk_profile_draft_take_embedded:
 * @self: a draft
 * @property: a property of #DeskProfile that holds a path
 * @label: what the editor calls it
 * @base64: (nullable): a certificate or key
 *
 * Takes a file that is inside the other one. It is written by
 * desk_profile_draft_write_files().
 */
void
desk_profile_draft_take_embedded (DeskProfileDraft *self,
                                  const char       *property,
                                  const char       *label,
                                  const char       *base64)
{
  g_autofree guchar *data = NULL;
  GBytes *bytes = NULL;
  gsize length = 0;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (base64 == NULL || *base64 == '\0' || !has_setting (self, property, label))
    return;
  if (strlen (base64) <= MAX_EMBEDDED)
    data = g_base64_decode (base64, &length);
  if (data != NULL)
    bytes = make_pem (data, length);
  if (bytes == NULL)
    {
      desk_profile_draft_leave (self, label, _ ("It is not a certificate or key in PEM. Choose the file in the "
                                                "editor."));
      return;
    }
  add_embedded (self, property, bytes, "pem", label);
}

/**
 * desk_profile_draft_take_embedded_store:
 * @self: a draft
 * @label: what the editor calls it
 * @base64: (nullable): certificate and key as PKCS#12
 *
 * The same for a certificate together with its key.
 */
void
desk_profile_draft_take_embedded_store (DeskProfileDraft *self, const char *label, const char *base64)
{
  guchar *data;
  gsize length = 0;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (base64 == NULL || *base64 == '\0')
    return;
  data = strlen (base64) <= MAX_EMBEDDED ? g_base64_decode (base64, &length) : NULL;
  if (length > 0 && data[0] == DER_SEQUENCE)
    add_embedded (self, "tls-certificate-file", g_bytes_new_take (g_steal_pointer (&data), length), "p12", label);
  else
    desk_profile_draft_leave (self, label, _ ("It is not in PKCS#12 format. Choose the file in the editor."));
  g_free (data);
}

static gboolean
write_file (DeskProfileDraft *self, const char *folder, const DeskEmbedded *embedded, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.%s", desk_profile_get_id (self->profile), embedded->property,
                                            embedded->ending);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize length;
  const char *data = g_bytes_get_data (embedded->bytes, &length);

  if (!g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;
  g_object_set (self->profile, embedded->property, path, NULL);

  return TRUE;
}

/**
 * desk_profile_draft_write_files:
 * @self: a draft that will become a profile
 * @error: what the system says
 *
 * Writes what was embedded in the other file, for this person alone (0600).
 * Their names come from the id of the profile. Blocks.
 *
 * Returns: whether all were written
 */
gboolean
desk_profile_draft_write_files (DeskProfileDraft *self, GError **error)
{
  g_autofree char *folder = desk_profile_certificates_dup_folder ();

  g_return_val_if_fail (DESK_IS_PROFILE_DRAFT (self), FALSE);

  if (self->embedded->len > 0 && g_mkdir_with_parents (folder, 0700) != 0)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("The folder “%s” could not be made: %s."), folder,
                      g_strerror (errno));
  for (guint i = 0; i < self->embedded->len; i++)
    if (!write_file (self, folder, &g_array_index (self->embedded, DeskEmbedded, i), error))
      return FALSE;

  return TRUE;
}
