/* desk-profile-variables.c: a profile's own variables
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-profile"

#include "config.h"

#include "desk-profile-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "desk-error.h"
#include "desk-topic.h"

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned) */
} Variable;

static void
variable_free (gpointer data)
{
  Variable *variable = data;

  g_free (variable->name);
  g_free (variable->value);
  g_free (variable);
}

static void
add_variable (GPtrArray *variables, const char *name, const char *value)
{
  Variable *variable = g_new0 (Variable, 1);

  *variable = (Variable) { g_strdup (name), g_strdup (value) };
  g_ptr_array_add (variables, variable);
}

/**
 * desk_profile_get_n_variables:
 * @self: a profile
 *
 * Returns: how many variables of its own it has
 */
guint
desk_profile_get_n_variables (DeskProfile *self)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), 0);

  return self->variables->len;
}

/**
 * desk_profile_get_variable:
 * @self: a profile
 * @index: which one, in order
 * @value: (out) (transfer none) (optional): its value
 *
 * Returns: (transfer none): its name
 */
const char *
desk_profile_get_variable (DeskProfile *self, guint index, const char **value)
{
  const Variable *variable;

  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (index < self->variables->len, NULL);

  variable = g_ptr_array_index (self->variables, index);
  if (value != NULL)
    *value = variable->value;

  return variable->name;
}

static gboolean
is_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const Variable *one = g_ptr_array_index (a, i), *other = g_ptr_array_index (b, i);

      if (!g_str_equal (one->name, other->name) || !g_str_equal (one->value, other->value))
        return FALSE;
    }

  return TRUE;
}

/* Takes @variables over. */
static gboolean
replace (DeskProfile *self, GPtrArray *variables)
{
  gboolean changed = !is_equal (self->variables, variables);

  g_ptr_array_unref (self->variables);
  self->variables = variables;

  return changed;
}

/**
 * desk_profile_set_variables:
 * @self: a profile
 * @names: (array zero-terminated=1): valid names, no two the same
 * @values: (array zero-terminated=1): a value for each
 *
 * Replaces all of them.
 *
 * Returns: whether anything changed
 */
gboolean
desk_profile_set_variables (DeskProfile *self, const char *const *names, const char *const *values)
{
  GPtrArray *variables;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (names != NULL && values != NULL, FALSE);

  variables = g_ptr_array_new_with_free_func (variable_free);
  for (gsize i = 0; names[i] != NULL; i++)
    add_variable (variables, names[i], values[i]);
  if (!replace (self, variables))
    return FALSE;
  g_signal_emit_by_name (self, "part-changed");

  return TRUE;
}

/**
 * desk_profile_check_variable_name:
 * @name: what a person typed
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for the field
 *
 * Checks the name of a variable.
 *
 * Returns: whether it can be used
 */
gboolean
desk_profile_check_variable_name (const char *name, GError **error)
{
  static const char *const taken[] = { "hostname", "user", "random", NULL };

  g_return_val_if_fail (name != NULL, FALSE);

  if (name[0] == '\0')
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Enter a name for the variable."));
  if (strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") != strlen (name))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                      _ ("The name of a variable has letters from a to z, digits, hyphens and underscores."));
  if (g_strv_contains (taken, name))
    return desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("Every profile has “${%s}”. Choose another name."), name);

  return TRUE;
}

static char *
make_random (const char *digits)
{
  static const char characters[] = G_CSET_DIGITS G_CSET_a_2_z G_CSET_A_2_Z;
  guint64 length;
  GString *text;

  if (!g_ascii_string_to_unsigned (digits, 10, 1, DESK_VARIABLE_MAX_RANDOM, &length, NULL))
    return NULL;
  text = g_string_new (NULL);
  for (guint64 i = 0; i < length; i++)
    g_string_append_c (text, characters[g_random_int_range (0, (gint32) strlen (characters))]);

  return g_string_free (text, FALSE);
}

static char *
find_value (DeskProfile *self, const char *name)
{
  for (guint i = 0; i < self->variables->len; i++)
    {
      const Variable *variable = g_ptr_array_index (self->variables, i);

      if (g_str_equal (variable->name, name))
        return g_strdup (variable->value);
    }

  if (g_str_equal (name, "hostname"))
    return g_strdup (g_get_host_name ());
  if (g_str_equal (name, "user"))
    return g_strdup (g_get_user_name ());
  if (g_str_has_prefix (name, "random:"))
    return make_random (name + strlen ("random:"));

  return NULL;
}

static char *
expand (DeskProfile *self, const char *text, gboolean leave_unknown, GError **error)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  const char *start;

  while ((start = strstr (text, "${")) != NULL)
    {
      const char *end = strchr (start, '}');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (start > text && start[-1] == '$')
        {
          g_string_append_len (expanded, text, start - 1 - text);
          g_string_append (expanded, "${");
          text = start + 2;
          continue;
        }
      if (end != NULL)
        {
          name = g_strndup (start + 2, (gsize) (end - start) - 2);
          value = find_value (self, name);
        }
      if (value == NULL && !leave_unknown)
        {
          if (end == NULL)
            desk_fail (error, DESK_ERROR_INVALID_PROFILE, _ ("A variable that begins with “${” has to end with “}”."));
          else
            desk_fail (error, DESK_ERROR_INVALID_PROFILE,
                       _ ("There is no variable “${%s}”. Add it to the variables of the profile, or use ${hostname}, "
                          "${user} or ${random:8}."), name);
          return NULL;
        }
      g_string_append_len (expanded, text, start - text);
      g_string_append (expanded, value != NULL ? value : "${");
      text = value != NULL ? end + 1 : start + 2;
    }
  g_string_append (expanded, text);

  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

/**
 * desk_profile_expand:
 * @self: whose variables
 * @text: what a person typed
 * @error: %DESK_ERROR_INVALID_PROFILE, naming the variable that does not exist
 *
 * Puts values in the place of variables.
 *
 * Returns: (transfer full) (nullable): the text to use
 */
char *
desk_profile_expand (DeskProfile *self, const char *text, GError **error)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return expand (self, text, FALSE, error);
}

/**
 * desk_profile_expand_known:
 * @self: whose variables
 * @text: what a person typed
 *
 * Puts values in the place of variables, and leaves those that do not exist.
 *
 * Returns: (transfer full): the text to use
 */
char *
desk_profile_expand_known (DeskProfile *self, const char *text)
{
  g_return_val_if_fail (DESK_IS_PROFILE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return expand (self, text, TRUE, NULL);
}

/**
 * desk_profile_check_expansions:
 * @self: a profile
 * @error: %DESK_ERROR_INVALID_PROFILE with a sentence for a person
 *
 * Tells whether host, client ID, user name and the topic of the last will can be
 * used once their variables have values.
 *
 * Returns: whether they can
 */
gboolean
desk_profile_check_expansions (DeskProfile *self, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *client_id = NULL;
  g_autofree char *username = NULL;
  g_autofree char *will_topic = NULL;

  g_return_val_if_fail (DESK_IS_PROFILE (self), FALSE);

  if (!desk_profile_get_uses_socket (self))
    host = desk_profile_expand (self, desk_profile_get_host (self), error);
  if (!desk_profile_get_uses_socket (self) && (host == NULL || !desk_profile_check_host (host, error)))
    return FALSE;
  client_id = desk_profile_expand (self, desk_profile_get_client_id (self), error);
  if (client_id == NULL
      || !desk_profile_check_client_id (client_id, desk_profile_get_mqtt_version (self), TRUE, error))
    return FALSE;
  username = desk_profile_expand (self, desk_profile_get_username (self), error);
  if (username == NULL || !desk_profile_check_username (username, error))
    return FALSE;
  if (!desk_profile_get_will (self)->enabled)
    return TRUE;
  will_topic = desk_profile_expand (self, desk_profile_get_will (self)->topic, error);

  return will_topic != NULL && desk_topic_check (will_topic, error);
}

static void
init (DeskProfile *self)
{
  self->variables = g_ptr_array_new_with_free_func (variable_free);
}

static void
clear (DeskProfile *self)
{
  g_ptr_array_unref (self->variables);
}

static gboolean
read_variables (DeskProfile *self, JsonNode *node, const char *name, GError **error)
{
  JsonObjectIter iter;
  const char *variable;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return _desk_record_fail_type (error, name, JSON_TYPE_OBJECT);
  if (json_object_get_size (json_node_get_object (node)) > DESK_VARIABLES_MAX)
    return _desk_record_fail (error, name, _ ("there are too many."));

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &variable, &value))
    {
      g_autofree char *path = g_strconcat (name, ".", variable, NULL);
      g_autoptr (GError) local_error = NULL;

      if (!_desk_record_holds (value, G_TYPE_STRING))
        return _desk_record_fail_type (error, path, G_TYPE_STRING);
      if (!desk_profile_check_variable_name (variable, &local_error))
        return _desk_record_fail (error, path, local_error->message);
      add_variable (self->variables, variable, json_node_get_string (value));
    }

  return TRUE;
}

static JsonNode *
write_variables (DeskProfile *self)
{
  JsonNode *node;
  JsonObject *object;

  if (self->variables->len == 0)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  for (guint i = 0; i < self->variables->len; i++)
    {
      const Variable *variable = g_ptr_array_index (self->variables, i);

      json_object_set_string_member (object, variable->name, variable->value);
    }
  json_node_take_object (node, object);

  return node;
}

static gboolean
copy (DeskProfile *self, DeskProfile *other)
{
  GPtrArray *variables = g_ptr_array_new_with_free_func (variable_free);

  for (guint i = 0; i < other->variables->len; i++)
    {
      const Variable *variable = g_ptr_array_index (other->variables, i);

      add_variable (variables, variable->name, variable->value);
    }

  return replace (self, variables);
}

const DeskProfilePart _desk_profile_variables = {
  "variables", init, clear, read_variables, write_variables, copy, TRUE,
};
