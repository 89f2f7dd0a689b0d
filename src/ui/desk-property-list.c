/* desk-property-list.c: the MQTT 5 properties of a message
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-property-list.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-payload.h"

#define ROWS_MAX 100  /* a packet may carry a hundred thousand user properties */
#define BINARY_MAX 64 /* bytes of binary data that are shown */

struct _DeskPropertyList
{
  GtkWidget parent_instance;
  GtkListBox *list; /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskPropertyList, desk_property_list, GTK_TYPE_WIDGET)

/* Those that a PUBLISH may carry (MQTT 5.0 section 3.3.2.3). */
static const char *
name_of (const DeskProperty *property)
{
  const char *name;

  if (property->id == DESK_PROP_PAYLOAD_FORMAT_INDICATOR)
    return _ ("Payload format");
  if (property->id == DESK_PROP_MESSAGE_EXPIRY_INTERVAL)
    return _ ("Message expiry");
  if (property->id == DESK_PROP_CONTENT_TYPE)
    return _ ("Content type");
  if (property->id == DESK_PROP_RESPONSE_TOPIC)
    return _ ("Response topic");
  if (property->id == DESK_PROP_CORRELATION_DATA)
    return _ ("Correlation data");
  if (property->id == DESK_PROP_SUBSCRIPTION_IDENTIFIER)
    return _ ("Subscription identifier");
  if (property->id == DESK_PROP_TOPIC_ALIAS)
    return _ ("Topic alias");

  return desk_property_lookup (property->id, &name, NULL) ? name : "";
}

static char *
describe_number (const DeskProperty *property)
{
  if (property->id == DESK_PROP_MESSAGE_EXPIRY_INTERVAL)
    return desk_format_span ((gint64) property->number * G_TIME_SPAN_SECOND);
  if (property->id == DESK_PROP_PAYLOAD_FORMAT_INDICATOR)
    return g_strdup (property->number == 0 ? _ ("0: not specified") : _ ("1: UTF-8 text"));

  return g_strdup_printf ("%u", property->number);
}

static char *
describe_value (const DeskProperty *property)
{
  switch (property->kind)
    {
    case DESK_PROPERTY_STRING:
    case DESK_PROPERTY_PAIR:
      return desk_format_topic (property->string);
    case DESK_PROPERTY_BINARY:
      return desk_payload_preview (property->bytes, g_bytes_get_size (property->bytes), BINARY_MAX);
    case DESK_PROPERTY_BYTE:
    case DESK_PROPERTY_UINT16:
    case DESK_PROPERTY_UINT32:
    case DESK_PROPERTY_VARINT:
    default:
      return describe_number (property);
    }
}

static GtkWidget *
make_label (const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);

  return label;
}

static void
add_row (DeskPropertyList *self, const char *name, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name_label = make_label (name, 0);
  GtkWidget *value_label = make_label (value, 1);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf ("%s: %s", name, value);

  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), value_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_list_box_append (self->list, row);
}

static void
desk_property_list_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_property_list_parent_class)->dispose (object);
}

static void
desk_property_list_class_init (DeskPropertyListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_property_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_property_list_init (DeskPropertyList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "properties");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("MQTT 5 properties"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * desk_property_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
desk_property_list_new (void)
{
  return g_object_new (DESK_TYPE_PROPERTY_LIST, NULL);
}

/**
 * desk_property_list_set:
 * @self: a list
 * @properties: (nullable): what to show, in the order of the wire
 */
void
desk_property_list_set (DeskPropertyList *self, DeskProperties *properties)
{
  guint n = properties != NULL ? desk_properties_get_length (properties) : 0;
  GtkWidget *child;

  g_return_if_fail (DESK_IS_PROPERTY_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MIN (n, ROWS_MAX); i++)
    {
      const DeskProperty *property = desk_properties_get (properties, i);
      g_autofree char *value = describe_value (property);
      g_autofree char *key = NULL;

      if (property->kind == DESK_PROPERTY_PAIR)
        key = desk_format_topic (property->name);
      add_row (self, key != NULL ? key : name_of (property), value);
    }
  if (n > ROWS_MAX)
    {
      g_autofree char *count = desk_format_count (n - ROWS_MAX);
      g_autofree char *words = g_strdup_printf (_ ("%s more are not shown"), count);

      add_row (self, "…", words);
    }
}
