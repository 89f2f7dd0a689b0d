/* desk-banner.c: what a person has to know, with what can be done about it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "desk-banner.h"

#include "desk-wrap-layout.h"

struct _DeskBanner
{
  GtkWidget parent_instance;
  GtkRevealer *revealer; /* (unowned) */
  GtkWidget *frame;      /* (unowned) */
  GtkImage *icon;        /* (unowned) */
  GtkLabel *text;        /* (unowned) */
  GtkLabel *detail;      /* (unowned) */
  GtkWidget *buttons;    /* (unowned) */
  GPtrArray *actions;    /* (owned): of the buttons */
};

G_DEFINE_FINAL_TYPE (DeskBanner, desk_banner, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *css_class;
} tones[] = {
  [DESK_BANNER_INFORMATION] = { "dialog-information-symbolic", "information" },
  [DESK_BANNER_WARNING] = { "dialog-warning-symbolic", "warning" },
  [DESK_BANNER_ERROR] = { "dialog-error-symbolic", "error" },
};

static void
set_tone (DeskBanner *self, DeskBannerTone tone)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (self->frame, tones[i].css_class);
  gtk_widget_add_css_class (self->frame, tones[tone].css_class);
  gtk_image_set_from_icon_name (self->icon, tones[tone].icon);
}

static gboolean
has_buttons (DeskBanner *self, const DeskBannerButton *buttons, guint n_buttons)
{
  if (self->actions->len != n_buttons)
    return FALSE;
  for (guint i = 0; i < n_buttons; i++)
    {
      if (!g_str_equal (g_ptr_array_index (self->actions, i), buttons[i].action))
        return FALSE;
    }

  return TRUE;
}

/* Buttons that stay the same stay: somebody may be about to press one. */
static void
set_buttons (DeskBanner *self, const DeskBannerButton *buttons, guint n_buttons)
{
  GtkWidget *child;

  if (has_buttons (self, buttons, n_buttons))
    return;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->actions, 0);
  for (guint i = 0; i < n_buttons; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (buttons[i].label);

      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_widget_set_parent (button, self->buttons);
      g_ptr_array_add (self->actions, g_strdup (buttons[i].action));
    }
  gtk_widget_set_visible (self->buttons, n_buttons > 0);
}

/* A screen reader must not find what is folded away. */
static void
on_folded (DeskBanner *self)
{
  g_assert (DESK_IS_BANNER (self));

  if (!gtk_revealer_get_reveal_child (self->revealer) && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
desk_banner_dispose (GObject *object)
{
  DeskBanner *self = DESK_BANNER (object);
  GtkWidget *child;

  while (self->buttons != NULL && (child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  child = gtk_widget_get_first_child (GTK_WIDGET (self));
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_BANNER);

  G_OBJECT_CLASS (desk_banner_parent_class)->dispose (object);
}

static void
desk_banner_finalize (GObject *object)
{
  g_ptr_array_unref (DESK_BANNER (object)->actions);

  G_OBJECT_CLASS (desk_banner_parent_class)->finalize (object);
}

static void
desk_banner_class_init (DeskBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_banner_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_banner_finalize;

  g_type_ensure (DESK_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "desk-banner");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, frame);
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, text);
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, detail);
  gtk_widget_class_bind_template_child (widget_class, DeskBanner, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
}

static void
desk_banner_init (DeskBanner *self)
{
  self->actions = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * desk_banner_new:
 *
 * Returns: (transfer floating): a banner that is not shown
 */
GtkWidget *
desk_banner_new (void)
{
  return g_object_new (DESK_TYPE_BANNER, NULL);
}

/**
 * desk_banner_show:
 * @self: a banner
 * @tone: how bad it is
 * @text: the cause and the next step; plain text
 * @buttons: what can be done
 * @n_buttons: how many of them there are
 */
void
desk_banner_show (DeskBanner *self, DeskBannerTone tone, const char *text, const DeskBannerButton *buttons,
                  guint n_buttons)
{
  g_return_if_fail (DESK_IS_BANNER (self));

  set_tone (self, tone);
  gtk_label_set_text (self->text, text);
  set_buttons (self, buttons, n_buttons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * desk_banner_set_detail:
 * @self: a banner
 * @detail: (nullable): what changes every second, such as a countdown
 */
void
desk_banner_set_detail (DeskBanner *self, const char *detail)
{
  g_return_if_fail (DESK_IS_BANNER (self));

  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
}

/**
 * desk_banner_hide:
 * @self: a banner
 */
void
desk_banner_hide (DeskBanner *self)
{
  g_return_if_fail (DESK_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * desk_banner_is_shown:
 * @self: a banner
 *
 * Returns: whether it says something
 */
gboolean
desk_banner_is_shown (DeskBanner *self)
{
  g_return_val_if_fail (DESK_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
