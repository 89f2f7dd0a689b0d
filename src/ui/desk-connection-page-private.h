/* desk-connection-page-private.h: what the files of the page share
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-connection-details.h"
#include "desk-connection-page.h"
#include "desk-log-pane.h"
#include "desk-message-view.h"
#include "desk-outbox-page.h"
#include "desk-page-actions.h"
#include "desk-pane-area.h"
#include "desk-publish-pane.h"
#include "desk-replay.h"
#include "desk-session-banners.h"
#include "desk-size-memory.h"
#include "desk-subscription-pane.h"
#include "desk-topic-pane.h"
#include "desk-trace-pane.h"

G_BEGIN_DECLS

/* desk-connection-page.c: the panes, and what one tells the others
 * desk-connection-page-actions.c: what a person can do on the page
 * desk-connection-page-export.c: what a person can do with many messages at once
 * desk-connection-page-find.c: what a person can do to find messages
 * desk-connection-page-pages.c: the pages, of which one is in view
 * desk-connection-page-topics.c: what a person can do with the tree of topics
 * desk-connection-page-trace.c: what a person can do with the packets of a connection
 * desk-connection-page-log.c: what a person can do with the log and its messages */

/* What to do with the subscriptions once the page is laid out */
typedef enum
{
  DESK_FOLD_NOTHING,
  DESK_FOLD_IN,
  DESK_FOLD_OUT,
} DeskFold;

struct _DeskConnectionPage
{
  GtkWidget parent_instance;
  DeskSession *session;                /* (owned) (nullable) */
  DeskSizeMemory *sizes;               /* (owned) */
  DeskPageActions *actions;            /* (owned) */
  AdwToastOverlay *toasts;             /* (unowned) */
  DeskSessionBanners *banners;         /* (unowned) */
  GtkBox *works;                       /* (unowned): what takes long, and how far it is */
  DeskReplay *replay;                  /* (nullable): a weak pointer to the last one */
  GtkWidget *switcher;                 /* (unowned): of the pages */
  GtkStack *pages;                     /* (unowned) */
  DeskConnectionDetails *details;      /* (unowned) */
  AdwFlap *flap;                       /* (unowned) */
  GtkStack *left;                      /* (unowned) */
  DeskSubscriptionPane *subscriptions; /* (unowned) */
  DeskTopicPane *topics;               /* (unowned) */
  char *topic_filter;                  /* (owned) (nullable): line that goes with the selected topic */
  DeskPaneArea *area;                  /* (unowned) */
  DeskLogPane *log;                    /* (unowned) */
  DeskMessageView *message;            /* (unowned) */
  DeskPublishPane *publish;            /* (unowned) */
  DeskOutboxPage *outbox;              /* (unowned) */
  DeskTracePane *trace;                /* (unowned) */
  DeskFold fold;
  guint n_frames;
};

/* Each ends with an action without a name */
extern const DeskPageAction _desk_page_export_actions[];
extern const DeskPageAction _desk_page_find_actions[];
extern const DeskPageAction _desk_page_log_actions[];
extern const DeskPageAction _desk_page_outbox_actions[];
extern const DeskPageAction _desk_page_pages_actions[];
extern const DeskPageAction _desk_page_topic_actions[];
extern const DeskPageAction _desk_page_trace_actions[];

void _desk_connection_page_add_actions        (DeskConnectionPage *self);
void _desk_connection_page_follow_filter (DeskConnectionPage *self);
void _desk_connection_page_follow_outbox      (DeskConnectionPage *self);
void _desk_connection_page_follow_pages       (DeskConnectionPage *self);
void _desk_connection_page_follow_trace       (DeskConnectionPage *self);
void _desk_connection_page_follow_profile     (DeskConnectionPage *self);
void _desk_connection_page_show_log           (DeskConnectionPage *self);
void _desk_connection_page_show_page          (DeskConnectionPage *self,
                                               const char         *name);
void _desk_connection_page_show_publish       (DeskConnectionPage *self);
void _desk_connection_page_show_subscriptions (DeskConnectionPage *self,
                                               gboolean            shown);
void _desk_connection_page_update_find_actions (DeskConnectionPage *self);

G_END_DECLS
