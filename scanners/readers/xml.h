/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small XML files of Windows (tasks, networks, settings) through libexpat: UTF-8 and UTF-16, no
 * DTD, no entities of their own, no other file. A worker needs only its common calls for it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/bytes.h"
#include "core/base/err.h"

#define XML_SIZE_MAX     ((size_t)16 << 20)
#define XML_DEPTH_MAX    64
#define XML_ELEMENTS_MAX 200000u
#define XML_TEXT_MAX     ((size_t)8192) /* of one element; the rest is left out */

/* Paths are local names joined with '/', without prefixes: "Task/Actions/Exec/Command". */
struct xml_handler {
	void *arg;
	/* An element opens; attribute: names and values in turn, ended by NULL. May be NULL. */
	void (*open)(void *arg, const char *path, const char *const *attribute);
	/* An element closes; text: its own, without white space at both ends. May be NULL. */
	void (*close)(void *arg, const char *path, const char *text);
};

/* -EBADMSG when the file is no whole XML (what came before was told), -EFBIG past a ceiling. */
NODISCARD int xml_walk(struct bytes file, const struct xml_handler *handler, struct err *err);
/* The same with the caller's own ceilings. */
NODISCARD int xml_walk_up_to(struct bytes file, size_t bytes_max, unsigned elements_max,
			     const struct xml_handler *handler, struct err *err);
