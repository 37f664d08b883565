/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs that we know by the names of their services, folders and files: those for operating a PC
 * from elsewhere, and those for sharing files with strangers. Must not judge. */
#pragma once

#include "scanners/probes/probe.h"

struct known_program {
	const char *kind, *product; /* as in signatures/program-names.csv */
	const char *service; /* name of its service, "Begin*" where a number follows, or NULL */
	const char *folder;  /* in Program Files, ProgramData or a user's AppData, or NULL */
	const char *file;    /* how its file begins, in capitals, or NULL */
};

extern const struct known_program known_programs[];
extern const size_t known_programs_count;

/* Folders of a listing that belong to a known program become facts. */
void known_programs_add_folders(const struct probe *probe, const struct probe_blob *blob,
				const char *source, struct facts *out);
