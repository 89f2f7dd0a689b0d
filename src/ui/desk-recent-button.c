/* desk-recent-button.c: what was entered before, to enter it again
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-recent-button"

#include "config.h"

#include "desk-recent-button.h"

#include <glib/gi18n.h>

#include "desk-format.h"

#define RECENT_MAX 20

/* A button with a list of texts that are kept with a profile, or without one in the settings, newest first. */
struct _DeskRecentButton
{
  GtkWidget parent_instance;
  char *key;
  GSettings *settings;
  DeskProfile *profile;  /* (owned) (nullable): that keeps the texts */
  DeskRecentKind kind;   /* of its lists */
  GtkMenuButton *button; /* (unowned) */
  GtkPopover *popover;   /* (unowned) */
  GtkListBox *list;      /* (unowned) */
  char **texts;          /* (owned): one a row */
};

G_DEFINE_FINAL_TYPE (DeskRecentButton, desk_recent_button, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_KEY,
  PROP_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
on_row_activated (DeskRecentButton *self, GtkListBoxRow *row)
{
  g_autofree char *text = NULL;

  g_assert (DESK_IS_RECENT_BUTTON (self));

  text = g_strdup (self->texts[gtk_list_box_row_get_index (row)]);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, text);
}

static void
show_texts (DeskRecentButton *self)
{
  GtkWidget *child;

  g_assert (DESK_IS_RECENT_BUTTON (self));

  g_strfreev (self->texts);
  self->texts = self->profile != NULL ? desk_profile_dup_recent (self->profile, self->kind)
                                      : g_settings_get_strv (self->settings, self->key);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; self->texts[i] != NULL; i++)
    {
      g_autofree char *shown = desk_format_topic (self->texts[i]);
      GtkWidget *label = gtk_label_new (shown);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_list_box_append (self->list, label);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), self->texts[0] != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recent.clear", self->texts[0] != NULL);
}

static void
clear (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskRecentButton *self = DESK_RECENT_BUTTON (widget);

  gtk_popover_popdown (self->popover);
  if (self->profile != NULL)
    desk_profile_clear_recent (self->profile, self->kind);
  else
    g_settings_reset (self->settings, self->key);
}

static void
desk_recent_button_constructed (GObject *object)
{
  DeskRecentButton *self = DESK_RECENT_BUTTON (object);
  g_autofree char *signal = g_strconcat ("changed::", self->key, NULL);

  self->settings = g_settings_new ("com.example.MqttDesk");
  g_signal_connect_object (self->settings, signal, G_CALLBACK (show_texts), self, G_CONNECT_SWAPPED);
  show_texts (self);

  G_OBJECT_CLASS (desk_recent_button_parent_class)->constructed (object);
}

static void
desk_recent_button_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&DESK_RECENT_BUTTON (object)->settings);
  g_clear_object (&DESK_RECENT_BUTTON (object)->profile);

  G_OBJECT_CLASS (desk_recent_button_parent_class)->dispose (object);
}

static void
desk_recent_button_finalize (GObject *object)
{
  DeskRecentButton *self = DESK_RECENT_BUTTON (object);

  g_free (self->key);
  g_strfreev (self->texts);

  G_OBJECT_CLASS (desk_recent_button_parent_class)->finalize (object);
}

static void
desk_recent_button_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DeskRecentButton *self = DESK_RECENT_BUTTON (object);

  switch (property_id)
    {
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_LABEL:
      g_value_set_string (value, gtk_widget_get_tooltip_text (GTK_WIDGET (self->button)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_recent_button_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  DeskRecentButton *self = DESK_RECENT_BUTTON (object);

  switch (property_id)
    {
    case PROP_KEY:
      self->key = g_value_dup_string (value);
      break;
    case PROP_LABEL:
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
desk_recent_button_class_init (DeskRecentButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags at_construction = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = desk_recent_button_constructed;
  object_class->dispose = desk_recent_button_dispose;
  object_class->finalize = desk_recent_button_finalize;
  object_class->get_property = desk_recent_button_get_property;
  object_class->set_property = desk_recent_button_set_property;

  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, at_construction);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "recent.clear", NULL, clear);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
desk_recent_button_init (DeskRecentButton *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *forget = gtk_button_new_with_mnemonic (_ ("_Forget all of these"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "recent-list");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));

  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "menu");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (forget), "recent.clear");
  gtk_widget_add_css_class (forget, "flat");
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), forget);
  gtk_popover_set_child (self->popover, box);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "document-open-recent-symbolic");
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

/**
 * desk_recent_button_set_profile:
 * @self: a button
 * @profile: what keeps the texts from now on; one that is not saved leaves them in the settings
 * @kind: which list of it
 */
void
desk_recent_button_set_profile (DeskRecentButton *self, DeskProfile *profile, DeskRecentKind kind)
{
  g_return_if_fail (DESK_IS_RECENT_BUTTON (self));
  g_return_if_fail (self->profile == NULL);

  if (desk_profile_get_temporary (profile))
    return;
  self->profile = g_object_ref (profile);
  self->kind = kind;
  g_signal_connect_object (profile, "part-changed", G_CALLBACK (show_texts), self, G_CONNECT_SWAPPED);
  show_texts (self);
}

/**
 * desk_recent_button_remember:
 * @self: a button
 * @text: what was entered
 *
 * Puts @text first in the list.
 */
void
desk_recent_button_remember (DeskRecentButton *self, const char *text)
{
  g_return_if_fail (DESK_IS_RECENT_BUTTON (self));
  g_return_if_fail (text != NULL);

  if (self->profile != NULL)
    desk_profile_remember (self->profile, self->kind, text);
  else
    desk_recent_remember (self->key, text);
}

/**
 * desk_recent_remember:
 * @key: of the settings
 * @text: what was entered
 *
 * Puts @text first in the list of @key; the oldest of more than 20 goes.
 */
void
desk_recent_remember (const char *key, const char *text)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_auto (GStrv) texts = NULL;

  g_return_if_fail (key != NULL);
  g_return_if_fail (text != NULL);

  settings = g_settings_new ("com.example.MqttDesk");
  texts = g_settings_get_strv (settings, key);
  if (g_strcmp0 (texts[0], text) == 0)
    return;

  g_ptr_array_add (kept, (gpointer) text);
  for (guint i = 0; texts[i] != NULL && kept->len < RECENT_MAX; i++)
    {
      if (!g_str_equal (texts[i], text))
        g_ptr_array_add (kept, texts[i]);
    }
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (settings, key, (const char *const *) kept->pdata);
}
