/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' own notes of programs beside its list of programs: what stands in the notes alone was
 * installed once, or runs without being installed. Pure. */
#pragma once

#include "core/model/fact.h"

/* No program of the list has this one's name, be it in another version. */
bool noted_alone(const struct facts *facts, const struct fact_noted_program *f);
/* The same of note number at, and no note before it has that name. Of the first 2000. */
bool noted_first(const struct facts *facts, size_t at);
