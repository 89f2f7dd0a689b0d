/* desk-publish-pane.c: the editor of a message to publish
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-publish-pane"

#include "config.h"

#include "desk-publish-pane.h"

#include <string.h>

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "desk-entry-reason.h"
#include "desk-error.h"
#include "desk-json-scanner.h"
#include "desk-publication-words.h"
#include "desk-recent-button.h"
#include "desk-source-style.h"
#include "desk-topic.h"
#include "desk-wrap-layout.h"

#define CHECK_DELAY 250                  /* ms after a key until JSON is checked */
#define CHECK_MAX (256 * 1024)           /* characters that are checked while somebody types */
#define EDIT_MAX (1024 * 1024)           /* bytes of a payload that the editor can take */

enum
{
  FORMAT_TEXT,
  FORMAT_JSON,
};

struct _DeskPublishPane
{
  GtkWidget parent_instance;
  DeskSession *session;         /* (owned) (nullable) */
  DeskPublication *publication; /* (owned) (nullable): the last one */
  DeskPublication *edited;      /* (owned) (nullable): one that waits, and is to be replaced */
  GtkWidget *content;           /* (unowned) */
  GtkWidget *editing;           /* (unowned): says that one is edited */
  GtkButton *send;              /* (unowned) */
  GtkEntry *topic;              /* (unowned) */
  DeskRecentButton *recent;     /* (unowned) */
  DeskEntryReason *reason;      /* (unowned) */
  GtkDropDown *format;          /* (unowned) */
  GtkDropDown *quality;         /* (unowned) */
  GtkCheckButton *retain;       /* (unowned) */
  GtkSourceView *editor;        /* (unowned) */
  GtkLabel *hint;               /* (unowned) */
  GtkImage *state_icon;         /* (unowned) */
  GtkLabel *state;              /* (unowned) */
  guint check_source;           /* 0: the hint is right */
};

G_DEFINE_FINAL_TYPE (DeskPublishPane, desk_publish_pane, GTK_TYPE_WIDGET)

/* The topic to publish to, with values for variables; NULL if it cannot be used. */
static char *
expand_topic (DeskPublishPane *self, const char *text, GError **error)
{
  g_autofree char *topic = self->session != NULL
                               ? desk_profile_expand (desk_session_get_profile (self->session), text, error)
                               : g_strdup (text);

  return topic != NULL && desk_topic_check (topic, error) ? g_steal_pointer (&topic) : NULL;
}

static void
on_topic_changed (DeskPublishPane *self)
{
  const char *topic = gtk_editable_get_text (GTK_EDITABLE (self->topic));
  g_autofree char *expanded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (DESK_IS_PUBLISH_PANE (self));

  /* An empty entry is no mistake before somebody wants to publish to it. */
  if (*topic != '\0')
    expanded = expand_topic (self, topic, &error);
  desk_entry_reason_show (self->reason, error != NULL ? error->message : NULL);
}

static char *
get_text (DeskPublishPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static char *
find_json_mistake (const char *text)
{
  DeskJsonScanner scanner;
  DeskJsonToken token;

  desk_json_scanner_init (&scanner, text, strlen (text), FALSE);
  do
    token = desk_json_scanner_next (&scanner);
  while (token != DESK_JSON_END && token != DESK_JSON_INVALID && token != DESK_JSON_CUT);

  return token != DESK_JSON_END ? desk_json_scanner_describe (&scanner) : NULL;
}

static gboolean
check_text (gpointer user_data)
{
  DeskPublishPane *self = user_data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
  g_autofree char *mistake = NULL;

  self->check_source = 0;
  if (gtk_drop_down_get_selected (self->format) == FORMAT_JSON
      && gtk_text_buffer_get_char_count (buffer) <= CHECK_MAX)
    {
      g_autofree char *text = get_text (self);

      mistake = *text != '\0' ? find_json_mistake (text) : NULL;
    }
  if (mistake != NULL)
    {
      /* Translators: where and why, as in “line 3, character 11: a value is expected” */
      g_autofree char *words = g_strdup_printf (_ ("Not valid JSON, %s"), mistake);

      gtk_label_set_text (self->hint, words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->hint), mistake != NULL);

  return G_SOURCE_REMOVE;
}

static void
on_text_changed (DeskPublishPane *self)
{
  g_assert (DESK_IS_PUBLISH_PANE (self));

  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY, check_text, self);
}

static void
on_format_selected (DeskPublishPane *self)
{
  g_assert (DESK_IS_PUBLISH_PANE (self));

  desk_source_style_set_language (self->editor,
                                  gtk_drop_down_get_selected (self->format) == FORMAT_JSON ? "json" : NULL);
  g_clear_handle_id (&self->check_source, g_source_remove);
  check_text (self);
}

static void
on_recent_chosen (DeskPublishPane *self, const char *topic)
{
  g_assert (DESK_IS_PUBLISH_PANE (self));

  desk_publish_pane_set_topic (self, topic);
}

static void
show_state (DeskPublishPane *self, const char *icon, const char *css_class, const char *words)
{
  static const char *const classes[] = { "success", "warning", "error", "dim-label" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), classes[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state), classes[i]);
    }
  gtk_image_set_from_icon_name (self->state_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), icon != NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->state),
                            g_str_equal (css_class, "success") ? "dim-label" : css_class);
  gtk_label_set_text (self->state, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), words);
}

static void
on_publication_changed (DeskPublishPane *self)
{
  g_autofree char *words = desk_words_for_publication (self->publication);

  g_assert (DESK_IS_PUBLISH_PANE (self));

  show_state (self, desk_icon_for_publication (self->publication), desk_css_class_for_publication (self->publication),
              words);
}

static void
set_publication (DeskPublishPane *self, DeskPublication *publication)
{
  if (self->publication != NULL)
    g_signal_handlers_disconnect_by_func (self->publication, on_publication_changed, self);
  g_set_object (&self->publication, publication);
  if (publication == NULL)
    return;
  g_signal_connect_object (publication, "notify::state", G_CALLBACK (on_publication_changed), self,
                           G_CONNECT_SWAPPED);
  on_publication_changed (self);
}

static void
on_edited_changed (DeskPublishPane *self)
{
  g_assert (DESK_IS_PUBLISH_PANE (self));

  if (desk_publication_get_state (self->edited) != DESK_PUBLICATION_QUEUED)
    desk_publish_pane_stop_editing (self);
}

static void
set_edited (DeskPublishPane *self, DeskPublication *publication)
{
  if (self->edited != NULL)
    g_signal_handlers_disconnect_by_func (self->edited, on_edited_changed, self);
  g_set_object (&self->edited, publication);
  if (publication != NULL)
    g_signal_connect_object (publication, "notify::state", G_CALLBACK (on_edited_changed), self, G_CONNECT_SWAPPED);
}

static void
show_editing (DeskPublishPane *self)
{
  gtk_widget_set_visible (self->editing, self->edited != NULL);
  gtk_button_set_label (self->send, self->edited != NULL ? _ ("Change") : _ ("Publish"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send), self->edited != NULL ? _ ("Change the message that waits (Ctrl+Enter)")
                                                                            : _ ("Publish (Ctrl+Enter)"));
}

static void
desk_publish_pane_dispose (GObject *object)
{
  DeskPublishPane *self = DESK_PUBLISH_PANE (object);

  if (self->edited != NULL)
    {
      g_autoptr (DeskPublication) edited = g_object_ref (self->edited);

      set_edited (self, NULL);
      desk_session_hold_publication (self->session, edited, FALSE);
    }
  g_clear_handle_id (&self->check_source, g_source_remove);
  set_publication (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_PUBLISH_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_publish_pane_parent_class)->dispose (object);
}

static void
desk_publish_pane_class_init (DeskPublishPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_publish_pane_dispose;

  g_type_ensure (DESK_TYPE_ENTRY_REASON);
  g_type_ensure (DESK_TYPE_RECENT_BUTTON);
  g_type_ensure (DESK_TYPE_WRAP_LAYOUT);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_css_name (widget_class, "publish-pane");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-publish-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, content);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, editing);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, send);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, topic);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, recent);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, reason);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, format);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, quality);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, retain);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, editor);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, hint);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskPublishPane, state);
  gtk_widget_class_bind_template_callback (widget_class, on_topic_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_format_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_chosen);
}

static void
desk_publish_pane_init (DeskPublishPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  desk_source_style_follow (self->editor);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), "changed",
                           G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
}

/**
 * desk_publish_pane_new:
 *
 * Returns: (transfer floating): a new pane without a session
 */
GtkWidget *
desk_publish_pane_new (void)
{
  return g_object_new (DESK_TYPE_PUBLISH_PANE, NULL);
}

/* What the broker refuses is not offered. */
static void
on_limits_changed (DeskPublishPane *self)
{
  static const char *const qualities[] = { N_ ("QoS 0"), N_ ("QoS 1"), N_ ("QoS 2") };
  GtkStringList *model = GTK_STRING_LIST (gtk_drop_down_get_model (self->quality));
  guint selected = gtk_drop_down_get_selected (self->quality);
  DeskServerLimits limits;
  guint n;

  g_assert (DESK_IS_PUBLISH_PANE (self));

  desk_session_get_limits (self->session, &limits);
  while ((n = g_list_model_get_n_items (G_LIST_MODEL (model))) > limits.maximum_qos + 1u)
    gtk_string_list_remove (model, n - 1);
  for (; n < MIN (limits.maximum_qos + 1u, G_N_ELEMENTS (qualities)); n++)
    gtk_string_list_append (model, _ (qualities[n]));
  if (selected > limits.maximum_qos)
    gtk_drop_down_set_selected (self->quality, limits.maximum_qos);

  if (!limits.retain_available)
    gtk_check_button_set_active (self->retain, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->retain), limits.retain_available);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->retain),
                               limits.retain_available
                                   ? _ ("The broker keeps the message for those who subscribe later; an empty payload "
                                        "removes what it kept")
                                   : _ ("This broker keeps no retained messages"));
}

static void
begin_with_defaults (DeskPublishPane *self, const DeskProfilePublish *publish)
{
  gtk_editable_set_text (GTK_EDITABLE (self->topic), publish->topic);
  gtk_drop_down_set_selected (self->quality, publish->qos);
  gtk_check_button_set_active (self->retain, publish->retained);
}

/**
 * desk_publish_pane_set_session:
 * @self: a pane that has none yet
 * @session: what to publish through
 */
void
desk_publish_pane_set_session (DeskPublishPane *self, DeskSession *session)
{
  g_return_if_fail (DESK_IS_PUBLISH_PANE (self));

  if (g_set_object (&self->session, session))
    {
      begin_with_defaults (self, desk_profile_get_publish (desk_session_get_profile (session)));
      desk_recent_button_set_profile (self->recent, desk_session_get_profile (session), DESK_RECENT_TOPICS);
    }
  g_signal_connect_object (session, "notify::connack", G_CALLBACK (on_limits_changed), self, G_CONNECT_SWAPPED);
  on_limits_changed (self);
}

/**
 * desk_publish_pane_focus:
 * @self: a pane
 *
 * Moves the keyboard focus to the topic, or to the payload if there is a
 * topic; from the payload it goes back to the topic.
 */
void
desk_publish_pane_focus (DeskPublishPane *self)
{
  gboolean has_topic;

  g_return_if_fail (DESK_IS_PUBLISH_PANE (self));

  has_topic = *gtk_editable_get_text (GTK_EDITABLE (self->topic)) != '\0';
  if (has_topic && !gtk_widget_is_focus (GTK_WIDGET (self->editor)))
    gtk_widget_grab_focus (GTK_WIDGET (self->editor));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->topic));
}

/**
 * desk_publish_pane_set_topic:
 * @self: a pane
 * @topic: what to publish to; may be a topic filter that has yet to become one
 *
 * Enters a topic and goes on where something is missing: in the topic if it is
 * not one yet, else in the payload.
 */
void
desk_publish_pane_set_topic (DeskPublishPane *self, const char *topic)
{
  const char *wildcard = strpbrk (topic, "+#");

  g_return_if_fail (DESK_IS_PUBLISH_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->topic), topic);
  if (wildcard == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->editor));
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->topic));
  gtk_editable_select_region (GTK_EDITABLE (self->topic), (int) g_utf8_pointer_to_offset (topic, wildcard),
                              (int) g_utf8_pointer_to_offset (topic, wildcard) + 1);
}

/**
 * desk_publish_pane_compose:
 * @self: a pane
 * @topic: what to publish to
 * @payload: plain text
 * @qos: 0 to 2; more is taken as 2
 * @retain: whether the broker shall keep it
 *
 * Replaces what is in the editor.
 */
void
desk_publish_pane_compose (DeskPublishPane *self, const char *topic, const char *payload, guint qos,
                           gboolean retain)
{
  g_return_if_fail (DESK_IS_PUBLISH_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->topic), topic);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), payload, -1);
  gtk_drop_down_set_selected (self->quality, MIN (qos, 2));
  gtk_check_button_set_active (self->retain, retain);
}

/**
 * desk_publish_pane_edit:
 * @self: a pane with a session
 * @publication: a message that waits in the session's outbox
 * @error: it does not wait any more, or is not text
 *
 * Puts the message into the editor and holds it back, until
 * desk_publish_pane_send() replaces it or desk_publish_pane_stop_editing()
 * leaves it as it was.
 *
 * Returns: whether it can be changed
 */
gboolean
desk_publish_pane_edit (DeskPublishPane *self, DeskPublication *publication, GError **error)
{
  g_autofree char *text = NULL;
  GBytes *payload;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (DESK_IS_PUBLISH_PANE (self), FALSE);
  g_return_val_if_fail (DESK_IS_PUBLICATION (publication), FALSE);

  payload = desk_publication_get_payload (publication);
  if (payload == NULL || desk_publication_get_state (publication) != DESK_PUBLICATION_QUEUED)
    return desk_fail (error, DESK_ERROR_FAILED, _ ("The message does not wait any more, so it cannot be changed."));
  data = g_bytes_get_data (payload, &size);
  if (size > EDIT_MAX || (size > 0 && (memchr (data, '\0', size) != NULL || !g_utf8_validate (data, (gssize) size, NULL))))
    return desk_fail (error, DESK_ERROR_FAILED,
                      _ ("The payload is not text that could be changed here. Cancel the message, and publish another "
                         "one instead."));

  desk_publish_pane_stop_editing (self);
  desk_session_hold_publication (self->session, publication, TRUE);
  set_edited (self, publication);
  text = g_strndup (data, size);
  desk_publish_pane_compose (self, desk_publication_get_topic (publication), text,
                             desk_publication_get_qos (publication), desk_publication_get_retained (publication));
  show_editing (self);

  return TRUE;
}

/**
 * desk_publish_pane_stop_editing:
 * @self: a pane
 *
 * Leaves a message that was to be changed as it was, and lets it go.
 */
void
desk_publish_pane_stop_editing (DeskPublishPane *self)
{
  g_autoptr (DeskPublication) edited = NULL;

  g_return_if_fail (DESK_IS_PUBLISH_PANE (self));

  if (self->edited == NULL)
    return;

  edited = g_object_ref (self->edited);
  set_edited (self, NULL);
  show_editing (self);
  desk_session_hold_publication (self->session, edited, FALSE);
}

/**
 * desk_publish_pane_is_editing:
 * @self: a pane
 *
 * Returns: whether a message of the outbox is being changed
 */
gboolean
desk_publish_pane_is_editing (DeskPublishPane *self)
{
  g_return_val_if_fail (DESK_IS_PUBLISH_PANE (self), FALSE);

  return self->edited != NULL;
}

/* Returns: (transfer none) (nullable): what now waits or is on its way */
static DeskPublication *
hand_over (DeskPublishPane *self, const char *topic, GBytes *payload, guint qos, gboolean retain, GError **error)
{
  g_autoptr (DeskPublication) edited = NULL;

  if (self->edited == NULL)
    return desk_session_publish (self->session, topic, payload, qos, retain, NULL, error);

  edited = g_object_ref (self->edited);
  if (!desk_session_revise_publication (self->session, edited, topic, payload, qos, retain,
                                        desk_publication_get_properties (edited), error))
    return NULL;
  set_edited (self, NULL);
  show_editing (self);

  return edited;
}

/**
 * desk_publish_pane_send:
 * @self: a pane with a session
 *
 * Publishes what is in the editor and keeps it there; a mistake is shown where
 * it is.
 *
 * Returns: whether it was handed over to be sent
 */
gboolean
desk_publish_pane_send (DeskPublishPane *self)
{
  DeskPublication *publication;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autofree char *topic = NULL;
  char *text;
  guint qos;

  g_return_val_if_fail (DESK_IS_PUBLISH_PANE (self), FALSE);
  g_return_val_if_fail (self->session != NULL, FALSE);

  topic = expand_topic (self, gtk_editable_get_text (GTK_EDITABLE (self->topic)), &error);
  if (topic == NULL)
    {
      desk_entry_reason_show (self->reason, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->topic));
      return FALSE;
    }

  text = get_text (self);
  payload = g_bytes_new_take (text, strlen (text));
  qos = gtk_drop_down_get_selected (self->quality);
  publication = hand_over (self, topic, payload, MIN (qos, 2), gtk_check_button_get_active (self->retain), &error);
  set_publication (self, publication);
  if (publication == NULL)
    {
      show_state (self, "dialog-warning-symbolic", "error", error->message);
      return FALSE;
    }

  desk_recent_button_remember (self->recent, gtk_editable_get_text (GTK_EDITABLE (self->topic)));

  return TRUE;
}
