/* desk-websocket-headers.c: the headers of WebSocket's handshake in the profile editor
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-websocket-headers"

#include "config.h"

#include "desk-websocket-headers.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-icon-button.h"

typedef struct
{
  GtkWidget *row;        /* (unowned): of the expander row */
  GtkEditable *name;     /* (unowned) */
  GtkEditable *value;    /* (unowned) */
  GtkToggleButton *lock; /* (unowned): the value goes into the keyring */
} Header;

struct _DeskWebsocketHeaders
{
  AdwExpanderRow parent_instance;
  GPtrArray *headers;      /* (owned) (element-type Header): in order */
  DeskSecretEntry *secret; /* (owned): all the values that are locked */
  char *secrets;           /* (owned) (nullable): what was given out, to be wiped */
  gboolean valid;
};

G_DEFINE_FINAL_TYPE (DeskWebsocketHeaders, desk_websocket_headers, ADW_TYPE_EXPANDER_ROW)

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_empty (const Header *header)
{
  return *gtk_editable_get_text (header->name) == '\0' && *gtk_editable_get_text (header->value) == '\0';
}

/* Marks what is wrong with a header. Returns: (transfer full) (nullable): the reason */
static char *
check (const Header *header)
{
  g_autoptr (GError) error = NULL;
  gboolean wrong = !is_empty (header)
                   && !desk_profile_check_websocket_header (gtk_editable_get_text (header->name),
                                                            gtk_editable_get_text (header->value), &error);

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (header->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (header->name), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (header->name), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);

  return wrong ? g_strdup (error->message) : NULL;
}

/* The row tells how many there are, or what is wrong. */
static void
update (DeskWebsocketHeaders *self)
{
  g_autofree char *words = NULL;
  gboolean valid;

  for (guint i = 0; i < self->headers->len; i++)
    {
      g_autofree char *reason = check (g_ptr_array_index (self->headers, i));

      if (words == NULL)
        words = g_steal_pointer (&reason);
    }
  valid = words == NULL;
  if (valid && self->headers->len == 0)
    words = g_strdup (_ ("None; some servers want “Authorization” or “Origin”"));
  else if (valid)
    words = g_strdup_printf (ngettext ("%u header", "%u headers", self->headers->len), self->headers->len);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);

  if (valid != self->valid)
    {
      self->valid = valid;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
    }
}

static Header *
find_header (DeskWebsocketHeaders *self, gpointer widget)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      Header *header = g_ptr_array_index (self->headers, i);

      if (gtk_widget_is_ancestor (GTK_WIDGET (widget), header->row))
        return header;
    }

  return NULL;
}

static void
on_locked (DeskWebsocketHeaders *self, GtkToggleButton *lock)
{
  const Header *header = find_header (self, lock);
  gboolean locked = gtk_toggle_button_get_active (lock);

  gtk_button_set_icon_name (GTK_BUTTON (lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (lock), locked ? _ ("The value is kept in the keyring")
                                                         : _ ("Keep the value in the keyring"));
  if (header != NULL)
    gtk_entry_set_visibility (GTK_ENTRY (header->value), !locked);
}

/* Who writes “Authorization” need not think of the lock. */
static void
on_name_changed (DeskWebsocketHeaders *self, GtkEditable *name)
{
  const Header *header = find_header (self, name);

  if (header != NULL)
    {
      gboolean secret = desk_profile_is_secret_header (gtk_editable_get_text (name));

      if (secret)
        gtk_toggle_button_set_active (header->lock, TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (header->lock), !secret);
    }
  update (self);
}

static void
on_remove (DeskWebsocketHeaders *self, GtkButton *button)
{
  Header *header = find_header (self, button);

  if (header == NULL)
    return;
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), header->row);
  g_ptr_array_remove (self->headers, header);
  update (self);
}

static GtkEditable *
add_entry (DeskWebsocketHeaders *self, GtkWidget *box, const char *placeholder, GCallback callback)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  g_signal_connect_object (entry, "changed", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), entry);

  return GTK_EDITABLE (entry);
}

static Header *
add_header (DeskWebsocketHeaders *self, const char *name, const char *value, gboolean locked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lock = gtk_toggle_button_new ();
  GtkWidget *trash = desk_icon_button_new ("user-trash-symbolic", _ ("Remove this header"));
  Header *header = g_new0 (Header, 1);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  header->row = gtk_list_box_row_new ();
  header->lock = GTK_TOGGLE_BUTTON (lock);
  g_ptr_array_add (self->headers, header);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (header->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (header->row), box);
  header->name = add_entry (self, box, _ ("Header"), G_CALLBACK (on_name_changed));
  header->value = add_entry (self, box, _ ("Value"), G_CALLBACK (update));

  gtk_widget_add_css_class (lock, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (lock), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Keep the value in the keyring"), -1);
  g_signal_connect_object (lock, "toggled", G_CALLBACK (on_locked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), lock);

  g_signal_connect_object (trash, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), trash);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), header->row);
  gtk_editable_set_text (header->value, value);
  gtk_editable_set_text (header->name, name);
  gtk_toggle_button_set_active (header->lock, locked || desk_profile_is_secret_header (name));
  on_locked (self, header->lock);
  update (self);

  return header;
}

static void
on_add (DeskWebsocketHeaders *self)
{
  const Header *header = add_header (self, "", "", FALSE);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (header->name));
}

/* In the order of the headers, as they were saved; what was typed meanwhile stays. */
static void
on_secrets_found (DeskWebsocketHeaders *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint next = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      const char *colon = strchr (*line, ':');

      for (guint i = next; colon != NULL && i < self->headers->len; i++)
        {
          const Header *header = g_ptr_array_index (self->headers, i);
          const char *name = gtk_editable_get_text (header->name);

          if (!gtk_toggle_button_get_active (header->lock) || strlen (name) != (gsize) (colon - *line)
              || strncmp (name, *line, strlen (name)) != 0)
            continue;
          if (*gtk_editable_get_text (header->value) == '\0')
            gtk_editable_set_text (header->value, colon + strspn (colon, ": "));
          next = i + 1;
          break;
        }
      explicit_bzero (*line, strlen (*line));
    }
}

static void
desk_websocket_headers_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, DESK_WEBSOCKET_HEADERS (object)->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
desk_websocket_headers_dispose (GObject *object)
{
  DeskWebsocketHeaders *self = DESK_WEBSOCKET_HEADERS (object);

  if (self->secret != NULL)
    desk_secret_entry_release (self->secret);
  g_clear_object (&self->secret);

  G_OBJECT_CLASS (desk_websocket_headers_parent_class)->dispose (object);
}

static void
desk_websocket_headers_finalize (GObject *object)
{
  DeskWebsocketHeaders *self = DESK_WEBSOCKET_HEADERS (object);

  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->secrets, desk_secrets_free);

  G_OBJECT_CLASS (desk_websocket_headers_parent_class)->finalize (object);
}

static void
desk_websocket_headers_class_init (DeskWebsocketHeadersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_websocket_headers_get_property;
  object_class->dispose = desk_websocket_headers_dispose;
  object_class->finalize = desk_websocket_headers_finalize;

  properties[PROP_VALID] = g_param_spec_boolean (
      "valid", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_websocket_headers_init (DeskWebsocketHeaders *self)
{
  GtkWidget *add = desk_icon_button_new ("list-add-symbolic", _ ("Add a header"));

  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->valid = TRUE;
  self->secret = desk_secret_entry_new (NULL, DESK_SECRET_HEADERS);
  g_signal_connect_object (self->secret, "found", G_CALLBACK (on_secrets_found), self, G_CONNECT_SWAPPED);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Headers"));
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), add);
  update (self);
}

/**
 * desk_websocket_headers_load:
 * @self: a row
 * @profile: what to show
 *
 * Shows the headers of a profile. Values that the keyring has come later.
 */
void
desk_websocket_headers_load (DeskWebsocketHeaders *self, DeskProfile *profile)
{
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (DESK_IS_WEBSOCKET_HEADERS (self));

  for (guint i = 0; i < self->headers->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), ((Header *) g_ptr_array_index (self->headers, i))->row);
  g_ptr_array_set_size (self->headers, 0);

  lines = g_strsplit (desk_profile_get_websocket_headers (profile), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *colon = strchr (*line, ':');
      g_autofree char *name = colon != NULL ? g_strndup (*line, (gsize) (colon - *line)) : g_strdup (*line);

      if (**line != '\0')
        add_header (self, name, colon != NULL ? colon + strspn (colon, ": ") : "", colon == NULL);
    }
  update (self);
}

/* (transfer full): the lines of the profile, or those of the keyring */
static char *
make_lines (DeskWebsocketHeaders *self, gboolean secrets)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = g_ptr_array_index (self->headers, i);
      gboolean locked = gtk_toggle_button_get_active (header->lock);
      const char *separator = lines->len > 0 ? "\n" : "";

      if (is_empty (header) || (secrets && !locked))
        continue;
      /* Where the keyring has not answered, this does not take away what it has. */
      if (secrets && *gtk_editable_get_text (header->value) == '\0')
        continue;
      if (locked && !secrets)
        g_string_append_printf (lines, "%s%s", separator, gtk_editable_get_text (header->name));
      else
        g_string_append_printf (lines, "%s%s: %s", separator, gtk_editable_get_text (header->name),
                                gtk_editable_get_text (header->value));
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * desk_websocket_headers_store:
 * @self: a row
 * @profile: gets what the row says
 *
 * Takes over what was entered, without the values that go into the keyring.
 */
void
desk_websocket_headers_store (DeskWebsocketHeaders *self, DeskProfile *profile)
{
  g_autofree char *lines = NULL;

  g_return_if_fail (DESK_IS_WEBSOCKET_HEADERS (self));

  lines = make_lines (self, FALSE);
  g_object_set (profile, "websocket-headers", lines, NULL);
}

/**
 * desk_websocket_headers_load_secrets:
 * @self: a row that was loaded
 * @profile: whose headers they are
 *
 * Looks into the keyring, if a header has its value there.
 */
void
desk_websocket_headers_load_secrets (DeskWebsocketHeaders *self, DeskProfile *profile)
{
  g_return_if_fail (DESK_IS_WEBSOCKET_HEADERS (self));

  if (desk_profile_has_secret_headers (profile))
    desk_secret_entry_load (self->secret, profile);
}

/**
 * desk_websocket_headers_get_secrets:
 * @self: a row
 *
 * Returns: (transfer none): the headers whose values are locked, as lines
 *   “Name: value”, until the next call
 */
const char *
desk_websocket_headers_get_secrets (DeskWebsocketHeaders *self)
{
  g_return_val_if_fail (DESK_IS_WEBSOCKET_HEADERS (self), NULL);

  g_clear_pointer (&self->secrets, desk_secrets_free);
  self->secrets = make_lines (self, TRUE);

  return self->secrets;
}

/**
 * desk_websocket_headers_get_secrets_changed:
 * @self: a row
 *
 * Returns: whether a value that is locked is another than the keyring has
 */
gboolean
desk_websocket_headers_get_secrets_changed (DeskWebsocketHeaders *self)
{
  g_return_val_if_fail (DESK_IS_WEBSOCKET_HEADERS (self), FALSE);

  return !desk_secret_entry_is_stored (self->secret, desk_websocket_headers_get_secrets (self));
}

/**
 * desk_websocket_headers_save_secrets:
 * @self: a row
 * @profile: whose headers they are
 * @func: is told if that fails
 * @listener: first argument of @func
 *
 * Keeps the values that are locked in the keyring.
 */
void
desk_websocket_headers_save_secrets (DeskWebsocketHeaders *self,
                                     DeskProfile          *profile,
                                     DeskNoticeFunc        func,
                                     GObject              *listener)
{
  g_return_if_fail (DESK_IS_WEBSOCKET_HEADERS (self));

  desk_secret_entry_save_text (self->secret, desk_websocket_headers_get_secrets (self), profile, func, listener);
}

/**
 * desk_websocket_headers_get_valid:
 * @self: a row
 *
 * Returns: whether what is entered can be sent
 */
gboolean
desk_websocket_headers_get_valid (DeskWebsocketHeaders *self)
{
  g_return_val_if_fail (DESK_IS_WEBSOCKET_HEADERS (self), FALSE);

  return self->valid;
}
