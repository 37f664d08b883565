/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A manifest that somebody vouches for: its signature is asked of minisign before a byte of it is
 * believed. */
#pragma once

#include "image-build/stick/content.h"
#include "image-build/stick/manifest.h"

struct signed_manifest {
	struct manifest m;
	struct arena arena;
	char *text; /* as signed */
	size_t n;
	char *signature; /* NULL: unsigned */
	size_t signature_n;
};

/* Reads FILE and FILE.minisig, checks with the public key `key` (a file). unsigned_ok: a manifest
 * without a signature is taken, too; one with a wrong signature never. */
NODISCARD int sign_load(struct signed_manifest *s, const char *file, const char *key,
			bool unsigned_ok, struct err *err);
/* The same for the one that a stick carries, as content of its data partition. Never unsigned. */
NODISCARD int sign_load_content(struct signed_manifest *s, const struct content *c, const char *key,
				struct err *err);
void sign_done(struct signed_manifest *s);
