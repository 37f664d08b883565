/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where browsers write down their version. Must not judge. */
#pragma once

#include "scanners/probes/registry.h"

/* The updaters' notes and Mozilla's key below `top` ("" or "Wow6432Node\\" or "Software\\"). */
void browser_add_keys(struct registry *r, const char *top, const char *scope);

/* A folder that holds one folder per version, as Chrome and Edge lay themselves out. */
void browser_add_folder(const struct probe *probe, const struct probe_blob *blob, const char *name,
			const char *source, const char *scope, struct facts *out);

/* The program itself, as it lies on the disk: what runs, whatever its updater has noted. */
void browser_add_program(const struct probe *probe, const struct probe_blob *blob, const char *name,
			 const char *source, const char *scope, struct facts *out);
