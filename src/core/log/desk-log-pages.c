/* desk-log-pages.c: rows of a log in memory, a few pages at a time
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "desk-log"

#include "config.h"

#include "desk-error.h"
#include "desk-log-item-private.h"
#include "desk-log-pages.h"
#include "desk-log-private.h"
#include "desk-log-reader.h"
#include "desk-task.h"

/* Rows of a page: what a list shows at once fits into one or two. */
#define PAGE_ROWS 128

/* Pages that stay in memory, and bytes of their topics and previews; the one
 * that was not looked at for the longest time goes first. */
#define PAGES_MAX 32
#define PAGE_BYTES_MAX (16 * 1024 * 1024)

/* Pages that the reader thread reads before it hands them over */
#define JOB_PAGES_MAX 16

/* Time that reading on the main thread may take in each window; what does not
 * fit becomes a placeholder. */
#define BUDGET (4 * G_TIME_SPAN_MILLISECOND)
#define BUDGET_WINDOW (16 * G_TIME_SPAN_MILLISECOND)

/* A file that was slower than the budget gets no further try for this time. */
#define SLOW_WINDOW (500 * G_TIME_SPAN_MILLISECOND)

/* Milliseconds that the reader thread waits for a file that is being recovered */
#define BUSY_TIMEOUT 1000

/* Seconds after which a file that cannot be read is tried again */
#define RETRY_INTERVAL 1

typedef struct
{
  GArray *rows;       /* of DeskLogRow, by ascending id */
  gint64 complete_to; /* all rows up to this id are here */
  gsize bytes;
  guint64 stamp;
} Page;

typedef struct
{
  char *path;
  DeskLogReader *reader;      /* (owned) (nullable): for this thread; opened if need be */
  DeskLogReader *main_reader; /* (owned) (nullable): for the main thread; opened if need be */
  gboolean need_main_reader;
  guint generation;
  gint64 last_id;
  GArray *numbers; /* of gint64: the pages to read */
  GPtrArray *rows; /* of GArray of DeskLogRow, for each that was read */
} Job;

struct _DeskLogPages
{
  GObject parent_instance;

  DeskLog *log;
  GHashTable *alive; /* gint64 id → DeskLogItem (weak) */
  GHashTable *pages; /* gint64 number → Page (owned) */
  gsize bytes;
  guint64 stamp;

  DeskLogReader *main_reader; /* (owned) (nullable): opened in the background too */
  DeskLogReader *job_reader;  /* (owned) (nullable): NULL while a job has it */
  gboolean running;
  guint generation;
  GSource *retry; /* (nullable) */
  gint64 window_start;
  gint64 window_spent;
};

G_DEFINE_FINAL_TYPE (DeskLogPages, desk_log_pages, G_TYPE_OBJECT)

static void
page_clear (gpointer data)
{
  Page *page = data;

  g_array_unref (page->rows);
}

static void
page_unref (gpointer page)
{
  g_rc_box_release_full (page, page_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->reader, desk_log_reader_free);
  g_clear_pointer (&job->main_reader, desk_log_reader_free);
  g_array_unref (job->numbers);
  g_ptr_array_unref (job->rows);
  g_free (job->path);
  g_free (job);
}

static gint64
number_of (gint64 id)
{
  return (id - 1) / PAGE_ROWS;
}

static gint64
first_id_of (gint64 number)
{
  return number * PAGE_ROWS + 1;
}

static void
drop_page (DeskLogPages *self, Page *page, gint64 number)
{
  self->bytes -= page->bytes;
  g_hash_table_remove (self->pages, &number);
}

static void
drop_oldest_page (DeskLogPages *self)
{
  GHashTableIter iter;
  gpointer key, value;
  Page *oldest = NULL;
  gint64 number = 0;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Page *page = value;

      if (oldest == NULL || page->stamp < oldest->stamp)
        {
          oldest = page;
          number = *(gint64 *) key;
        }
    }
  drop_page (self, oldest, number);
}

/* Keeps the rows that were read for a page instead of those that were there. */
static Page *
store_page (DeskLogPages *self, gint64 number, GArray *rows, gint64 last_id)
{
  Page *page = g_hash_table_lookup (self->pages, &number);

  if (page != NULL)
    drop_page (self, page, number);

  page = g_rc_box_new0 (Page);
  page->rows = g_array_ref (rows);
  page->stamp = ++self->stamp;
  page->complete_to = MIN (last_id, first_id_of (number) + PAGE_ROWS - 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const DeskLogRow *row = &g_array_index (rows, DeskLogRow, i);

      page->bytes += sizeof *row + g_ref_string_length (row->topic) + g_bytes_get_size (row->preview);
      page->complete_to = MAX (page->complete_to, row->id);
    }

  self->bytes += page->bytes;
  g_hash_table_insert (self->pages, g_memdup2 (&number, sizeof number), page);
  while (g_hash_table_size (self->pages) > PAGES_MAX
         || (self->bytes > PAGE_BYTES_MAX && g_hash_table_size (self->pages) > 1))
    drop_oldest_page (self);

  return page;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const DeskLogRow *x = a, *y = b;

  return x->id < y->id ? -1 : x->id > y->id;
}

/* Fills an item if its page tells what it is, be it that it is gone. */
static gboolean
fill_from (Page *page, DeskLogItem *item)
{
  DeskLogRow key = { .id = desk_log_item_get_id (item) };
  guint index;

  if (key.id > page->complete_to)
    return FALSE;
  _desk_log_item_fill (item, g_array_binary_search (page->rows, &key, compare_ids, &index)
                                 ? &g_array_index (page->rows, DeskLogRow, index)
                                 : NULL);

  return TRUE;
}

/* Returns: time that is left for reading on the main thread now */
static gint64
get_budget (DeskLogPages *self, gint64 now)
{
  if (now - self->window_start >= BUDGET_WINDOW)
    {
      self->window_start = now;
      self->window_spent = 0;
    }

  return BUDGET - self->window_spent;
}

static Page *
read_now (DeskLogPages *self, gint64 number)
{
  gint64 now = g_get_monotonic_time ();
  gint64 budget = get_budget (self, now);
  gint64 first = first_id_of (number);
  gint64 last_id = desk_log_get_last_id (self->log);
  g_autoptr (GArray) rows = NULL;

  if (self->main_reader == NULL || budget <= 0)
    return NULL;

  rows = desk_log_reader_read_rows (self->main_reader, first, first + PAGE_ROWS - 1, now + budget, NULL);
  self->window_spent += g_get_monotonic_time () - now;
  if (self->window_spent > BUDGET)
    self->window_start = now + SLOW_WINDOW;

  return rows != NULL ? store_page (self, number, rows, last_id) : NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->need_main_reader)
    /* The main thread never waits for a lock. */
    job->main_reader = desk_log_reader_new (job->path, 0, &error);
  if (error == NULL && job->reader == NULL)
    job->reader = desk_log_reader_new (job->path, BUSY_TIMEOUT, &error);

  for (guint i = 0; error == NULL && i < job->numbers->len; i++)
    {
      gint64 first = first_id_of (g_array_index (job->numbers, gint64, i));
      GArray *rows
          = desk_log_reader_read_rows (job->reader, first, first + PAGE_ROWS - 1, G_MAXINT64, &error);

      if (rows != NULL)
        g_ptr_array_add (job->rows, rows);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The pages of items that are still placeholders; how many there are is
 * bounded by what the views hold on to. */
static GArray *
list_wanted (DeskLogPages *self)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (gint64), JOB_PAGES_MAX);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->alive);
  while (numbers->len < JOB_PAGES_MAX && g_hash_table_iter_next (&iter, NULL, &item))
    {
      gint64 number = number_of (desk_log_item_get_id (item));

      if (!desk_log_item_get_loaded (item) && !g_hash_table_contains (seen, &number))
        {
          g_array_append_val (numbers, number);
          g_hash_table_add (seen, &g_array_index (numbers, gint64, numbers->len - 1));
        }
    }

  return numbers;
}

/* Fills the placeholders of a page; whoever hears of it may ask for items,
 * which may drop the page. */
static void
fill_page (DeskLogPages *self, gint64 number, Page *page)
{
  Page *kept_page = g_rc_box_acquire (page);

  for (gint64 id = first_id_of (number); id < first_id_of (number + 1); id++)
    {
      DeskLogItem *item = g_hash_table_lookup (self->alive, &id);

      if (item != NULL && !desk_log_item_get_loaded (item))
        {
          g_autoptr (DeskLogItem) kept_item = g_object_ref (item);

          /* A message that came after the page was read is read next; one that never was is empty. */
          if (!fill_from (kept_page, item) && id > desk_log_get_last_id (self->log))
            _desk_log_item_fill (item, NULL);
        }
    }

  page_unref (kept_page);
}

static void start_job (DeskLogPages *self);

static gboolean
on_retry (gpointer user_data)
{
  DeskLogPages *self = user_data;

  g_clear_pointer (&self->retry, g_source_unref);
  start_job (self);

  return G_SOURCE_REMOVE;
}

static void
retry_later (DeskLogPages *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->retry = g_timeout_source_new_seconds (RETRY_INTERVAL);
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_set_static_name (self->retry, "[mqtt-desk] log pages");
  g_source_attach (self->retry, context);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskLogPages *self = DESK_LOG_PAGES (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (job->generation == self->generation)
    {
      self->job_reader = g_steal_pointer (&job->reader);
      if (self->main_reader == NULL)
        self->main_reader = g_steal_pointer (&job->main_reader);

      for (guint i = 0; i < job->rows->len; i++)
        {
          gint64 number = g_array_index (job->numbers, gint64, i);

          fill_page (self, number, store_page (self, number, g_ptr_array_index (job->rows, i), job->last_id));
        }
    }

  if (g_task_propagate_boolean (G_TASK (result), &error))
    start_job (self);
  else if (self->retry == NULL)
    {
      g_debug ("Could not read %s: %s", job->path, error->message);
      if (g_error_matches (error, DESK_ERROR, DESK_ERROR_LOG_DAMAGED))
        _desk_log_suspect (self->log);
      retry_later (self);
    }
}

/* Has a thread read what placeholders wait for, if it does not do so already. */
static void
start_job (DeskLogPages *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GArray) numbers = NULL;
  Job *job;

  if (self->running || self->retry != NULL)
    return;
  numbers = list_wanted (self);
  if (numbers->len == 0 && self->main_reader != NULL)
    return;

  job = g_new0 (Job, 1);
  job->path = g_strdup (desk_log_get_path (self->log));
  job->reader = g_steal_pointer (&self->job_reader);
  job->need_main_reader = self->main_reader == NULL;
  job->generation = self->generation;
  job->last_id = desk_log_get_last_id (self->log);
  job->numbers = g_steal_pointer (&numbers);
  job->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  self->running = TRUE;
  task = g_task_new (self, NULL, on_job_done, NULL);
  g_task_set_source_tag (task, start_job);
  g_task_set_priority (task, G_PRIORITY_DEFAULT);
  g_task_set_task_data (task, job, job_free);
  desk_task_run_in_thread (task, read_in_thread);
}

static void
desk_log_pages_dispose (GObject *object)
{
  DeskLogPages *self = DESK_LOG_PAGES (object);

  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);

  G_OBJECT_CLASS (desk_log_pages_parent_class)->dispose (object);
}

static void
desk_log_pages_finalize (GObject *object)
{
  DeskLogPages *self = DESK_LOG_PAGES (object);

  g_clear_pointer (&self->main_reader, desk_log_reader_free);
  g_clear_pointer (&self->job_reader, desk_log_reader_free);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->alive);
  g_object_unref (self->log);

  G_OBJECT_CLASS (desk_log_pages_parent_class)->finalize (object);
}

static void
desk_log_pages_class_init (DeskLogPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = desk_log_pages_dispose;
  object_class->finalize = desk_log_pages_finalize;
}

static void
desk_log_pages_init (DeskLogPages *self)
{
  self->alive = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, page_unref);
}

/**
 * desk_log_pages_new:
 * @log: a log; a reference is taken
 *
 * Returns: (transfer full): its rows; nothing is read yet
 */
DeskLogPages *
desk_log_pages_new (DeskLog *log)
{
  DeskLogPages *self = g_object_new (DESK_TYPE_LOG_PAGES, NULL);

  self->log = g_object_ref (log);

  return self;
}

/**
 * desk_log_pages_prepare:
 * @self: rows of a log that is open
 *
 * Opens the file for reading in the background, so that the first rows need
 * not be placeholders.
 */
void
desk_log_pages_prepare (DeskLogPages *self)
{
  if (self->main_reader == NULL)
    start_job (self);
}

/**
 * desk_log_pages_reopen:
 * @self: rows of a log whose file was replaced
 *
 * Forgets what came from the file before, except the items that are in use.
 */
void
desk_log_pages_reopen (DeskLogPages *self)
{
  self->generation++;
  g_clear_pointer (&self->main_reader, desk_log_reader_free);
  g_clear_pointer (&self->job_reader, desk_log_reader_free);
  g_hash_table_remove_all (self->pages);
  self->bytes = 0;
  self->window_start = 0;
  start_job (self);
}

/**
 * desk_log_pages_get_item:
 * @self: rows of a log
 * @id: id of a message
 *
 * Gives the row of a message: always the same object while it is in use. It is
 * read on the spot if that takes no longer than a part of a frame, else it is
 * a placeholder that is filled later. The row of a message that was trimmed
 * from the file is empty, unless it is still in memory.
 *
 * Returns: (transfer full): the row
 */
DeskLogItem *
desk_log_pages_get_item (DeskLogPages *self, gint64 id)
{
  DeskLogItem *item = g_hash_table_lookup (self->alive, &id);
  gint64 number = number_of (id);
  Page *page;

  if (item != NULL)
    return g_object_ref (item);

  item = _desk_log_item_new (id, self->alive);
  page = g_hash_table_lookup (self->pages, &number);
  if (page != NULL)
    page->stamp = ++self->stamp;
  if (page != NULL && fill_from (page, item))
    return item;

  if (id < desk_log_get_first_id (self->log))
    {
      _desk_log_item_fill (item, NULL);
      return item;
    }

  page = read_now (self, number);
  if (page == NULL || !fill_from (page, item))
    start_job (self);

  return item;
}
