/* desk-message-view.c: the selected message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-message-view"

#include "config.h"

#include "desk-message-view.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload-export.h"
#include "desk-payload-pane.h"
#include "desk-payload.h"
#include "desk-property-list.h"
#include "desk-toast.h"
#include "desk-wrap-layout.h"

#define READ_MAX (256 * 1024) /* bytes of the payload that are read to be shown */

struct _DeskMessageView
{
  GtkWidget parent_instance;
  DeskLog *log;               /* (owned) (nullable) */
  DeskLogItem *item;          /* (owned) (nullable): the row that is shown */
  DeskLogItem *previous;      /* (owned) (nullable): the row above it */
  gulong loaded_handler;      /* of the item; 0: it is loaded */
  GCancellable *cancellable;  /* (owned) (nullable): of reading */
  DeskMessage *message;       /* (owned) (nullable): when it was read */
  GtkStack *stack;            /* (unowned) */
  GtkLabel *topic;            /* (unowned) */
  GtkWidget *chips;           /* (unowned) */
  DeskPayloadPane *payload;   /* (unowned) */
  GtkWidget *properties_area; /* (unowned) */
  DeskPropertyList *properties; /* (unowned) */
  GtkLabel *problem;          /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskMessageView, desk_message_view, GTK_TYPE_WIDGET)

static void
add_chip (DeskMessageView *self, const char *text, const char *meaning)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (chip, meaning);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "numeric");
  gtk_widget_set_parent (chip, self->chips);
}

static const char *
describe_retained (DeskMessageFlags flags)
{
  if ((flags & DESK_MESSAGE_OUTGOING) != 0)
    return (flags & DESK_MESSAGE_RETAINED) != 0 ? _ ("to be retained") : _ ("not retained");

  return (flags & DESK_MESSAGE_RETAINED) != 0 ? _ ("retained at subscribe") : _ ("live, not retained");
}

static const char *
explain_retained (DeskMessageFlags flags)
{
  if ((flags & DESK_MESSAGE_OUTGOING) != 0)
    return (flags & DESK_MESSAGE_RETAINED) != 0
             ? _ ("Sent with RETAIN: the broker keeps it for those who subscribe later")
             : _ ("Sent without RETAIN: only those who are subscribed now get it");

  return (flags & DESK_MESSAGE_RETAINED) != 0
           ? _ ("The broker had kept this message and sent it because of a new subscription")
           : _ ("Published while subscribed; whether the broker keeps it cannot be seen from here");
}

static void
update_chips (DeskMessageView *self)
{
  DeskMessageFlags flags = desk_log_item_get_flags (self->item);
  gsize bytes = desk_log_item_get_size (self->item);
  g_autofree char *clock = desk_format_clock (desk_log_item_get_time (self->item));
  g_autofree char *moment = desk_format_moment (desk_log_item_get_time (self->item));
  g_autofree char *quality = g_strdup_printf (_ ("QoS %d"), flags & DESK_MESSAGE_QOS_MASK);
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *count = desk_format_count (bytes);
  g_autofree char *exact = g_strdup_printf (ngettext ("%s byte of payload", "%s bytes of payload", bytes),
                                            count);
  static const char *const meanings[] = {
    N_ ("At most once"), N_ ("At least once"), N_ ("Exactly once"), NULL
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_widget_unparent (child);

  add_chip (self, clock, moment);
  if (self->previous != NULL && desk_log_item_get_loaded (self->previous))
    {
      gint64 span = desk_log_item_get_time (self->item) - desk_log_item_get_time (self->previous);
      g_autofree char *words = desk_format_span (MAX (span, 0));
      g_autofree char *delta = g_strdup_printf ("+%s", words);

      add_chip (self, delta, _ ("Time since the message in the row above"));
    }
  add_chip (self, (flags & DESK_MESSAGE_OUTGOING) != 0 ? _ ("↑ sent") : _ ("↓ received"), NULL);
  add_chip (self, quality, _ (meanings[flags & DESK_MESSAGE_QOS_MASK]));
  add_chip (self, describe_retained (flags), explain_retained (flags));
  if ((flags & DESK_MESSAGE_DUPLICATE) != 0)
    add_chip (self, _ ("duplicate"), _ ("Sent again with DUP, since an acknowledgement was missing"));
  add_chip (self, size, exact);
}

static void
show_message (DeskMessageView *self)
{
  DeskProperties *properties = self->message->properties;
  guint n_properties = properties != NULL ? desk_properties_get_length (properties) : 0;

  desk_payload_pane_set_message (self->payload, self->message);
  desk_property_list_set (self->properties, properties);
  gtk_widget_set_visible (self->properties_area, n_properties > 0);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskMessageView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskMessage) message = desk_log_read_message_finish (DESK_LOG (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (message == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->message, desk_message_unref);
  self->message = g_steal_pointer (&message);
  show_message (self);
}

static void
read_message (DeskMessageView *self)
{
  g_autofree char *topic = desk_format_topic (desk_log_item_get_topic (self->item));

  gtk_label_set_text (self->topic, topic);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->topic), topic);
  update_chips (self);
  self->cancellable = g_cancellable_new ();
  desk_log_read_message_async (self->log, desk_log_item_get_id (self->item), READ_MAX, self->cancellable,
                               on_read,
                               g_object_ref (self));
}

static void
on_item_loaded (DeskMessageView *self)
{
  g_assert (DESK_IS_MESSAGE_VIEW (self));

  g_clear_signal_handler (&self->loaded_handler, self->item);
  read_message (self);
}

static const char *
get_extension (DeskMessageView *self)
{
  switch (desk_payload_detect (self->message->payload, self->message->payload_size))
    {
    case DESK_PAYLOAD_JSON:
      return "json";
    case DESK_PAYLOAD_TEXT:
      return "txt";
    case DESK_PAYLOAD_EMPTY:
    case DESK_PAYLOAD_BINARY:
    default:
      return "bin";
    }
}

static void
forget (DeskMessageView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->item != NULL)
    g_clear_signal_handler (&self->loaded_handler, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->previous);
  g_clear_pointer (&self->message, desk_message_unref);
}

static void
on_topic_pressed (DeskMessageView *self, int n_press)
{
  g_assert (DESK_IS_MESSAGE_VIEW (self));

  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "log.filter-topic", NULL);
}

static void
desk_message_view_dispose (GObject *object)
{
  DeskMessageView *self = DESK_MESSAGE_VIEW (object);
  GtkWidget *child;

  forget (self);
  if (self->chips != NULL)
    {
      while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
        gtk_widget_unparent (child);
    }
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_MESSAGE_VIEW);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (desk_message_view_parent_class)->dispose (object);
}

static void
desk_message_view_class_init (DeskMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_message_view_dispose;

  g_type_ensure (DESK_TYPE_PAYLOAD_PANE);
  g_type_ensure (DESK_TYPE_PROPERTY_LIST);
  g_type_ensure (DESK_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message-view");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, topic);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, chips);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, payload);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, properties_area);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, properties);
  gtk_widget_class_bind_template_child (widget_class, DeskMessageView, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_topic_pressed);
}

static void
desk_message_view_init (DeskMessageView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_message_view_new:
 *
 * Returns: (transfer floating): a new view without a log
 */
GtkWidget *
desk_message_view_new (void)
{
  return g_object_new (DESK_TYPE_MESSAGE_VIEW, NULL);
}

/**
 * desk_message_view_set_log:
 * @self: a view
 * @log: where its messages are
 */
void
desk_message_view_set_log (DeskMessageView *self, DeskLog *log)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  g_set_object (&self->log, log);
}

/**
 * desk_message_view_show:
 * @self: a view with a log
 * @item: (nullable): the row of the message to show
 * @previous: (nullable): the row above it
 *
 * What is still being read of another message is given up.
 */
void
desk_message_view_show (DeskMessageView *self, DeskLogItem *item, DeskLogItem *previous)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));
  g_return_if_fail (self->log != NULL);

  if (self->item == item)
    return;
  forget (self);
  if (item == NULL)
    {
      desk_payload_pane_set_message (self->payload, NULL);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }

  self->item = g_object_ref (item);
  self->previous = previous != NULL ? g_object_ref (previous) : NULL;
  if (desk_log_item_get_loaded (item))
    read_message (self);
  else
    self->loaded_handler = g_signal_connect_swapped (item, "notify::loaded", G_CALLBACK (on_item_loaded),
                                                     self);
}

/**
 * desk_message_view_get_item:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the row whose message is shown
 */
DeskLogItem *
desk_message_view_get_item (DeskMessageView *self)
{
  g_return_val_if_fail (DESK_IS_MESSAGE_VIEW (self), NULL);

  return self->item;
}

/**
 * desk_message_view_copy_topic:
 * @self: a view
 *
 * Puts the topic on the clipboard, as it came from the wire.
 */
void
desk_message_view_copy_topic (DeskMessageView *self)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  if (self->item == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), desk_log_item_get_topic (self->item));
  desk_toast (GTK_WIDGET (self), _ ("Copied the topic"));
}

/**
 * desk_message_view_copy_payload:
 * @self: a view
 *
 * Puts the whole payload on the clipboard.
 */
void
desk_message_view_copy_payload (DeskMessageView *self)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  if (self->item != NULL)
    desk_payload_export_copy (GTK_WIDGET (self), self->log, desk_log_item_get_id (self->item));
}

/**
 * desk_message_view_save_payload:
 * @self: a view
 * @file: (nullable): where to; %NULL: the person is asked
 *
 * Writes all bytes of the payload to a file.
 */
void
desk_message_view_save_payload (DeskMessageView *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  if (self->message == NULL)
    return;
  if (file != NULL)
    {
      desk_payload_export_save (GTK_WIDGET (self), self->log, self->message->id, file);
      return;
    }
  name = desk_payload_export_name (self->message->topic, get_extension (self));
  desk_payload_export_ask (GTK_WIDGET (self), self->log, self->message->id, name);
}

/**
 * desk_message_view_set_format:
 * @self: a view
 * @format: id of a payload format, or "auto"
 */
void
desk_message_view_set_format (DeskMessageView *self, const char *format)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  desk_payload_pane_set_format (self->payload, format);
}

/**
 * desk_message_view_set_filter:
 * @self: a view
 * @filter: (nullable): what to mark in the payload
 */
void
desk_message_view_set_filter (DeskMessageView *self, DeskFilter *filter)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  desk_payload_marks_set_filter (desk_payload_pane_get_marks (self->payload), filter);
}

/**
 * desk_message_view_step:
 * @self: a view
 * @forward: to the next match in the payload rather than to the previous one
 */
void
desk_message_view_step (DeskMessageView *self, gboolean forward)
{
  g_return_if_fail (DESK_IS_MESSAGE_VIEW (self));

  desk_payload_marks_step (desk_payload_pane_get_marks (self->payload), forward);
}

/**
 * desk_message_view_dup_selection:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): what is selected in the payload, as far as
 *   a filter can ask for it
 */
char *
desk_message_view_dup_selection (DeskMessageView *self)
{
  g_return_val_if_fail (DESK_IS_MESSAGE_VIEW (self), NULL);

  return desk_payload_marks_dup_selection (desk_payload_pane_get_marks (self->payload));
}
