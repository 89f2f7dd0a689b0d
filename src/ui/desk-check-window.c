/* desk-check-window.c: why there is no connection, step by step
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-check-window"

#include "config.h"

#include "desk-check-window.h"

#include <glib/gi18n.h>

#include "desk-check-remedy.h"
#include "desk-check-row.h"
#include "desk-check.h"

struct _DeskCheckWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  AdwToastOverlay *toast_overlay;
  GtkLabel *verdict;
  GtkListBox *list;
  GtkButton *again;
  AdwActionRow *probe_row;
  GtkButton *stop;

  DeskCheck *check;                  /* (owned) (nullable): the newest one */
  DeskProfile *profile;              /* (owned): what a remedy mends */
  DeskCheckOptionsFunc make_options;
  GObject *owner;                    /* (owned): for @make_options */
  gboolean ask_client_id;
};

/* What a person decided, until the program ends. Before they could, nothing starts by itself: what is published
 * may be seen by others. */
static gboolean probe_is_known;
static gboolean leaves_probe_out;


G_DEFINE_FINAL_TYPE (DeskCheckWindow, desk_check_window, ADW_TYPE_WINDOW)

enum
{
  PROP_0,
  PROP_PROBE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_MENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_begun (DeskCheckWindow *self)
{
  return self->check != NULL && desk_check_get_n_findings (self->check) > 0;
}

static void
show_verdict (DeskCheckWindow *self)
{
  gboolean running = desk_check_get_running (self->check);
  g_autofree char *verdict = has_begun (self) ? desk_check_dup_verdict (self->check)
                                              : g_strdup (_ ("Ready to check the connection"));
  gboolean stop_had_focus = gtk_widget_has_focus (GTK_WIDGET (self->stop));

  gtk_label_set_text (self->verdict, verdict);
  gtk_widget_set_visible (GTK_WIDGET (self->list), has_begun (self));
  gtk_button_set_label (self->again, has_begun (self) ? _ ("Check _again") : _ ("_Start check"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.copy", has_begun (self));
  gtk_widget_set_visible (GTK_WIDGET (self->stop), running);
  gtk_widget_set_visible (GTK_WIDGET (self->again), !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.stop", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.again", !running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.apply", !running);
  if (stop_had_focus && !running)
    gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
on_changed (DeskCheckWindow *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  g_assert (DESK_IS_CHECK_WINDOW (self));

  desk_check_row_show (DESK_CHECK_ROW (row), desk_check_get_finding (self->check, index));
}

static void
on_finished (DeskCheckWindow *self)
{
  g_assert (DESK_IS_CHECK_WINDOW (self));

  show_verdict (self);
}

static void
forget_check (DeskCheckWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (self->check != NULL)
    g_signal_handlers_disconnect_by_data (self->check, self);
  g_clear_object (&self->check);
}

static void
set_probe (DeskCheckWindow *self, gboolean probe)
{
  if (leaves_probe_out == !probe)
    return;
  leaves_probe_out = !probe;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBE]);
}

/* Everything that others may see is said before it is done. */
static void
prepare (DeskCheckWindow *self)
{
  g_autoptr (DeskConnectOptions) options = self->make_options (self->owner);
  g_autofree char *words = NULL;

  forget_check (self);
  self->check = desk_check_new (options);
  desk_check_set_ask_client_id (self->check, self->ask_client_id);
  adw_window_title_set_subtitle (self->title, desk_check_get_address (self->check));
  /* Translators: %s is a topic */
  words = g_strdup_printf (_ ("At the end one message goes to “%s”, which is subscribed to, and comes back. It is "
                              "not retained."),
                           desk_check_get_topic (self->check));
  adw_action_row_set_subtitle (self->probe_row, words);
  show_verdict (self);
}

static void
start_again (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_check_window_start (DESK_CHECK_WINDOW (widget));
}

static void
stop (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  desk_check_cancel (DESK_CHECK_WINDOW (widget)->check);
}

static void
copy (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskCheckWindow *self = DESK_CHECK_WINDOW (widget);
  g_autofree char *text = desk_check_dup_text (self->check);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_ ("Copied, without passwords")));
}

static void
apply (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  DeskCheckWindow *self = DESK_CHECK_WINDOW (widget);
  const DeskCheckFinding *finding = desk_check_find (self->check, g_variant_get_string (parameter, NULL));

  if (finding == NULL || finding->remedy == DESK_REMEDY_NONE)
    return;

  desk_check_remedy_apply (finding, self->profile);
  g_signal_emit (self, signals[SIGNAL_MENDED], 0);
  desk_check_window_start (self);
}

static void
desk_check_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROBE:
      g_value_set_boolean (value, !leaves_probe_out);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_check_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PROBE:
      set_probe (DESK_CHECK_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_check_window_dispose (GObject *object)
{
  DeskCheckWindow *self = DESK_CHECK_WINDOW (object);

  if (self->check != NULL)
    g_signal_handlers_disconnect_by_data (self->check, self);
  g_clear_object (&self->check);
  g_clear_object (&self->profile);
  g_clear_object (&self->owner);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_CHECK_WINDOW);

  G_OBJECT_CLASS (desk_check_window_parent_class)->dispose (object);
}

static void
desk_check_window_class_init (DeskCheckWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_check_window_dispose;
  G_OBJECT_CLASS (klass)->get_property = desk_check_window_get_property;
  G_OBJECT_CLASS (klass)->set_property = desk_check_window_set_property;

  properties[PROP_PROBE] = g_param_spec_boolean (
      "probe", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[SIGNAL_MENDED] = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "check.again", NULL, start_again);
  gtk_widget_class_install_action (widget_class, "check.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "check.copy", NULL, copy);
  gtk_widget_class_install_property_action (widget_class, "check.probe", "probe");
  gtk_widget_class_install_action (widget_class, "check.apply", "s", apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "check.again", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "check.again", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "check.copy",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-check-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, title);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, list);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, again);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, stop);
  gtk_widget_class_bind_template_child (widget_class, DeskCheckWindow, probe_row);
}

static void
desk_check_window_init (DeskCheckWindow *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  /* Before the toasts, which would take Escape for themselves */
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/**
 * desk_check_window_new:
 * @parent: the window above which it stands
 * @profile: what is checked; what a person has mended is changed in it
 * @make_options: how a connection would be made; called at each start
 * @owner: argument of @make_options; kept alive
 *
 * Returns: (transfer full): a window in which nothing is checked yet
 */
DeskCheckWindow *
desk_check_window_new (GtkWindow           *parent,
                       DeskProfile         *profile,
                       DeskCheckOptionsFunc make_options,
                       GObject             *owner)
{
  DeskCheckWindow *self;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_CHECK_WINDOW, "transient-for", parent, NULL);
  self->profile = g_object_ref (profile);
  self->make_options = make_options;
  self->owner = g_object_ref (owner);

  return self;
}

/**
 * desk_check_window_ask_client_id:
 * @self: a window
 *
 * Has the checks try the client ID of the profile itself, since it is in question.
 */
void
desk_check_window_ask_client_id (DeskCheckWindow *self)
{
  g_return_if_fail (DESK_IS_CHECK_WINDOW (self));

  self->ask_client_id = TRUE;
}

/**
 * desk_check_window_start:
 * @self: a window
 *
 * Checks, from the beginning.
 */
void
desk_check_window_start (DeskCheckWindow *self)
{
  g_return_if_fail (DESK_IS_CHECK_WINDOW (self));

  if (self->check == NULL || has_begun (self))
    prepare (self);
  probe_is_known = TRUE;
  desk_check_set_probe (self->check, !leaves_probe_out);
  g_signal_connect_swapped (self->check, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->check, "finished", G_CALLBACK (on_finished), self);
  desk_check_start (self->check);
  for (guint i = 0; i < desk_check_get_n_findings (self->check); i++)
    {
      GtkWidget *row = desk_check_row_new ();

      desk_check_row_show (DESK_CHECK_ROW (row), desk_check_get_finding (self->check, i));
      gtk_list_box_append (self->list, row);
    }
  show_verdict (self);
}

/**
 * desk_check_window_open:
 * @self: a window in which nothing is checked yet
 *
 * Shows it. The first one of the program tells what a check publishes and
 * waits; later ones begin at once, as the person wanted it then.
 */
void
desk_check_window_open (DeskCheckWindow *self)
{
  g_return_if_fail (DESK_IS_CHECK_WINDOW (self));

  if (probe_is_known)
    {
      desk_check_window_start (self);
    }
  else
    {
      prepare (self);
      gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->again));
      gtk_widget_grab_focus (GTK_WIDGET (self->again));
    }
  gtk_window_present (GTK_WINDOW (self));
}
