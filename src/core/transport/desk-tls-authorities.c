/* desk-tls-authorities.c: reads the authorities that a person trusts
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-sandbox.h"
#include "desk-tls-authorities.h"

/* A folder may be any folder. */
#define MAX_FILES 2000
#define MAX_FILE (1024 * 1024)
#define MAX_TOTAL (16 * 1024 * 1024)

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"

/* What is between the certificates of a file, or before them, may be anything. */
static void
append_certificates (GString *pem, const char *text)
{
  const char *begin = text;

  while ((begin = strstr (begin, BEGIN)) != NULL)
    {
      const char *end = strstr (begin, END);

      if (end == NULL)
        break;
      g_string_append_len (pem, begin, end - begin);
      g_string_append (pem, END "\n");
      begin = end;
    }
}

static void
append_file (GString *pem, const char *path)
{
  g_autofree char *text = NULL;
  struct stat status;

  /* Not a pipe, nor a device: reading it might never end. */
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_FILE
      || !g_file_get_contents (path, &text, NULL, NULL))
    return;
  append_certificates (pem, text);
}

static GString *
read_folder (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &local_error);
  GString *pem;
  const char *name;
  guint n_files = 0;

  if (folder == NULL)
    {
      desk_fail (error, DESK_ERROR_CERTIFICATE, _ ("The CA folder “%s” cannot be read: %s"), path,
                 local_error->message);
      return NULL;
    }

  pem = g_string_new (NULL);
  while ((name = g_dir_read_name (folder)) != NULL && n_files++ < MAX_FILES && pem->len < MAX_TOTAL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      append_file (pem, file);
    }
  if (pem->len == 0)
    {
      desk_fail (error, DESK_ERROR_CERTIFICATE,
                 _ ("The CA folder “%s” holds no certificate in PEM format. Choose another one, or a file."), path);
      g_string_free (pem, TRUE);
      return NULL;
    }

  return pem;
}

static void
close_file (gpointer data)
{
  close (GPOINTER_TO_INT (data));
}

/* GIO reads authorities from a file alone, so it gets one that exists in memory. */
static GTlsDatabase *
read_from_memory (const GString *pem, GError **error)
{
  int fd = memfd_create ("authorities", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  GTlsDatabase *database = NULL;
  gsize written = 0;

  while (fd >= 0 && written < pem->len)
    {
      gssize n = write (fd, pem->str + written, pem->len - written);

      if (n <= 0)
        break;
      written += (gsize) n;
    }
  if (fd >= 0 && written == pem->len)
    database = g_tls_file_database_new (path, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (ENOMEM));

  /* GIO may look again. */
  if (database != NULL)
    g_object_set_data_full (G_OBJECT (database), "desk-authorities", GINT_TO_POINTER (fd), close_file);
  else if (fd >= 0)
    close (fd);

  return database;
}

/**
 * desk_tls_authorities_read:
 * @path: a PEM file with certificates, or a folder with such files
 * @error: %DESK_ERROR_CERTIFICATE, naming the file
 *
 * Reads files; not for the main thread. In a folder whatever is no certificate
 * is passed over.
 *
 * Returns: (transfer full) (nullable): the authorities, or %NULL
 */
GTlsDatabase *
desk_tls_authorities_read (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GTlsDatabase *database;
  struct stat status;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      GString *pem = read_folder (path, error);

      if (pem == NULL)
        return NULL;
      database = read_from_memory (pem, &local_error);
      g_string_free (pem, TRUE);
      if (database == NULL)
        desk_fail (error, DESK_ERROR_CERTIFICATE, _ ("The CA folder “%s” cannot be used: %s"), path,
                   local_error->message);
      return database;
    }

  /* A single file is no pipe and no device either. */
  if (stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > MAX_TOTAL))
    {
      desk_fail (error, DESK_ERROR_CERTIFICATE, _ ("“%s” is no file with certificates. Choose one in PEM format."), path);
      return NULL;
    }
  database = g_tls_file_database_new (path, &local_error);
  if (database == NULL && !desk_sandbox_fail_to_read (error, DESK_ERROR_CERTIFICATE, path))
    desk_fail (error, DESK_ERROR_CERTIFICATE, _ ("The CA file “%s” cannot be used: %s"), path,
               local_error->message);

  return database;
}
