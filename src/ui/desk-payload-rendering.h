/* desk-payload-rendering.h: a payload as it is made readable, here or in a thread
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "desk-message.h"
#include "desk-payload.h"

G_BEGIN_DECLS

/**
 * DeskPayloadRendering:
 * @message: (owned): whose payload it is
 * @format: (nullable): how to show it; %NULL until it is done: the one that fits
 * @width: characters in a line
 * @view: (owned) (nullable): what is to be shown, when it is done
 */
typedef struct
{
  DeskMessage *message;
  const DeskPayloadFormat *format;
  guint width;
  DeskPayloadView *view;
} DeskPayloadRendering;

DeskPayloadRendering *desk_payload_rendering_new           (DeskMessage             *message,
                                                            const DeskPayloadFormat *format,
                                                            guint                    width);
void                  desk_payload_rendering_free          (DeskPayloadRendering    *self);

gboolean              desk_payload_rendering_is_short      (const DeskPayloadRendering *self);
void                  desk_payload_rendering_run           (DeskPayloadRendering    *self);
void                  desk_payload_rendering_run_in_thread (DeskPayloadRendering    *self,
                                                            GObject                 *source,
                                                            GCancellable            *cancellable,
                                                            GAsyncReadyCallback      callback);
DeskPayloadRendering *desk_payload_rendering_finish        (GAsyncResult            *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPayloadRendering, desk_payload_rendering_free)

G_END_DECLS
