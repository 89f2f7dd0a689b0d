/* test-filter-completion.c: the filter line is completed while somebody types
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-scene.h"

#include "desk-filter-bar.h"
#include "desk-filter-candidates.h"
#include "desk-filter-guide.h"
#include "desk-filter.h"
#include "desk-recent-button.h"

/* What is offered at the end of @text, a line each, and the cursor as “|”; hints in brackets */
static char *
offer (const char *text, gsize cursor, const char *const *recent)
{
  static const char *const topics[] = { "plant/line 1/", "plant/line4/", "plant/state", NULL };
  static const char *const subscriptions[] = { "plant/#", "$share/g/x", NULL };
  static const char *const names[] = { "Line one", NULL };
  const DeskFilterSources sources = { recent, topics, subscriptions, names };
  g_autoptr (GPtrArray) candidates = desk_filter_candidates_new (text, cursor, &sources);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < candidates->len; i++)
    {
      const DeskFilterCandidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->line == NULL)
        g_string_append_printf (lines, "[%s]\n", candidate->label);
      else
        g_string_append_printf (lines, "%.*s|%s\n", (int) candidate->cursor, candidate->line,
                                candidate->line + candidate->cursor);
    }

  return g_string_free (lines, FALSE);
}

static void
test_candidates (void)
{
  static const char *const recent[] = { "qos:1 ALARM", "topic:a/#", NULL };
  static const struct
  {
    const char *text; /* with “|” at the cursor */
    const char *offered;
  } cases[] = {
    { "qo|", "qos:|\nqos:1 ALARM|\n" },
    { "re|", "retained:|\n" },
    { "-re| x", "-retained:| x\n" },
    { "(DI|", "(dir:|\n" },
    { "qos:|", "qos:0 |\nqos:1 |\nqos:2 |\n" },
    { "qos:1|", "qos:1 |\n" },
    { "dir:o| qos:1", "dir:out |qos:1\n" },
    { "retained:Y|", "retained:yes |\n" },
    { "topic:plant/s|", "topic:plant/state |\n" },
    { "-topic:plant/line|", "-topic:\"plant/line 1/|\n-topic:plant/line4/|\n" },
    { "topic:plant/|", "topic:plant/# |\ntopic:\"plant/line 1/|\ntopic:plant/line4/|\ntopic:plant/state |\n"
                       "topic:plant/# |\n" },
    { "sub:l|", "sub:\"Line one\" |\n" },
    { "sub:|", "sub:\"Line one\" |\nsub:plant/# |\nsub:$share/g/x |\n" },
    { "alarm|", "qos:1 ALARM|\n" },
    { "plant/st|", "topic:plant/state |\n" },
    { "payload:|", "[payload:TEXT]\n" },
    { "\"re|", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *bar = strchr (cases[i].text, '|');
      g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (bar - cases[i].text), cases[i].text, bar + 1);
      g_autofree char *offered = offer (text, (gsize) (bar - cases[i].text), recent);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (offered, ==, cases[i].offered);
    }
}

typedef struct
{
  PageScene page;
  DeskFilterBar *bar; /* (unowned) */
  GtkWidget *entry;   /* (unowned) */
} Scene;

static void
set_up (Scene *scene, gconstpointer data)
{
  page_scene_set_up (&scene->page, 1100, 700);
  scene->bar = DESK_FILTER_BAR (find_widget (scene->page.page, DESK_TYPE_FILTER_BAR, NULL));
  scene->entry = find_widget (GTK_WIDGET (scene->bar), GTK_TYPE_ENTRY, NULL);
  page_scene_feed_bytes (&scene->page, "plant/line4/press1", "1", 1);
  page_scene_feed_bytes (&scene->page, "plant/line4/press2", "2", 1);
  page_scene_feed_bytes (&scene->page, "plant/state", "3", 1);
  page_scene_activate (&scene->page, "log.find");
  wait_until (gtk_widget_get_focus_child (scene->entry) != NULL);
}

static void
tear_down (Scene *scene, gconstpointer data)
{
  page_scene_tear_down (&scene->page);
}

static void
type (Scene *scene, const char *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (scene->entry));

  gtk_editable_delete_text (delegate, 0, -1);
  g_signal_emit_by_name (delegate, "insert-at-cursor", text);
}

static GtkWidget *
find_offer (Scene *scene, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (scene->bar)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child)
                           ? find_widget (child, GTK_TYPE_LABEL, label)
                           : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
assert_line (Scene *scene, const char *line)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (scene->entry)), ==, line);
}

static void
test_by_keyboard (Scene *scene, gconstpointer data)
{
  type (scene, "top");
  wait_until (find_offer (scene, "topic:FILTER"));
  g_assert_nonnull (gtk_widget_get_focus_child (scene->entry));
  g_assert_true (press_key (scene->entry, GDK_KEY_Tab));
  assert_line (scene, "topic:");
  /* It goes on with what the log has seen, level by level. */
  wait_until (find_offer (scene, "plant/"));
  g_assert_true (press_key (scene->entry, GDK_KEY_Tab));
  assert_line (scene, "topic:plant/");
  wait_until (find_offer (scene, "plant/line4/"));
  g_assert_true (press_key (scene->entry, GDK_KEY_Down));
  g_assert_true (press_key (scene->entry, GDK_KEY_Down));
  g_assert_true (press_key (scene->entry, GDK_KEY_Return));
  assert_line (scene, "topic:plant/line4/");
  wait_until (find_offer (scene, "plant/line4/press2"));
  g_assert_true (press_key (scene->entry, GDK_KEY_Up));
  g_assert_true (press_key (scene->entry, GDK_KEY_Return));
  assert_line (scene, "topic:plant/line4/press2 ");
  g_assert_null (find_offer (scene, NULL));
  g_assert_nonnull (gtk_widget_get_focus_child (scene->entry));
  g_signal_emit_by_name (scene->entry, "activate");
  wait_until (page_scene_has_label (&scene->page, "1 of 3"));
}

static void
test_keeps_what_is_typed (Scene *scene, gconstpointer data)
{
  type (scene, "qo");
  wait_until (find_offer (scene, NULL));
  /* Nothing is chosen: Enter is for the line. */
  g_assert_false (press_key (scene->entry, GDK_KEY_Return));
  assert_line (scene, "qo");
  g_assert_null (find_offer (scene, NULL));

  type (scene, "re");
  wait_until (find_offer (scene, NULL));
  g_assert_true (press_key (scene->entry, GDK_KEY_Down));
  g_assert_true (press_key (scene->entry, GDK_KEY_Escape));
  assert_line (scene, "re");
  g_assert_null (find_offer (scene, NULL));
  /* Then Escape clears, and then it leaves. */
  g_assert_true (press_key (scene->entry, GDK_KEY_Escape));
  assert_line (scene, "");

  /* What a menu puts in is not typed. */
  desk_filter_bar_set_text (scene->bar, "topic:plant/");
  g_assert_null (find_offer (scene, NULL));
}

static gboolean
is_alone_and_fits (Scene *scene, const char *label)
{
  GtkWidget *offer = find_offer (scene, label);
  GtkWidget *row = offer != NULL ? gtk_widget_get_ancestor (offer, GTK_TYPE_LIST_BOX_ROW) : NULL;
  int height = row != NULL ? gtk_widget_get_height (row) : 0;

  return height > 0 && gtk_widget_get_height (gtk_widget_get_parent (row)) < 2 * height;
}

static void
test_recent (Scene *scene, gconstpointer data)
{
  type (scene, "topic:plant/+ -qos:2");
  g_signal_emit_by_name (scene->entry, "activate");
  desk_filter_bar_set_text (scene->bar, "");
  type (scene, "plant/+");
  wait_until (find_offer (scene, "topic:plant/+ -qos:2"));
  /* One alone has no blank below. */
  wait_until (is_alone_and_fits (scene, "topic:plant/+ -qos:2"));
  g_assert_true (press_key (scene->entry, GDK_KEY_Tab));
  assert_line (scene, "topic:plant/+ -qos:2");
}

static void
test_guide (Scene *scene, gconstpointer data)
{
  GtkWidget *popover = find_widget (GTK_WIDGET (scene->bar), DESK_TYPE_FILTER_GUIDE, NULL);
  GtkWidget *example = find_widget (popover, GTK_TYPE_LABEL, "open OR closed");

  desk_filter_bar_set_text (scene->bar, "door");
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_LIST_BOX, NULL), "row-activated",
                         gtk_widget_get_ancestor (example, GTK_TYPE_LIST_BOX_ROW));
  assert_line (scene, "door (open OR closed)");
  /* Trying another one is not asking for both. */
  g_signal_emit_by_name (find_widget (popover, GTK_TYPE_LIST_BOX, NULL), "row-activated",
                         gtk_widget_get_ancestor (example, GTK_TYPE_LIST_BOX_ROW));
  assert_line (scene, "door (open OR closed)");
  g_assert_cmpstr (desk_filter_get_text (desk_filter_bar_get_filter (scene->bar)), ==, "door (open OR closed)");
}

/* Puts one example after the other into the empty line. */
static void
assert_examples_are_filters (Scene *scene)
{
  GtkWidget *guide = find_widget (GTK_WIDGET (scene->bar), DESK_TYPE_FILTER_GUIDE, NULL);
  GtkWidget *popover = gtk_widget_get_ancestor (guide, GTK_TYPE_POPOVER);
  GtkWidget *list = find_widget (guide, GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  gtk_popover_popup (GTK_POPOVER (popover));
  wait_until (gtk_widget_get_mapped (guide));
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *example = g_strdup (gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, NULL))));

      desk_filter_bar_set_text (scene->bar, "");
      g_signal_emit_by_name (list, "row-activated", row);
      assert_line (scene, example);
      g_assert_nonnull (desk_filter_bar_get_filter (scene->bar));
      g_assert_cmpstr (desk_filter_get_text (desk_filter_bar_get_filter (scene->bar)), ==, example);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_mapped (guide));
}

/* That of a subscription names one of those that there are. */
static void
test_examples (Scene *scene, gconstpointer data)
{
  desk_session_subscribe (scene->page.session, "plant/#", 0, NULL);
  assert_examples_are_filters (scene);
  desk_session_unsubscribe (scene->page.session, desk_session_subscribe (scene->page.session, "plant/#", 0, NULL));
  assert_examples_are_filters (scene);
  desk_session_subscribe (scene->page.session, "shop floor/+", 0, NULL);
  assert_examples_are_filters (scene);
  g_assert_nonnull (find_widget (GTK_WIDGET (scene->bar), GTK_TYPE_LABEL, "sub:\"shop floor/+\""));
}

/* Words that are read fit in a few lines, and no example loses its end, in a window of 360 pixels either. */
static void
test_guide_width (Scene *scene, gconstpointer data)
{
  GtkWidget *guide = find_widget (GTK_WIDGET (scene->bar), DESK_TYPE_FILTER_GUIDE, NULL);
  GtkWidget *popover = gtk_widget_get_ancestor (guide, GTK_TYPE_POPOVER);
  GtkWidget *list = find_widget (guide, GTK_TYPE_LIST_BOX, NULL);

  gtk_popover_popup (GTK_POPOVER (popover));
  wait_until (gtk_widget_get_mapped (guide) && gtk_widget_get_width (guide) > 0);
  g_assert_cmpint (gtk_widget_get_width (guide), >=, 300);
  /* What is around that is shadow. */
  g_assert_cmpint (gtk_widget_get_width (gtk_widget_get_first_child (popover)), <=, 360);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *example = find_widget (row, GTK_TYPE_LABEL, NULL);

      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (example))));
      g_assert_cmpint (gtk_widget_get_width (row), <=, gtk_widget_get_width (guide));
    }
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_mapped (guide));
}

#define add(name, function) g_test_add ("/filter-completion/" name, Scene, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  page_scene_init (&argc, &argv);

  g_test_add_func ("/filter-completion/candidates", test_candidates);
  add ("by-keyboard", test_by_keyboard);
  add ("keeps-what-is-typed", test_keeps_what_is_typed);
  add ("recent", test_recent);
  add ("guide", test_guide);
  add ("examples", test_examples);
  add ("guide-width", test_guide_width);

  return g_test_run ();
}
