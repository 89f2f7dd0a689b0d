/* desk-cli-record.c: records messages into a log without a window
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "desk-cli-target.h"
#include "desk-error.h"
#include "desk-session.h"
#include "desk-topic.h"

#define VERB "record"

#define SECONDS_TO_LEAVE 3
#define QOS_UNSAID G_MININT

typedef struct
{
  GMainLoop *loop;
  DeskSession *session;
  guint64 count; /* 0: no limit */
  gboolean was_connected;
  GHashTable *own;       /* (nullable): filters of the profile to options; NULL: nothing else is subscribed to */
  GPtrArray *left;       /* (nullable): filters that the broker is asked to end */
  GPtrArray *restored;   /* (nullable): subscriptions that the broker is asked to have as before */
  guint leaving_source;
  gboolean ending;
  gboolean closing;
  int status;
} Recording;

static void
on_closed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Recording *recording = user_data;

  if (!desk_session_close_finish (DESK_SESSION (object), result, &error))
    {
      desk_cli_say ("%s", error->message);
      recording->status = DESK_EXIT_FAILED;
    }
  g_main_loop_quit (recording->loop);
}

static void
close_session (Recording *recording)
{
  if (recording->closing)
    return;

  recording->closing = TRUE;
  g_clear_handle_id (&recording->leaving_source, g_source_remove);
  desk_session_close_async (recording->session, on_closed, recording);
}

static void
say_kept (void)
{
  desk_cli_say ("%s", _ ("The broker keeps on collecting what was recorded, since it did not answer at the end. Record "
                         "again, or connect with a clean start, to end that."));
}

static gboolean
on_no_answer (gpointer user_data)
{
  Recording *recording = user_data;

  recording->leaving_source = 0;
  say_kept ();
  close_session (recording);

  return G_SOURCE_REMOVE;
}

static void
on_state_while_leaving (Recording *recording)
{
  if (recording->closing || desk_session_get_state (recording->session) == DESK_SESSION_CONNECTED)
    return;
  say_kept ();
  close_session (recording);
}

static void
on_not_unsubscribed (DeskSession *session, const char *filter, const char *reason, gpointer user_data)
{
  /* Translators: a topic filter and a sentence */
  desk_cli_say (_ ("Still subscribed to “%s”. %s"), filter, reason);
}

/* The profile knows what the broker holds. */
static void
close_if_left (Recording *recording)
{
  DeskProfile *profile = desk_session_get_profile (recording->session);

  for (guint i = 0; i < recording->restored->len; i++)
    if (desk_subscription_get_state (g_ptr_array_index (recording->restored, i)) == DESK_SUBSCRIPTION_PENDING)
      return;
  for (guint i = 0; i < recording->left->len; i++)
    {
      const DeskProfileGrant *grant = desk_profile_find_grant (profile, g_ptr_array_index (recording->left, i));

      if (grant != NULL && !grant->refuses_to_end)
        return;
    }
  close_session (recording);
}

/* Returns: (transfer full): subscriptions that are not as the profile has them */
static GPtrArray *
find_changed (Recording *recording)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *all = desk_session_get_subscriptions (recording->session);

  for (guint i = 0; recording->own != NULL && i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (all, i);
      const DeskSubscribeOptions *own
          = g_hash_table_lookup (recording->own, desk_subscription_get_filter (subscription));

      if (own == NULL || own->qos != desk_subscription_get_options (subscription)->qos)
        g_ptr_array_add (changed, g_steal_pointer (&subscription));
    }

  return changed;
}

static void
put_back (Recording *recording, DeskSubscription *subscription)
{
  const char *filter = desk_subscription_get_filter (subscription);
  const DeskSubscribeOptions *own = g_hash_table_lookup (recording->own, filter);
  DeskSubscribeOptions options;

  if (own == NULL)
    {
      g_ptr_array_add (recording->left, g_strdup (filter));
      desk_session_unsubscribe (recording->session, subscription);
      return;
    }
  /* Nobody wants the retained messages again. */
  options = *own;
  options.retain_handling = 2;
  g_ptr_array_add (recording->restored, g_object_ref (subscription));
  g_signal_connect_swapped (subscription, "notify::state", G_CALLBACK (close_if_left), recording);
  desk_session_subscribe_with (recording->session, filter, &options, NULL);
}

/* A session that the broker keeps would collect for the filters of a recording
 * until somebody connects with a clean start, and whoever opens the profile in a
 * window would get what is in none of its subscriptions; and what the profile
 * has would wait no more if it was recorded with QoS 0.
 * Returns: whether there is something to wait for */
static gboolean
leave (Recording *recording)
{
  DeskProfile *profile = desk_session_get_profile (recording->session);
  g_autoptr (GPtrArray) subscriptions = find_changed (recording);

  if (subscriptions->len == 0 || desk_profile_get_n_grants (profile) == 0)
    return FALSE;
  if (desk_session_get_state (recording->session) != DESK_SESSION_CONNECTED)
    {
      say_kept ();
      return FALSE;
    }

  recording->left = g_ptr_array_new_with_free_func (g_free);
  recording->restored = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (recording->session, "not-unsubscribed", G_CALLBACK (on_not_unsubscribed), NULL);
  for (guint i = 0; i < subscriptions->len; i++)
    put_back (recording, g_ptr_array_index (subscriptions, i));
  g_signal_connect_swapped (profile, "subscriptions-changed", G_CALLBACK (close_if_left), recording);
  g_signal_connect_swapped (recording->session, "notify::state", G_CALLBACK (on_state_while_leaving), recording);
  recording->leaving_source = g_timeout_add_seconds (SECONDS_TO_LEAVE, on_no_answer, recording);

  return TRUE;
}

static void
end (Recording *recording)
{
  if (recording->ending)
    return;

  recording->ending = TRUE;
  if (!leave (recording))
    close_session (recording);
}

static void
fail (Recording *recording, int status, const GError *error)
{
  if (recording->ending)
    return;

  desk_cli_say ("%s", error->message);
  recording->status = status;
  end (recording);
}

static void
on_set_aside (Recording *recording)
{
  const char *path = desk_log_get_set_aside (desk_session_get_log (recording->session));
  g_autofree char *name = NULL;

  if (path == NULL)
    return;
  name = g_filename_display_name (path);
  desk_cli_say (_ ("The log was damaged. What was in it is kept as “%s”, and a new one has begun."), name);
}

static void
on_state (Recording *recording)
{
  DeskSessionState state = desk_session_get_state (recording->session);
  const GError *error = desk_session_get_error (recording->session);

  if (state == DESK_SESSION_CONNECTED)
    recording->was_connected = TRUE;
  /* Before the first connection a failure is final: nothing was recorded, and
   * whoever called wants to know. Later ones are waited out. */
  else if (error != NULL && (state == DESK_SESSION_DISCONNECTED || (state == DESK_SESSION_WAITING && !recording->was_connected)))
    fail (recording, DESK_EXIT_FAILED, error);
  else if (error != NULL && state == DESK_SESSION_WAITING)
    desk_cli_say ("%s", error->message);
}

static void
on_log_error (Recording *recording)
{
  const GError *error = desk_session_get_log_error (recording->session);
  gboolean busy = g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_BUSY);

  fail (recording, busy ? DESK_EXIT_LOG_BUSY : DESK_EXIT_FAILED, error);
}

static void
on_received (Recording *recording)
{
  if (recording->count > 0 && desk_session_get_n_received (recording->session) >= recording->count)
    end (recording);
}

static void
on_writing_error (Recording *recording)
{
  const GError *error = desk_log_get_error (desk_session_get_log (recording->session));

  if (error != NULL && !recording->ending)
    desk_cli_say ("%s", error->message);
}

static void
check_subscription (DeskSubscription *subscription, GParamSpec *pspec, Recording *recording)
{
  const GError *error = desk_subscription_get_error (subscription);

  if (error != NULL)
    fail (recording, DESK_EXIT_FAILED, error);
}

static gboolean
on_over (gpointer user_data)
{
  end (user_data);

  return G_SOURCE_REMOVE;
}

/* Whoever presses Ctrl+C twice does not want to wait. */
static gboolean
on_signal (gpointer user_data)
{
  Recording *recording = user_data;

  if (recording->ending)
    close_session (recording);
  else
    end (recording);

  return G_SOURCE_CONTINUE;
}

/* Where no QoS is said, what the profile has is subscribed to as there. */
static gboolean
subscribe_to (Recording *recording, const char *text, int qos, GError **error)
{
  g_autofree char *filter = desk_profile_expand_known (desk_session_get_profile (recording->session), text);
  const DeskSubscribeOptions *own = g_hash_table_lookup (recording->own, filter);

  if (qos == QOS_UNSAID && own != NULL)
    return desk_session_subscribe_with (recording->session, text, own, error) != NULL;

  return desk_session_subscribe (recording->session, text, qos == QOS_UNSAID ? 0 : (guint) qos, error) != NULL;
}

static gboolean
subscribe (Recording *recording, DeskCliTarget *target, char **filters, int qos, GError **error)
{
  GListModel *subscriptions = desk_session_get_subscriptions (recording->session);

  for (gsize i = 0; filters != NULL && filters[i] != NULL; i++)
    if (!subscribe_to (recording, filters[i], qos, error))
      return FALSE;
  if (target->topic_filter != NULL && !subscribe_to (recording, target->topic_filter, qos, error))
    return FALSE;
  if (g_list_model_get_n_items (subscriptions) == 0)
    return desk_fail (error, DESK_ERROR_INVALID_FILTER, _ ("say what to record with -s FILTER, for example -s 'plant/#'"));

  for (guint i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (DeskSubscription) subscription = g_list_model_get_item (subscriptions, i);

      g_signal_connect (subscription, "notify::error", G_CALLBACK (check_subscription), recording);
    }

  return TRUE;
}

/* Takes the profile's own subscriptions out of it, and remembers them. */
static GHashTable *
take_own_filters (DeskProfile *profile)
{
  GHashTable *own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (desk_profile_get_n_subscriptions (profile) > 0)
    {
      const DeskProfileSubscription *saved = desk_profile_peek_subscription (profile, 0);
      g_autofree char *source = g_strdup (saved->filter);

      g_hash_table_insert (own, desk_profile_expand_known (profile, source),
                           g_memdup2 (&saved->options, sizeof saved->options));
      desk_profile_remove_subscription (profile, source);
    }

  return own;
}

/* What it subscribes to changes the session that the broker keeps for this
 * client ID, so a record of what that holds is true no more. */
static void
forget_grants (DeskCliTarget *target)
{
  DeskProfile *profile = desk_profile_store_find (target->store, desk_profile_get_id (target->profile));
  g_autoptr (GError) error = NULL;

  if (profile == NULL || desk_profile_get_n_grants (profile) == 0)
    return;
  desk_profile_clear_grants (profile);
  if (!desk_profile_store_flush (target->store, &error))
    desk_cli_say ("%s", error->message);
}

/* A recording must not remove from a log what its person wants to keep. */
static void
apply_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("com.example.MqttDesk");

  desk_log_set_default_retention (g_settings_get_uint64 (settings, "log-max-bytes"),
                                  g_settings_get_uint (settings, "log-max-days"));
}

static int
run (Recording *recording, double seconds)
{
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, recording);
  guint terminate = g_unix_signal_add (SIGTERM, on_signal, recording);
  guint over = seconds > 0 ? g_timeout_add ((guint) (seconds * 1000.0), on_over, recording) : 0;
  guint64 received;

  g_signal_connect_swapped (recording->session, "notify::state", G_CALLBACK (on_state), recording);
  g_signal_connect_swapped (recording->session, "notify::log-error", G_CALLBACK (on_log_error), recording);
  g_signal_connect_swapped (recording->session, "notify::n-received", G_CALLBACK (on_received), recording);
  g_signal_connect_swapped (desk_session_get_log (recording->session), "notify::error", G_CALLBACK (on_writing_error), recording);
  g_signal_connect_swapped (desk_session_get_log (recording->session), "notify::set-aside", G_CALLBACK (on_set_aside),
                            recording);
  desk_session_start (recording->session);
  g_main_loop_run (recording->loop);

  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (over != 0 && g_main_context_find_source_by_id (NULL, over) != NULL)
    g_source_remove (over);

  received = desk_session_get_n_received (recording->session);
  if (recording->status == DESK_EXIT_OK && (!recording->was_connected || received < recording->count))
    recording->status = DESK_EXIT_FAILED;
  if (recording->was_connected)
    {
      g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, received);
      g_autofree char *words = g_strdup_printf (ngettext ("%s message recorded", "%s messages recorded", (gulong) received), number);

      desk_cli_say (_ ("%s in %s"), words, desk_log_get_path (desk_session_get_log (recording->session)));
    }

  return recording->status;
}

/**
 * desk_cli_record:
 * @argc: number of arguments
 * @argv: the verb and its arguments
 *
 * `record (PROFILE|URI) -s FILTER…`: subscribes and writes the same log as a
 * window would, until the count is met, the time is over or Ctrl+C.
 *
 * Returns: the exit status
 */
int
desk_cli_record (int argc, char **argv)
{
  g_auto (GStrv) filters = NULL;
  g_autofree char *mqtt_version = NULL;
  g_autofree char *log_path = NULL;
  g_autofree char *password_file = NULL;
  int qos = QOS_UNSAID;
  gint64 count = 0;
  double seconds = 0;
  GOptionEntry entries[] = {
    { "subscribe", 's', 0, G_OPTION_ARG_STRING_ARRAY, &filters, N_ ("Record what matches this topic filter (may be repeated); it is unsubscribed from at the end unless the profile has it"), N_ ("FILTER") },
    { "qos", 'q', 0, G_OPTION_ARG_INT, &qos, N_ ("Highest QoS to receive with: 0, 1 or 2 (by default that of the profile, or 0)"), N_ ("QOS") },
    { "mqtt-version", 0, 0, G_OPTION_ARG_STRING, &mqtt_version, N_ ("MQTT version: 3.1, 3.1.1 or 5"), N_ ("VERSION") },
    { "count", 0, 0, G_OPTION_ARG_INT64, &count, N_ ("End after this many messages"), N_ ("N") },
    { "for", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, N_ ("End after this many seconds"), N_ ("SECONDS") },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &log_path, N_ ("Write this log instead of the profile’s own"), N_ ("FILE") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("Read the password from a file (-: standard input)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (DeskCliTarget) target = { 0 };
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (DeskSession) session = NULL;
  g_autoptr (GHashTable) own = NULL;
  g_autoptr (GError) error = NULL;
  Recording recording = { 0 };
  int status;

  if (!desk_cli_parse (VERB, _ ("PROFILE|URI — record messages into a log"), entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return desk_cli_usage (VERB, _ ("name one profile or URI; see “mqtt-desk record --help”"));
  if (count < 0 || seconds < 0 || seconds > 1e6)
    return desk_cli_usage (VERB, _ ("--count and --for take a positive number"));
  if ((qos != QOS_UNSAID && !desk_cli_parse_qos (VERB, qos, &status))
      || !desk_cli_target_init (&target, VERB, argv[1], password_file, mqtt_version, &status))
    return status;

  if (filters != NULL || target.topic_filter != NULL)
    own = take_own_filters (target.profile);
  forget_grants (&target);
  loop = g_main_loop_new (NULL, FALSE);
  apply_settings ();
  desk_log_set_holder_name ("mqtt-desk record");
  session = desk_session_new (target.profile, log_path);
  desk_session_set_password (session, target.password);
  desk_session_set_passphrase (session, target.passphrase);
  desk_session_set_proxy_password (session, target.proxy_password);
  desk_session_set_headers (session, target.headers);
  desk_session_set_authentication (session, target.authentication);
  recording = (Recording) { .loop = loop, .session = session, .count = (guint64) count, .own = own };
  if (!subscribe (&recording, &target, filters, qos, &error))
    return desk_cli_usage (VERB, "%s", error->message);

  status = run (&recording, seconds);
  g_clear_pointer (&recording.left, g_ptr_array_unref);
  g_clear_pointer (&recording.restored, g_ptr_array_unref);

  return status;
}
