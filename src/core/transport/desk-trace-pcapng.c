/* desk-trace-pcapng.c: a trace as a file for Wireshark
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-segment.h"
#include "desk-task.h"
#include "desk-trace-pcapng.h"

/* Blocks and options of draft-ietf-opsawg-pcapng; numbers are in the byte order of this machine, which the
 * file tells. */
#define BLOCK_SECTION 0x0a0d0d0a
#define BLOCK_INTERFACE 1
#define BLOCK_PACKET 6
#define BYTE_ORDER_MAGIC 0x1a2b3c4d
#define OPTION_END 0
#define OPTION_COMMENT 1
#define OPTION_SECTION_PROGRAM 4
#define OPTION_INTERFACE_NAME 2
#define OPTION_INTERFACE_DESCRIPTION 3
#define OPTION_INTERFACE_RESOLUTION 9
#define OPTION_PACKET_FLAGS 2
#define DIRECTION_IN 1
#define DIRECTION_OUT 2
/* Packets begin with the header of IP, whichever version. */
#define LINK_RAW 101

#define BUFFER_SIZE (256 * 1024)

/* Comments that wait for a packet to stand at, bytes */
#define COMMENT_MAX 20000

typedef struct
{
  DeskTrace *trace;
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
  GByteArray *block;
  DeskSegmentFlow flow;
  guint32 connection; /* of the flow; G_MAXUINT32: there was none yet */
  guint32 n_interfaces;
  GString *comment; /* steps since the last packet */
  gint64 time;      /* of the last of them */
} Writer;

static void
put (Writer *self, gconstpointer data, gsize length)
{
  g_byte_array_append (self->block, data, (guint) length);
}

static void
put_uint16 (Writer *self, guint16 number)
{
  put (self, &number, sizeof number);
}

static void
put_uint32 (Writer *self, guint32 number)
{
  put (self, &number, sizeof number);
}

static void
pad (Writer *self)
{
  static const guint8 zeros[4] = { 0 };

  put (self, zeros, (4 - self->block->len % 4) % 4);
}

static void
put_option (Writer *self, guint16 code, gconstpointer value, gsize length)
{
  put_uint16 (self, code);
  put_uint16 (self, (guint16) length);
  put (self, value, length);
  pad (self);
}

static void
put_text (Writer *self, guint16 code, const char *text)
{
  put_option (self, code, text, strlen (text));
}

static void
begin_block (Writer *self, guint32 type)
{
  g_byte_array_set_size (self->block, 0);
  put_uint32 (self, type);
  put_uint32 (self, 0);
}

static void
end_block (Writer *self)
{
  guint32 length;

  put_option (self, OPTION_END, NULL, 0);
  length = self->block->len + 4;
  put_uint32 (self, length);
  memcpy (self->block->data + 4, &length, sizeof length);
  if (self->error == NULL)
    g_output_stream_write_all (self->stream, self->block->data, self->block->len, NULL, self->cancellable,
                               &self->error);
}

static void
write_section (Writer *self, guint64 n_let_go)
{
  const guint64 unknown_length = G_MAXUINT64;
  const char *words
      = _ ("MQTT packets, as they were within TLS, WebSocket or a proxy where there was any. The headers of IP "
           "and TCP are made up: the broker’s port is always 1883. Passwords, authentication data and user names "
           "without a password are overwritten with asterisks.");
  g_autoptr (GString) comment = g_string_new (words);

  if (n_let_go > 0)
    g_string_append_printf (
        comment,
        ngettext (" %lu older packet was not kept.", " %lu older packets were not kept.", (gulong) n_let_go),
        (gulong) n_let_go);
  begin_block (self, BLOCK_SECTION);
  put_uint32 (self, BYTE_ORDER_MAGIC);
  put_uint16 (self, 1);
  put_uint16 (self, 0);
  put (self, &unknown_length, sizeof unknown_length);
  put_text (self, OPTION_COMMENT, comment->str);
  put_text (self, OPTION_SECTION_PROGRAM, "MqttDesk " PACKAGE_VERSION);
  end_block (self);
}

static char *
describe_end (GInetSocketAddress *address)
{
  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

/* Each connection is an interface, so that it has a name. */
static void
write_interface (Writer *self, guint32 number)
{
  const guint8 microseconds = 6;
  g_auto (DeskTraceConnection) connection = { 0 };
  g_autofree char *name = g_strdup_printf ("connection %u", number);
  g_autofree char *description = NULL;

  if (desk_trace_get_connection (self->trace, number, &connection) && connection.local != NULL
      && connection.remote != NULL)
    {
      g_autofree char *local = describe_end (connection.local);
      g_autofree char *remote = describe_end (connection.remote);

      description = g_strdup_printf ("%s %s, from %s to %s", connection.transport, connection.endpoint, local,
                                     remote);
    }
  else if (connection.endpoint != NULL)
    {
      description = g_strdup_printf ("%s %s", connection.transport, connection.endpoint);
    }

  desk_segment_flow_init (&self->flow, connection.local, connection.remote);
  self->connection = number;
  self->n_interfaces++;
  begin_block (self, BLOCK_INTERFACE);
  put_uint16 (self, LINK_RAW);
  put_uint16 (self, 0);
  put_uint32 (self, 0);
  put_text (self, OPTION_INTERFACE_NAME, name);
  if (description != NULL)
    put_text (self, OPTION_INTERFACE_DESCRIPTION, description);
  put_option (self, OPTION_INTERFACE_RESOLUTION, &microseconds, 1);
  end_block (self);
}

/* @size: bytes of the payload, of which @length are known */
static void
write_segment (
    Writer *self, gint64 time, guint from, gboolean is_syn, const guint8 *data, gsize length, gsize size)
{
  const guint32 direction = from == 0 ? DIRECTION_OUT : DIRECTION_IN;
  guint8 header[DESK_SEGMENT_HEADER_MAX];
  gsize n_header = desk_segment_make_header (&self->flow, from, is_syn, data, length, size, header);

  begin_block (self, BLOCK_PACKET);
  put_uint32 (self, self->n_interfaces - 1);
  put_uint32 (self, (guint32) ((guint64) time >> 32));
  put_uint32 (self, (guint32) time);
  put_uint32 (self, (guint32) (n_header + length));
  put_uint32 (self, (guint32) (n_header + size));
  put (self, header, n_header);
  put (self, data, length);
  pad (self);
  put_option (self, OPTION_PACKET_FLAGS, &direction, sizeof direction);
  if (self->comment->len > 0)
    put_text (self, OPTION_COMMENT, self->comment->str);
  g_string_truncate (self->comment, 0);
  end_block (self);
}

static void
note (Writer *self, const char *text, gssize length)
{
  g_autofree char *words = g_utf8_make_valid (text, length);

  if (self->comment->len + strlen (words) > COMMENT_MAX)
    return;
  if (self->comment->len > 0)
    g_string_append_c (self->comment, '\n');
  g_string_append (self->comment, words);
}

/* Steps that no packet followed stand at a segment without payload. */
static void
flush_comment (Writer *self)
{
  if (self->comment->len == 0)
    return;
  if (self->connection == G_MAXUINT32)
    write_interface (self, 0);
  write_segment (self, self->time, 0, FALSE, NULL, 0, 0);
}

static void
write_packet (Writer *self, const DeskTraceEntry *entry, const guint8 *data)
{
  guint from = (entry->flags & DESK_TRACE_OUTGOING) != 0 ? 0 : 1;
  gsize length = entry->length;
  gsize size = entry->seen;
  gboolean is_new = entry->connection != self->connection;

  if (is_new)
    {
      write_interface (self, entry->connection);
      if (entry->first >> 4 == DESK_PACKET_CONNECT && from == 0)
        {
          write_segment (self, entry->time, 0, TRUE, NULL, 0, 0);
          write_segment (self, entry->time, 1, TRUE, NULL, 0, 0);
          write_segment (self, entry->time, 0, FALSE, NULL, 0, 0);
        }
    }
  if (is_new && (entry->first >> 4 != DESK_PACKET_CONNECT || from != 0))
    {
      g_autofree char *words = NULL;

      /* Wireshark learns the version from CONNECT, and there is none. Translators: a version of MQTT */
      words = g_strdup_printf (_ ("The recording began within this connection, which speaks MQTT %s."),
                                  entry->version == DESK_MQTT_5       ? "5.0"
                                  : entry->version == DESK_MQTT_3_1_1 ? "3.1.1"
                                                                      : "3.1");
      note (self, words, -1);
    }
  if ((entry->flags & DESK_TRACE_BLANKED) != 0)
    note (self, _ ("A secret in this packet is overwritten with asterisks."), -1);
  if (entry->length < entry->seen)
    note (self, _ ("Only the beginning of this packet was recorded."), -1);

  do
    {
      gsize step = MIN (size, DESK_SEGMENT_MAX);

      write_segment (self, entry->time, from, FALSE, data, MIN (length, step), step);
      size -= step;
      data += MIN (length, step);
      length -= MIN (length, step);
    }
  while (size > 0);
}

static gboolean
write_entry (guint64 number, const DeskTraceEntry *entry, const guint8 *data, gpointer user_data)
{
  Writer *self = user_data;

  if ((entry->flags & DESK_TRACE_STEP) == 0)
    {
      write_packet (self, entry, data);
    }
  else
    {
      note (self, (const char *) data, entry->length);
      self->time = entry->time;
      /* The end of a connection stays there. */
      if (entry->connection != 0 && entry->connection == self->connection
          && (entry->flags & DESK_TRACE_FAILURE) != 0)
        flush_comment (self);
    }

  return self->error == NULL;
}

/**
 * desk_trace_write_pcapng:
 * @trace: a trace, which may grow meanwhile
 * @stream: where to write
 * @cancellable: (nullable): stops it
 * @error: of the stream
 *
 * Writes what the trace holds at the moment as pcap-ng. Each packet is in
 * segments of a TCP connection between the real addresses, but to the port
 * that is registered for MQTT, so that Wireshark takes it for MQTT. Steps of
 * connections are comments of the packet that follows. To be called in a
 * thread where it may block.
 *
 * Returns: %FALSE with @error set if not all was written
 */
gboolean
desk_trace_write_pcapng (DeskTrace *trace, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  Writer self = { .trace = trace, .stream = stream, .cancellable = cancellable, .connection = G_MAXUINT32 };
  guint64 first, end, n_let_go;

  self.block = g_byte_array_new ();
  self.comment = g_string_new (NULL);
  desk_trace_get_span (trace, &first, &end, &n_let_go);
  write_section (&self, n_let_go);
  desk_trace_each (trace, first, end, write_entry, &self);
  flush_comment (&self);
  g_byte_array_unref (self.block);
  g_string_free (self.comment, TRUE);

  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

/* Closing a replacement with a cancelled cancellable drops it and leaves the file as it was. */
static void
give_up (GFile *file, GOutputStream *stream, gboolean existed)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  if (!existed)
    g_file_delete (file, NULL, NULL);
}

static void
save (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = task_data;
  GError *error = NULL;
  gboolean existed = g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GOutputStream) buffer = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  buffer = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), BUFFER_SIZE);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffer), FALSE);
  if (desk_trace_write_pcapng (source, buffer, cancellable, &error)
      && g_output_stream_flush (buffer, cancellable, &error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  give_up (file, G_OUTPUT_STREAM (stream), existed);
  g_task_return_error (task, error);
}

/**
 * desk_trace_save_async:
 * @trace: a trace
 * @file: is replaced when all is written
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes what the trace holds at the moment into a file, in a thread. Only its
 * owner may read it.
 */
void
desk_trace_save_async (DeskTrace *trace,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DESK_IS_TRACE (trace));

  task = g_task_new (trace, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_trace_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  desk_task_run_in_thread (task, save);
}

/**
 * desk_trace_save_finish:
 * @trace: a trace
 * @result: what the callback got
 * @error: of GIO
 *
 * Returns: %FALSE with @error set if the file could not be written
 */
gboolean
desk_trace_save_finish (DeskTrace *trace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, trace), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
