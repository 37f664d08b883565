/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to do first: answers, findings and signs put into one order. Pure. */
#pragma once

#include "core/checklist/sheet.h"

/* Fills s->action and s->n_actions from s->checkup and s->answer; memory from s->arena. */
void actions_make(struct sheet *s);

/* The two sentences of the verdict, from the grade and the actions. */
void actions_sentence(struct sheet *s);
