/* desk-outbox-page.c: what was published, and what became of it
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-outbox-page"

#include "config.h"

#include "desk-outbox-page.h"

#include <glib/gi18n.h>

#include "desk-format.h"
#include "desk-outbox-details.h"
#include "desk-outbox-row.h"

/* GListStore of DeskPublication, of the session, in the order of sending
 *   └─ GtkSortListModel: the newest first
 *        └─ GtkSingleSelection
 *             ├─ GtkListView of DeskOutboxRow
 *             └─ DeskOutboxDetails: the one that is selected
 * At most some 1,100 of them. */
struct _DeskOutboxPage
{
  GtkWidget parent_instance;
  DeskSession *session;          /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) (nullable) */
  GtkStack *stack;               /* (unowned) */
  GtkLabel *summary;             /* (unowned) */
  GtkListView *list;             /* (unowned) */
  DeskOutboxDetails *details;    /* (unowned) */
};

G_DEFINE_FINAL_TYPE (DeskOutboxPage, desk_outbox_page, GTK_TYPE_WIDGET)

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, desk_outbox_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  desk_outbox_row_set_publication (DESK_OUTBOX_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  desk_outbox_row_set_publication (DESK_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
activate (DeskOutboxPage *self, const char *action, DeskPublication *publication)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "t", desk_publication_get_id (publication));
}

/* What one most likely wants of it */
static void
on_activate (DeskOutboxPage *self, guint position)
{
  g_autoptr (DeskPublication) publication = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  DeskPublicationState state = desk_publication_get_state (publication);

  g_assert (DESK_IS_OUTBOX_PAGE (self));

  if (state == DESK_PUBLICATION_QUEUED)
    activate (self, "outbox.edit", publication);
  else if (state == DESK_PUBLICATION_FAILED || state == DESK_PUBLICATION_CANCELLED)
    activate (self, "outbox.send-again", publication);
}

static gboolean
on_key_pressed (DeskOutboxPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  DeskPublication *publication = gtk_single_selection_get_selected_item (self->selection);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  g_assert (DESK_IS_OUTBOX_PAGE (self));

  if (publication == NULL)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == 0 && (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete))
    activate (self, "outbox.cancel", publication);
  else if (modifiers == GDK_CONTROL_MASK && keyval == GDK_KEY_c)
    activate (self, "outbox.copy-payload", publication);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
on_selected (DeskOutboxPage *self)
{
  DeskPublication *publication = gtk_single_selection_get_selected_item (self->selection);

  g_assert (DESK_IS_OUTBOX_PAGE (self));

  desk_outbox_details_show (self->details, publication);
  gtk_widget_set_visible (GTK_WIDGET (self->details), publication != NULL);
}

static void
update (DeskOutboxPage *self)
{
  guint n = g_list_model_get_n_items (desk_session_get_publications (self->session));
  guint n_waiting = desk_session_get_n_waiting (self->session);
  g_autofree char *count = desk_format_count (n_waiting);
  g_autofree char *summary = NULL;

  g_assert (DESK_IS_OUTBOX_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  if (n_waiting == 0)
    summary = g_strdup (_ ("Nothing waits to be sent"));
  else
    summary = g_strdup_printf (ngettext ("%s message waits for a connection", "%s messages wait for a connection",
                                         n_waiting),
                               count);
  gtk_label_set_text (self->summary, summary);
}

static void
desk_outbox_page_dispose (GObject *object)
{
  DeskOutboxPage *self = DESK_OUTBOX_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), DESK_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (desk_outbox_page_parent_class)->dispose (object);
}

static void
desk_outbox_page_class_init (DeskOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = desk_outbox_page_dispose;

  g_type_ensure (DESK_TYPE_OUTBOX_DETAILS);
  gtk_widget_class_set_css_name (widget_class, "outbox-page");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/MqttDesk/desk-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, DeskOutboxPage, details);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
}

static void
desk_outbox_page_init (DeskOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * desk_outbox_page_new:
 *
 * Returns: (transfer floating): a page without a session
 */
GtkWidget *
desk_outbox_page_new (void)
{
  return g_object_new (DESK_TYPE_OUTBOX_PAGE, NULL);
}

/**
 * desk_outbox_page_set_session:
 * @self: a page that has none yet
 * @session: whose publications it shows
 */
void
desk_outbox_page_set_session (DeskOutboxPage *self, DeskSession *session)
{
  GListModel *publications = desk_session_get_publications (session);
  GtkExpression *id = gtk_property_expression_new (DESK_TYPE_PUBLICATION, NULL, "id");
  GtkNumericSorter *newest_first = gtk_numeric_sorter_new (id);
  GtkSortListModel *sorted;

  g_return_if_fail (DESK_IS_OUTBOX_PAGE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  gtk_numeric_sorter_set_sort_order (newest_first, GTK_SORT_DESCENDING);
  sorted = gtk_sort_list_model_new (g_object_ref (publications), GTK_SORTER (newest_first));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (publications, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::n-waiting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
