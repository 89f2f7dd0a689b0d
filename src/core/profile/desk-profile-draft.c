/* desk-profile-draft.c: a connection of another program on its way to become a profile
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile-draft"

#include "config.h"

#include "desk-profile-draft.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-profile-draft-private.h"

#define MAX_NOTES 40          /* lines in a list; more are counted */
#define MAX_SHOWN 80          /* characters of a value in a line */
#define MAX_SECRET 65535      /* bytes (MQTT 5.0 section 3.1.3.6) */

G_DEFINE_FINAL_TYPE (DeskProfileDraft, desk_profile_draft, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
secret_clear (gpointer data)
{
  desk_secrets_free (((DeskDraftSecret *) data)->value);
}

static void
embedded_clear (gpointer data)
{
  DeskEmbedded *embedded = data;

  g_free (embedded->property);
  g_bytes_unref (embedded->bytes);
}

static void
desk_profile_draft_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SELECTED)
    g_value_set_boolean (value, DESK_PROFILE_DRAFT (object)->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_profile_draft_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SELECTED)
    desk_profile_draft_set_selected (DESK_PROFILE_DRAFT (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
desk_profile_draft_finalize (GObject *object)
{
  DeskProfileDraft *self = DESK_PROFILE_DRAFT (object);

  g_free (self->product);
  g_object_unref (self->profile);
  g_free (self->problem);
  g_ptr_array_unref (self->taken);
  g_ptr_array_unref (self->left);
  g_array_unref (self->secrets);
  g_array_unref (self->embedded);

  G_OBJECT_CLASS (desk_profile_draft_parent_class)->finalize (object);
}

static void
desk_profile_draft_class_init (DeskProfileDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_profile_draft_get_property;
  object_class->set_property = desk_profile_draft_set_property;
  object_class->finalize = desk_profile_draft_finalize;

  properties[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, TRUE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                        | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static GPtrArray *
new_lines (void)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lines, NULL);

  return lines;
}

static void
desk_profile_draft_init (DeskProfileDraft *self)
{
  self->taken = new_lines ();
  self->left = new_lines ();
  self->secrets = g_array_new (FALSE, TRUE, sizeof (DeskDraftSecret));
  g_array_set_clear_func (self->secrets, secret_clear);
  self->embedded = g_array_new (FALSE, TRUE, sizeof (DeskEmbedded));
  g_array_set_clear_func (self->embedded, embedded_clear);
  self->selected = TRUE;
}

/* The lists end with NULL, and the last line may count what has no room. */
static void
add_line (GPtrArray *lines, guint *n_more, char *line)
{
  if (lines->len <= MAX_NOTES)
    g_ptr_array_insert (lines, (int) lines->len - 1, line);
  else
    {
      *n_more += 1;
      g_free (line);
    }
}

/* (transfer full): what a foreign file says, short and without surprises in it */
char *
_desk_profile_draft_show (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, (gssize) MIN (strlen (value), 8 * MAX_SHOWN));
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < MAX_SHOWN; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_isprint (c) ? c : 0xfffd);
    }
  if (n == MAX_SHOWN)
    g_string_append (shown, "…");

  return g_string_free (shown, FALSE);
}

void
_desk_profile_draft_note_value (DeskProfileDraft *self, const char *label, const char *value)
{
  g_autofree char *shown = _desk_profile_draft_show (value);

  /* Translators: a setting and its value, as in “Client ID: abc” */
  add_line (self->taken, &self->n_more_taken, g_strdup_printf (_ ("%s: %s"), label, shown));
}

/**
 * desk_profile_draft_note:
 * @self: a draft
 * @words: what was taken, in words
 *
 * Adds a line to what was taken.
 */
void
desk_profile_draft_note (DeskProfileDraft *self, const char *words)
{
  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  add_line (self->taken, &self->n_more_taken, _desk_profile_draft_show (words));
}

/**
 * desk_profile_draft_leave:
 * @self: a draft
 * @label: a setting; may come from the file
 * @why: a sentence: why it is not taken
 *
 * Adds a line to what was left.
 */
void
desk_profile_draft_leave (DeskProfileDraft *self, const char *label, const char *why)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  shown = _desk_profile_draft_show (label);
  /* Translators: a setting and why it is not taken over */
  add_line (self->left, &self->n_more_left, g_strdup_printf (_ ("%s: %s"), shown, why));
}

/* Whether this version has such a setting */
static GParamSpec *
find_setting (DeskProfileDraft *self, const char *property, const char *label)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (self->profile), property);

  if (pspec == NULL)
    desk_profile_draft_leave (self, label, _ ("MqttDesk has no such setting."));

  return pspec;
}

static void
set_problem (DeskProfileDraft *self, const char *problem)
{
  if (self->problem == NULL)
    self->problem = g_strdup (problem);
  desk_profile_draft_set_selected (self, FALSE);
}

/**
 * desk_profile_draft_refuse:
 * @self: a draft
 * @problem: a sentence
 *
 * Tells that there will be no profile, and why.
 */
void
desk_profile_draft_refuse (DeskProfileDraft *self, const char *problem)
{
  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));
  g_return_if_fail (problem != NULL);

  set_problem (self, problem);
}

/**
 * desk_profile_draft_take_name:
 * @self: a draft
 * @name: (nullable): what the other program calls it
 *
 * Without a name that can be used the host will be the name.
 */
void
desk_profile_draft_take_name (DeskProfileDraft *self, const char *name)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (name == NULL)
    return;
  stripped = g_strstrip (g_strdup (name));
  if (desk_profile_check_name (stripped, NULL))
    desk_profile_set_name (self->profile, stripped);
  else if (*stripped != '\0')
    {
      g_autofree char *shown = _desk_profile_draft_show (stripped);

      desk_profile_set_name (self->profile, shown);
    }
}

/**
 * desk_profile_draft_take_text:
 * @self: a draft
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 * @value: (nullable): the value; empty and %NULL are as good as none
 *
 * Takes a text.
 */
void
desk_profile_draft_take_text (DeskProfileDraft *self, const char *property, const char *label, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (value == NULL || *value == '\0' || find_setting (self, property, label) == NULL)
    return;
  if (!desk_profile_check_username (value, &error))
    {
      desk_profile_draft_leave (self, label, error->message);
      return;
    }
  g_object_set (self->profile, property, value, NULL);
  _desk_profile_draft_note_value (self, label, value);
}

/**
 * desk_profile_draft_take_number:
 * @self: a draft
 * @property: a property of #DeskProfile, unsigned
 * @label: what the editor calls it
 * @value: the value, whatever it is
 *
 * Takes a number if it is in the range of the setting.
 */
void
desk_profile_draft_take_number (DeskProfileDraft *self, const char *property, const char *label, gint64 value)
{
  GParamSpecUInt *range;
  GParamSpec *pspec;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  pspec = find_setting (self, property, label);
  if (pspec == NULL)
    return;
  range = G_PARAM_SPEC_UINT (pspec);
  if (value < range->minimum || value > range->maximum)
    {
      g_autofree char *words = g_strdup_printf (_ ("%" PRId64 " is not a number from %u to %u."), value,
                                                range->minimum, range->maximum);

      desk_profile_draft_leave (self, label, words);
      return;
    }
  if ((guint) value != range->default_value)
    {
      g_autofree char *text = g_strdup_printf ("%" PRId64, value);

      _desk_profile_draft_note_value (self, label, text);
    }
  g_object_set (self->profile, property, (guint) value, NULL);
}

/**
 * desk_profile_draft_take_boolean:
 * @self: a draft
 * @property: a property of #DeskProfile
 * @label: what the editor calls it
 * @value: the value
 *
 * Takes a switch.
 */
void
desk_profile_draft_take_boolean (DeskProfileDraft *self, const char *property, const char *label, gboolean value)
{
  GParamSpec *pspec;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  pspec = find_setting (self, property, label);
  if (pspec == NULL)
    return;
  g_object_set (self->profile, property, value, NULL);
  if (value != G_PARAM_SPEC_BOOLEAN (pspec)->default_value)
    _desk_profile_draft_note_value (self, label, value ? _ ("on") : _ ("off"));
}

/**
 * desk_profile_draft_take_version:
 * @self: a draft
 * @version: the protocol version to ask for
 *
 * Takes the version of MQTT.
 */
void
desk_profile_draft_take_version (DeskProfileDraft *self, DeskMqttVersion version)
{
  static const char *const names[] = {
    [DESK_MQTT_3_1] = "3.1", [DESK_MQTT_3_1_1] = "3.1.1", [DESK_MQTT_5] = "5",
  };

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));
  g_return_if_fail ((gsize) version < G_N_ELEMENTS (names));

  desk_profile_set_mqtt_version (self->profile, version);
  _desk_profile_draft_note_value (self, _ ("MQTT version"), names[version]);
}

/**
 * desk_profile_draft_take_secret:
 * @self: a draft
 * @secret: which secret of a profile
 * @label: what the editor calls it
 * @value: (nullable): the secret; empty and %NULL are as good as none
 *
 * Takes a secret. It is in no line.
 */
void
desk_profile_draft_take_secret (DeskProfileDraft *self, DeskSecret secret, const char *label, const char *value)
{
  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  if (value == NULL || *value == '\0')
    return;
  if (strlen (value) > MAX_SECRET || !g_utf8_validate (value, -1, NULL))
    {
      desk_profile_draft_leave (self, label, _ ("It is not a text of at most 65,535 bytes."));
      return;
    }
  g_array_append_vals (self->secrets, &(DeskDraftSecret) { secret, g_strdup (value) }, 1);
  _desk_profile_draft_note_value (self, label, _ ("will be kept in the keyring"));
}

static void
count_the_rest (GPtrArray *lines, guint n_more)
{
  if (n_more > 0)
    g_ptr_array_insert (lines, (int) lines->len - 1,
                        g_strdup_printf (ngettext ("and %'u more", "and %'u more", n_more), n_more));
}

/* What could be saved but not read again would be gone at the next start. */
static void
check_comes_back (DeskProfileDraft *self)
{
  g_autoptr (JsonObject) object = desk_profile_to_json (self->profile);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskProfile) profile = desk_profile_new_from_json (object, &error);

  if (profile == NULL)
    set_problem (self, error->message);
}

/**
 * desk_profile_draft_finish:
 * @self: a draft that has everything
 *
 * Looks at what only shows in the whole.
 */
void
desk_profile_draft_finish (DeskProfileDraft *self)
{
  DeskProfile *profile;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (DESK_IS_PROFILE_DRAFT (self));

  profile = self->profile;
  if (*desk_profile_get_name (profile) == '\0')
    {
      g_autofree char *socket = g_path_get_basename (desk_profile_get_socket_path (profile));
      g_autofree char *shown = _desk_profile_draft_show (desk_profile_get_uses_socket (profile)
                                                             ? socket
                                                             : desk_profile_get_host (profile));

      desk_profile_set_name (profile, *shown != '\0' ? shown : _ ("Without a name"));
    }
  if (!desk_profile_check_client_id (desk_profile_get_client_id (profile), desk_profile_get_mqtt_version (profile),
                                     desk_profile_get_clean_start (profile), &error))
    {
      desk_profile_draft_leave (self, _ ("Client ID and clean start"), error->message);
      if (*desk_profile_get_client_id (profile) != '\0')
        desk_profile_set_client_id (profile, "");
      desk_profile_set_clean_start (profile, TRUE);
    }
  _desk_profile_draft_note_subscriptions (self);
  check_comes_back (self);
  count_the_rest (self->taken, self->n_more_taken);
  count_the_rest (self->left, self->n_more_left);
}

/**
 * desk_profile_draft_new_for:
 * @product: the program that it comes from
 * @profile: a profile that is whole already
 *
 * Returns: (transfer full): a draft for @profile
 */
DeskProfileDraft *
desk_profile_draft_new_for (const char *product, DeskProfile *profile)
{
  DeskProfileDraft *self;

  g_return_val_if_fail (DESK_IS_PROFILE (profile), NULL);

  self = g_object_new (DESK_TYPE_PROFILE_DRAFT, NULL);
  self->product = g_strdup (product);
  self->profile = g_object_ref (profile);

  return self;
}

/**
 * desk_profile_draft_new:
 * @product: the program that it comes from
 *
 * Returns: (transfer full): a draft of a profile with defaults
 */
DeskProfileDraft *
desk_profile_draft_new (const char *product)
{
  g_autoptr (DeskProfile) profile = desk_profile_new ();

  return desk_profile_draft_new_for (product, profile);
}
