/* desk-replay-dialog.c: asks what to replay, and how
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-replay-dialog"

#include "config.h"

#include "desk-replay-dialog.h"

#include <glib/gi18n.h>

#include "desk-topic.h"

#define SAMPLE_TOPIC "plant/line4/temp"

struct _DeskReplayDialog
{
  AdwMessageDialog parent_instance;
  GPtrArray *targets;      /* (owned) (element-type DeskSession) */
  DeskSession *origin;     /* (owned) */
  AdwComboRow *target_row; /* (unowned) */
  AdwComboRow *what_row;   /* (unowned) */
  AdwComboRow *speed_row;  /* (unowned) */
  AdwComboRow *qos_row;    /* (unowned) */
  AdwComboRow *retain_row; /* (unowned) */
  GtkEditable *old_row;    /* (unowned) */
  GtkEditable *new_row;    /* (unowned) */
  GtkLabel *hint;          /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskReplayDialog, desk_replay_dialog, ADW_TYPE_MESSAGE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  double speed;
  const char *words;
} speeds[] = {
  { 1, N_ ("As it was") },
  { 0.1, N_ ("10 times as slow") },
  { 0.5, N_ ("Half as fast") },
  { 2, N_ ("Twice as fast") },
  { 10, N_ ("10 times as fast") },
  { 100, N_ ("100 times as fast") },
  { 0, N_ ("As fast as possible") },
};

static DeskSession *
get_target (DeskReplayDialog *self)
{
  return g_ptr_array_index (self->targets, MIN (adw_combo_row_get_selected (self->target_row),
                                                self->targets->len - 1));
}

/* @style: (nullable): a class of the style sheet */
static void
show_hint (DeskReplayDialog *self, const char *style, const char *words)
{
  static const char *const styles[] = { "error", "warning" };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (style, styles[i]) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->hint), styles[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->hint), styles[i]);
  gtk_label_set_text (self->hint, words);
}

/* Whether messages on topics that become @after can be published; if not, why is said. */
static gboolean
check_topic (DeskReplayDialog *self, const char *after)
{
  g_autoptr (GError) error = NULL;
  gboolean good = desk_topic_check (after, &error);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->new_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->new_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->new_row), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "replay", good);
  if (!good)
    show_hint (self, "error", error->message);

  return good;
}

/* Says what becomes of topics, and warns of what comes back. */
static void
update_hint (DeskReplayDialog *self)
{
  const char *from = gtk_editable_get_text (self->old_row);
  const char *to = gtk_editable_get_text (self->new_row);
  gboolean same = from[0] == '\0' && to[0] == '\0';
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *words = NULL;

  g_assert (DESK_IS_REPLAY_DIALOG (self));

  if (self->targets == NULL)
    return;
  before = from[0] != '\0' ? g_strdup_printf ("%s%s", from, g_str_has_suffix (from, "/") ? "temp" : "/temp")
                           : g_strdup (SAMPLE_TOPIC);
  after = desk_replay_rewrite (before, from, to);
  if (!check_topic (self, after))
    return;
  if (same && get_target (self) != self->origin)
    {
      show_hint (self, NULL, _ ("Topics stay as they are. Devices at that broker may act on the messages."));
      return;
    }
  if (same)
    {
      show_hint (self, "warning", _ ("The messages go to the broker that they came from, on the same topics: "
                                     "devices will act on them, and they will arrive here again."));
      return;
    }
  if (from[0] != '\0')
    words = g_strdup_printf (_ ("“%s” becomes “%s”; topics that begin otherwise stay as they are."), before, after);
  else
    words = g_strdup_printf (_ ("“%s” becomes “%s”, and so do all others."), before, after);
  show_hint (self, NULL, words);
}

static void
desk_replay_dialog_response (AdwMessageDialog *dialog, const char *response)
{
  DeskReplayDialog *self = DESK_REPLAY_DIALOG (dialog);
  DeskReplayOptions options = {
    .speed = speeds[adw_combo_row_get_selected (self->speed_row)].speed,
    .old_prefix = gtk_editable_get_text (self->old_row),
    .new_prefix = gtk_editable_get_text (self->new_row),
    .qos = (int) adw_combo_row_get_selected (self->qos_row) - 1,
    .retained = (int) adw_combo_row_get_selected (self->retain_row) - 1,
  };

  if (g_str_equal (response, "replay"))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, get_target (self), (int) adw_combo_row_get_selected (self->what_row), &options);
}

static void
desk_replay_dialog_dispose (GObject *object)
{
  DeskReplayDialog *self = DESK_REPLAY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_REPLAY_DIALOG);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_object (&self->origin);

  G_OBJECT_CLASS (desk_replay_dialog_parent_class)->dispose (object);
}

static void
desk_replay_dialog_class_init (DeskReplayDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_replay_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = desk_replay_dialog_response;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 3, DESK_TYPE_SESSION, G_TYPE_INT, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-replay-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, what_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, target_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, speed_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, qos_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, retain_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, DeskReplayDialog, hint);
  gtk_widget_class_bind_template_callback (widget_class, update_hint);
}

static void
desk_replay_dialog_init (DeskReplayDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who publishes one message again does not mean all of the log: what goes out is not called back. */
static DeskLogChoice
guess (DeskLogSelection *selection)
{
  DeskLogChoice choice = desk_log_choice_guess (selection);

  return choice == DESK_LOG_CHOICE_ALL && desk_log_selection_get_count (selection) > 0 ? DESK_LOG_CHOICE_SELECTED
                                                                                       : choice;
}

/**
 * desk_replay_dialog_new:
 * @parent: the window that it belongs to
 * @selection: the rows of a log
 * @targets: (element-type DeskSession): where they can be published, at least one
 * @origin: whose log it is
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
desk_replay_dialog_new (GtkWindow *parent, DeskLogSelection *selection, GPtrArray *targets, DeskSession *origin)
{
  DeskReplayDialog *self = g_object_new (DESK_TYPE_REPLAY_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) brokers = gtk_string_list_new (NULL);

  self->targets = g_ptr_array_ref (targets);
  self->origin = g_object_ref (origin);
  for (guint i = 0; i < targets->len; i++)
    gtk_string_list_append (brokers, desk_profile_get_name (desk_session_get_profile (targets->pdata[i])));
  adw_combo_row_set_model (self->target_row, G_LIST_MODEL (brokers));
  gtk_widget_set_visible (GTK_WIDGET (self->target_row), targets->len > 1 || targets->pdata[0] != origin);

  for (guint i = 0; i < DESK_LOG_N_CHOICES; i++)
    {
      g_autofree char *words = desk_log_choice_describe ((DeskLogChoice) i, selection);

      gtk_string_list_append (choices, words);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++)
    gtk_string_list_append (names, _ (speeds[i].words));
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (choices));
  adw_combo_row_set_model (self->speed_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->what_row, guess (selection));
  update_hint (self);

  return GTK_WINDOW (self);
}
