/* desk-pasted-address-row.c: tells what was filled in from an address that was pasted as a host
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-pasted-address-row"

#include "config.h"

#include "desk-pasted-address-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "desk-pasted-address.h"
#include "desk-secrets.h"
#include "desk-words.h"

/* In the order of DeskAddressRows */
enum
{
  ROW_HOST,
  ROW_PORT,
  ROW_PATH,
  ROW_SOCKET,
  ROW_USERNAME,
  ROW_PASSWORD,
  N_ROWS
};

struct _DeskPastedAddressRow
{
  AdwActionRow parent_instance;
  AdwEntryRow *rows[N_ROWS];   /* (unowned) */
  DeskProfile *draft;          /* (owned) (nullable): while nothing is taken apart there is none */
  char *host;                  /* (owned): what was there before the last change */
  char *entered;               /* (owned): what was there when the row got the focus */
  DeskPastedAddress *pasted;   /* (owned) (nullable): what came in one piece, with a scheme */
  gboolean in_one_piece;       /* whether the change that comes next was pasted */
  gboolean filling_in;
  char *before[N_ROWS];        /* (owned): for the way back, to be wiped */
  char *transport_before;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeskPastedAddressRow, desk_pasted_address_row, ADW_TYPE_ACTION_ROW)

static const char *
get_text (DeskPastedAddressRow *self, guint row)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->rows[row]));
}

static void
set_text (DeskPastedAddressRow *self, guint row, const char *text)
{
  if (text != NULL && *text != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), text);
}

static void
forget (DeskPastedAddressRow *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    g_clear_pointer (&self->before[i], desk_secrets_free);
  g_clear_pointer (&self->transport_before, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* A text that is still being typed may hold a password. */
static void
note_host (DeskPastedAddressRow *self, char **place)
{
  desk_secrets_free (*place);
  *place = g_strdup (get_text (self, ROW_HOST));
}

static void
remember (DeskPastedAddressRow *self, const char *host)
{
  forget (self);
  self->transport_before = g_strdup (desk_profile_get_transport (self->draft));
  for (guint i = 0; i < N_ROWS; i++)
    self->before[i] = g_strdup (i == ROW_HOST ? host : get_text (self, i));
}

static void
append (GString *words, const char *more)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", more);
}

/* Without a keyring its row says that the password is asked for. */
static gboolean
can_keep_password (DeskPastedAddressRow *self)
{
  return gtk_widget_is_sensitive (GTK_WIDGET (self->rows[ROW_PASSWORD]));
}

/* The password is named and not shown. */
static void
show (DeskPastedAddressRow *self, const DeskPastedAddress *address)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (address->transport != NULL)
    append (words, desk_words_for_transport (address->transport));
  if (*address->host != '\0')
    append (words, address->host);
  if (*address->host != '\0' && address->port > 0)
    {
      g_autofree char *port = g_strdup_printf (_ ("port %u"), address->port);

      append (words, port);
    }
  if (*address->path != '\0')
    append (words, _ ("path"));
  if (*address->username != '\0')
    append (words, _ ("user name"));
  if (address->password != NULL && *address->password != '\0' && can_keep_password (self))
    append (words, _ ("password"));
  if (address->left_out != NULL)
    {
      /* Translators: %s is what follows the host in an address, as in “/plant/#” */
      g_autofree char *left_out = g_strdup_printf (_ ("“%s” was left out: a profile has no place for it"),
                                                   address->left_out);

      g_string_append_printf (words, "\n%s", left_out);
    }

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
fill_in (DeskPastedAddressRow *self, const DeskPastedAddress *address, const char *host)
{
  remember (self, host);
  self->filling_in = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_HOST]),
                         *address->host != '\0' ? address->host : self->before[ROW_HOST]);
  if (address->transport != NULL)
    g_object_set (self->draft, "transport", address->transport, NULL);
  if (*address->host != '\0' && address->port > 0)
    {
      g_autofree char *port = g_strdup_printf ("%u", address->port);

      set_text (self, ROW_PORT, port);
    }
  set_text (self, desk_profile_get_uses_socket (self->draft) ? ROW_SOCKET : ROW_PATH, address->path);
  set_text (self, ROW_USERNAME, address->username);
  if (can_keep_password (self))
    set_text (self, ROW_PASSWORD, address->password);
  self->filling_in = FALSE;
  note_host (self, &self->host);
  note_host (self, &self->entered);
  show (self, address);
}

static void
undo (DeskPastedAddressRow *self)
{
  if (self->transport_before == NULL)
    return;

  self->filling_in = TRUE;
  g_object_set (self->draft, "transport", self->transport_before, NULL);
  for (guint i = 0; i < N_ROWS; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), self->before[i]);
  self->filling_in = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[ROW_HOST]));
  forget (self);
}

/* Whatever was written on the keyboard is left alone until the field is left. */
static void
on_insert_text (DeskPastedAddressRow *self, const char *text, int length)
{
  g_autofree char *piece = g_strndup (text, length >= 0 ? (gsize) length : strlen (text));

  g_clear_pointer (&self->pasted, desk_pasted_address_free);
  self->in_one_piece = g_utf8_strlen (piece, -1) > 1;
  if (self->in_one_piece && strstr (piece, "://") != NULL)
    self->pasted = desk_pasted_address_parse (piece);
  desk_secrets_free (g_steal_pointer (&piece));
}

static void
take_apart (DeskPastedAddressRow *self, const char *host)
{
  g_autoptr (DeskPastedAddress) address = g_steal_pointer (&self->pasted);

  if (address == NULL)
    address = desk_pasted_address_parse (get_text (self, ROW_HOST));
  if (address != NULL && self->draft != NULL)
    fill_in (self, address, host);
}

static void
on_focus_enter (DeskPastedAddressRow *self)
{
  note_host (self, &self->entered);
}

static void
on_focus_leave (DeskPastedAddressRow *self)
{
  take_apart (self, self->entered);
}

static void
on_host_changed (DeskPastedAddressRow *self)
{
  gboolean in_one_piece = self->in_one_piece;

  g_assert (DESK_IS_PASTED_ADDRESS_ROW (self));

  self->in_one_piece = FALSE;
  if (self->filling_in)
    return;
  if (in_one_piece && self->draft != NULL)
    take_apart (self, self->host);
  g_clear_pointer (&self->pasted, desk_pasted_address_free);
  note_host (self, &self->host);
}

static gboolean
on_idle (gpointer user_data)
{
  DeskPastedAddressRow *self = DESK_PASTED_ADDRESS_ROW (user_data);

  if (self->draft != NULL)
    take_apart (self, self->entered);

  return G_SOURCE_REMOVE;
}

/* Not at once: the same key would save what nobody has seen yet. */
static void
on_host_activated (DeskPastedAddressRow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, g_object_ref (self), g_object_unref);
}

static void
desk_pasted_address_row_dispose (GObject *object)
{
  DeskPastedAddressRow *self = DESK_PASTED_ADDRESS_ROW (object);

  forget (self);
  g_clear_pointer (&self->pasted, desk_pasted_address_free);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (desk_pasted_address_row_parent_class)->dispose (object);
}

static void
desk_pasted_address_row_finalize (GObject *object)
{
  desk_secrets_free (DESK_PASTED_ADDRESS_ROW (object)->host);
  desk_secrets_free (DESK_PASTED_ADDRESS_ROW (object)->entered);

  G_OBJECT_CLASS (desk_pasted_address_row_parent_class)->finalize (object);
}

static void
desk_pasted_address_row_class_init (DeskPastedAddressRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = desk_pasted_address_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = desk_pasted_address_row_finalize;
}

static void
desk_pasted_address_row_init (DeskPastedAddressRow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Undo"));

  self->host = g_strdup ("");
  self->entered = g_strdup ("");
  /* What was pasted is text. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Filled in from the address"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 4);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Bring back what was there before"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (undo), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

/**
 * desk_pasted_address_row_set_rows:
 * @self: a row that stands below that of the host; it is only seen after it has done something
 * @rows: what it fills in; they live as long as it does
 *
 * Takes an address apart that is pasted into the row of the host, or that was
 * typed there when the row is left.
 */
void
desk_pasted_address_row_set_rows (DeskPastedAddressRow *self, const DeskAddressRows *rows)
{
  GtkEventController *focus;

  g_return_if_fail (DESK_IS_PASTED_ADDRESS_ROW (self));

  self->rows[ROW_HOST] = rows->host;
  self->rows[ROW_PORT] = rows->port;
  self->rows[ROW_PATH] = rows->path;
  self->rows[ROW_SOCKET] = rows->socket;
  self->rows[ROW_USERNAME] = rows->username;
  self->rows[ROW_PASSWORD] = rows->password;

  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (rows->host)), "insert-text",
                           G_CALLBACK (on_insert_text), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows->host, "changed", G_CALLBACK (on_host_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows->host, "entry-activated", G_CALLBACK (on_host_activated), self, G_CONNECT_SWAPPED);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_focus_enter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (rows->host), focus);
}

/**
 * desk_pasted_address_row_set_draft:
 * @self: a row
 * @draft: (nullable): whose transport it sets; %NULL while the form is being filled from a profile
 */
void
desk_pasted_address_row_set_draft (DeskPastedAddressRow *self, DeskProfile *draft)
{
  g_return_if_fail (DESK_IS_PASTED_ADDRESS_ROW (self));

  if (draft == NULL)
    forget (self);
  g_set_object (&self->draft, draft);
}
