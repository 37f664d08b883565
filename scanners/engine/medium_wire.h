/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said between whoever writes a backup or brings files back and the ROLE_MEDIUM worker. Plain
 * structs of fixed size, both ends of one build; the receiver checks every one. Must not hold logic. */
#pragma once

#include <stdint.h>

/* The role's argument: one of these, then offset and size of the volume in its descriptor, bytes. */
#define MEDIUM_WRITE   "write"
#define MEDIUM_READ    "read"
#define MEDIUM_INHERIT "inherit" /* writes; who may read what is new, the folder above says */

#define MEDIUM_WORDS 200u

/* One request of the kernel may take so long: a disk that is slow to sync. */
#define MEDIUM_REQUEST_SECONDS 300

/* Sent once: all is to be brought onto the medium, and the volume closed. */
struct wire_medium_ask {
	uint32_t op;
};
enum medium_op { MEDIUM_FINISH = 1 };

/* READY or REFUSED is said at once, FINISHED as the last word. code: negative errno, 0 when all is
 * well. unclean: of REFUSED, Windows has not finished with the volume. words: English. */
struct wire_medium_say {
	uint32_t op, unclean;
	int32_t code;
	uint32_t spare;
	char words[MEDIUM_WORDS];
};
enum medium_say { MEDIUM_READY = 1, MEDIUM_REFUSED, MEDIUM_FINISHED };
