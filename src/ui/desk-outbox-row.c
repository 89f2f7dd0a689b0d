/* desk-outbox-row.c: one publication on the outbox page
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-outbox-row"

#include "config.h"

#include "desk-outbox-row.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload.h"
#include "desk-publication-words.h"

#define PREVIEW_BYTES 200

struct _DeskOutboxRow
{
  GtkWidget parent_instance;
  DeskPublication *publication; /* (owned) (nullable) */
  GtkWidget *content;           /* (unowned) */
  GtkImage *icon;               /* (unowned) */
  GtkLabel *topic;              /* (unowned) */
  GtkLabel *preview;            /* (unowned) */
  GtkLabel *details;            /* (unowned) */
  GtkLabel *state;              /* (unowned) */
  GtkButton *edit;              /* (unowned) */
  GtkButton *again;             /* (unowned) */
  GtkButton *cancel;            /* (unowned) */
  GtkButton *give_up;           /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskOutboxRow, desk_outbox_row, GTK_TYPE_WIDGET)

static void
set_class (GtkWidget *widget, const char *css_class)
{
  static const char *const classes[] = { "success", "warning", "error", "dim-label" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      if (g_str_equal (classes[i], css_class))
        gtk_widget_add_css_class (widget, classes[i]);
      else
        gtk_widget_remove_css_class (widget, classes[i]);
    }
}

static char *
describe_details (DeskPublication *publication)
{
  g_autofree char *size = g_format_size (desk_publication_get_size (publication));
  g_autofree char *clock = desk_format_clock (desk_publication_get_time (publication));
  guint qos = desk_publication_get_qos (publication);

  if (desk_publication_get_retained (publication))
    /* Translators: a time of day, quality of service, a size */
    return g_strdup_printf (_ ("%s · QoS %u · %s · retained"), clock, qos, size);

  /* Translators: a time of day, quality of service, a size */
  return g_strdup_printf (_ ("%s · QoS %u · %s"), clock, qos, size);
}

/* The payload of what was sent may be gone. */
static void
update_preview (DeskOutboxRow *self)
{
  GBytes *payload = desk_publication_get_payload (self->publication);
  gsize size = payload != NULL ? g_bytes_get_size (payload) : 0;
  g_autoptr (GBytes) beginning = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->preview), size > 0);
  if (size == 0)
    return;
  beginning = g_bytes_new_from_bytes (payload, 0, MIN (size, PREVIEW_BYTES));
  text = desk_payload_preview (beginning, size, PREVIEW_BYTES);
  gtk_label_set_text (self->preview, text);
}

/* No button changes its tooltip: GTK asks the display where the pointer is each time. */
static void
update_buttons (DeskOutboxRow *self)
{
  DeskPublicationState state = desk_publication_get_state (self->publication);

  gtk_widget_set_visible (GTK_WIDGET (self->edit), state == DESK_PUBLICATION_QUEUED);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), state == DESK_PUBLICATION_QUEUED);
  gtk_widget_set_visible (GTK_WIDGET (self->give_up), state == DESK_PUBLICATION_INTERRUPTED);
  gtk_widget_set_visible (GTK_WIDGET (self->again),
                          state == DESK_PUBLICATION_FAILED || state == DESK_PUBLICATION_CANCELLED);
}

static void
update (DeskOutboxRow *self)
{
  g_autofree char *topic = desk_format_topic (desk_publication_get_topic (self->publication));
  g_autofree char *details = describe_details (self->publication);
  g_autofree char *words = desk_words_for_publication (self->publication);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", topic, words, details);
  const char *css_class = desk_css_class_for_publication (self->publication);

  g_assert (DESK_IS_OUTBOX_ROW (self));

  gtk_label_set_text (self->topic, topic);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->state, words);
  set_class (GTK_WIDGET (self->state), css_class);
  gtk_image_set_from_icon_name (self->icon, desk_icon_for_publication (self->publication));
  set_class (GTK_WIDGET (self->icon), css_class);
  update_preview (self);
  update_buttons (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
desk_outbox_row_dispose (GObject *object)
{
  DeskOutboxRow *self = DESK_OUTBOX_ROW (object);

  desk_outbox_row_set_publication (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_OUTBOX_ROW);

  G_OBJECT_CLASS (desk_outbox_row_parent_class)->dispose (object);
}

static void
desk_outbox_row_class_init (DeskOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_outbox_row_dispose;

  gtk_widget_class_set_css_name (widget_class, "outbox-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, content);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, topic);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, preview);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, details);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, state);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, edit);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, again);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxRow, give_up);
}

static void
desk_outbox_row_init (DeskOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_outbox_row_new:
 *
 * Returns: (transfer floating): a row without a publication
 */
GtkWidget *
desk_outbox_row_new (void)
{
  return g_object_new (DESK_TYPE_OUTBOX_ROW, NULL);
}

/**
 * desk_outbox_row_set_publication:
 * @self: a row
 * @publication: (nullable): what it shows from now on
 */
void
desk_outbox_row_set_publication (DeskOutboxRow *self, DeskPublication *publication)
{
  g_return_if_fail (DESK_IS_OUTBOX_ROW (self));

  if (self->publication != NULL)
    g_signal_handlers_disconnect_by_func (self->publication, update, self);
  g_set_object (&self->publication, publication);
  if (publication == NULL)
    return;

  /* The actions take the number, so that the page finds the message whatever has become of it. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit), "t", desk_publication_get_id (publication));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->again), "t", desk_publication_get_id (publication));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->cancel), "t", desk_publication_get_id (publication));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->give_up), "t", desk_publication_get_id (publication));
  g_signal_connect_object (publication, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (publication, "notify::held", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  /* With all that can be changed */
  g_signal_connect_object (publication, "notify::size", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
