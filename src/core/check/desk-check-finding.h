/* desk-check-finding.h: what one step of a connection check found
 *
 * SPDX-FileCopyrightText: 2026 The MqttDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk-types.h"

G_BEGIN_DECLS

/**
 * DeskCheckState:
 * @DESK_CHECK_WAITING: its turn has not come
 * @DESK_CHECK_RUNNING: it is being done
 * @DESK_CHECK_PASSED: it is as it should be
 * @DESK_CHECK_WARNED: it works, but a person should know something
 * @DESK_CHECK_FAILED: this is why there is no connection
 * @DESK_CHECK_LEFT_OUT: it was not done, since a step before failed or the
 *   person stopped the check
 */
typedef enum
{
  DESK_CHECK_WAITING,
  DESK_CHECK_RUNNING,
  DESK_CHECK_PASSED,
  DESK_CHECK_WARNED,
  DESK_CHECK_FAILED,
  DESK_CHECK_LEFT_OUT,
} DeskCheckState;

/**
 * DeskRemedyKind:
 * @DESK_REMEDY_NONE: there is nothing that a click would mend
 * @DESK_REMEDY_TRANSPORT: another transport, named in the text
 * @DESK_REMEDY_PORT: another port, the number
 * @DESK_REMEDY_VERSION: another version of MQTT, the number being a #DeskMqttVersion
 * @DESK_REMEDY_TRUST: trust the certificate whose SHA-256 is the text
 * @DESK_REMEDY_CLIENT_ID: a random client ID
 *
 * What a single change of the profile would mend.
 */
typedef enum
{
  DESK_REMEDY_NONE,
  DESK_REMEDY_TRANSPORT,
  DESK_REMEDY_PORT,
  DESK_REMEDY_VERSION,
  DESK_REMEDY_TRUST,
  DESK_REMEDY_CLIENT_ID,
} DeskRemedyKind;

/**
 * DeskCheckFinding:
 * @id: name of the step, for tests and programs
 * @title: name of the step, for a person
 * @state: how it went
 * @time: how long it took, µs; -1: nobody knows
 * @reason: (nullable): what was found, in plain words
 * @advice: (nullable): what to try next
 * @details: (nullable): more of it, a line each
 * @remedy: what a click would mend
 * @number: see @remedy
 * @text: (nullable): see @remedy
 *
 * There is no secret in any of the words.
 */
typedef struct
{
  const char *id;
  const char *title;
  DeskCheckState state;
  gint64 time;
  char *reason;
  char *advice;
  GString *details;
  DeskRemedyKind remedy;
  guint number;
  char *text;
} DeskCheckFinding;

DeskCheckFinding *desk_check_finding_new        (const char             *id,
                                                 const char             *title);
DeskCheckFinding *desk_check_finding_copy       (const DeskCheckFinding *self);
void              desk_check_finding_free       (DeskCheckFinding       *self);
gboolean          desk_check_finding_say        (DeskCheckFinding       *self,
                                                 DeskCheckState          state,
                                                 const char             *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
gboolean          desk_check_finding_fail       (DeskCheckFinding       *self,
                                                 const GError           *error);
void              desk_check_finding_advise     (DeskCheckFinding       *self,
                                                 const char             *format,
                                                 ...) G_GNUC_PRINTF (2, 3);
void              desk_check_finding_add_detail (DeskCheckFinding       *self,
                                                 const char             *format,
                                                 ...) G_GNUC_PRINTF (2, 3);
void              desk_check_finding_set_remedy (DeskCheckFinding       *self,
                                                 DeskRemedyKind          remedy,
                                                 guint                   number,
                                                 const char             *text);
char             *desk_check_finding_dup_remedy_label (const DeskCheckFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCheckFinding, desk_check_finding_free)

G_END_DECLS
