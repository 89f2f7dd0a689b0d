/* desk-outbox-details.c: one publication, whole
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-outbox-details"

#include "config.h"

#include "desk-outbox-details.h"

#include "desk-format.h"
#include "desk-payload-export.h"
#include "desk-payload-pane.h"
#include "desk-publication-words.h"

struct _DeskOutboxDetails
{
  GtkWidget parent_instance;
  DeskPublication *publication; /* (owned) (nullable) */
  GtkWidget *content;           /* (unowned) */
  GtkLabel *topic;              /* (unowned) */
  GtkLabel *state;              /* (unowned) */
  GtkStack *stack;              /* (unowned) */
  DeskPayloadPane *payload;     /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskOutboxDetails, desk_outbox_details, GTK_TYPE_WIDGET)

static void
update_state (DeskOutboxDetails *self)
{
  g_autofree char *words = desk_words_for_publication (self->publication);

  g_assert (DESK_IS_OUTBOX_DETAILS (self));

  gtk_label_set_text (self->state, words);
}

/* A change of the size stands for all of its content. */
static void
update_content (DeskOutboxDetails *self)
{
  DeskPublication *publication = self->publication;
  GBytes *payload = desk_publication_get_payload (publication);
  g_autofree char *topic = desk_format_topic (desk_publication_get_topic (publication));
  g_autoptr (DeskMessage) message = NULL;
  DeskMessageFlags flags = DESK_MESSAGE_OUTGOING | desk_publication_get_qos (publication);

  g_assert (DESK_IS_OUTBOX_DETAILS (self));

  gtk_label_set_text (self->topic, topic);
  gtk_stack_set_visible_child_name (self->stack, payload != NULL ? "payload" : "gone");
  if (payload == NULL)
    return;
  if (desk_publication_get_retained (publication))
    flags |= DESK_MESSAGE_RETAINED;
  message = desk_message_new (0, desk_publication_get_time (publication), desk_publication_get_topic (publication), flags,
                              desk_publication_get_properties (publication), payload, g_bytes_get_size (payload));
  desk_payload_pane_set_message (self->payload, message);
}

static void
copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskOutboxDetails *self = user_data;
  GBytes *payload = self->publication != NULL ? desk_publication_get_payload (self->publication) : NULL;

  if (payload != NULL)
    desk_payload_export_copy_bytes (GTK_WIDGET (self), payload);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DeskOutboxDetails *self = user_data;
  GBytes *payload = self->publication != NULL ? desk_publication_get_payload (self->publication) : NULL;
  g_autofree char *name = NULL;

  if (payload == NULL)
    return;
  name = desk_payload_export_name (desk_publication_get_topic (self->publication), "bin");
  desk_payload_export_ask_bytes (GTK_WIDGET (self), payload, name);
}

static void
desk_outbox_details_dispose (GObject *object)
{
  DeskOutboxDetails *self = DESK_OUTBOX_DETAILS (object);

  desk_outbox_details_show (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_OUTBOX_DETAILS);

  G_OBJECT_CLASS (desk_outbox_details_parent_class)->dispose (object);
}

static void
desk_outbox_details_class_init (DeskOutboxDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_outbox_details_dispose;

  g_type_ensure (DESK_TYPE_PAYLOAD_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-outbox-details.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxDetails, content);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxDetails, topic);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxDetails, state);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxDetails, payload);
}

static void
desk_outbox_details_init (DeskOutboxDetails *self)
{
  static const GActionEntry entries[] = { { .name = "copy-payload", .activate = copy },
                                          { .name = "save-payload", .activate = save } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The buttons of the payload mean this message, and not the one of the log. */
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "log", G_ACTION_GROUP (group));
}

/**
 * desk_outbox_details_show:
 * @self: details
 * @publication: (nullable): what they show from now on
 */
void
desk_outbox_details_show (DeskOutboxDetails *self, DeskPublication *publication)
{
  g_return_if_fail (DESK_IS_OUTBOX_DETAILS (self));

  if (self->publication == publication)
    return;
  if (self->publication != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->publication, update_state, self);
      g_signal_handlers_disconnect_by_func (self->publication, update_content, self);
    }
  g_set_object (&self->publication, publication);
  if (publication == NULL)
    return;

  g_signal_connect_object (publication, "notify::state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (publication, "notify::held", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (publication, "notify::size", G_CALLBACK (update_content), self, G_CONNECT_SWAPPED);
  update_state (self);
  update_content (self);
}
