/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going on with a sealed backup that was cut, by whoever has no key of it: which parts are whole is in the list
 * without names; that the source is still the one they were made of, its proofs tell (walk.h). First
 * look, then compare, and only then is anything changed. Must not open what is sealed. */
#pragma once

#include "backup/session.h"
#include "backup/walk.h"

struct session_sealed;

/* Reads and hashes what is there and changes nothing. head: of the run that goes on, as of the list without names;
 * lives as long. to: the keys, which have to be the same. -EALREADY: the backup is complete. -EBADMSG: the list is none
 * of ours, or was changed. -EINVAL: begun in another way. -EBADE: for other keys. */
NODISCARD int session_sealed_look(int dirfd, const struct manifest_head *head,
				  const struct sealed_to *to, const struct session_watch *w,
				  struct session_sealed **ret, struct err *err);
/* Its head as it goes on: with its id, and the worse of two looks for viruses. */
const struct manifest_head *session_sealed_head(const struct session_sealed *s);

/* The source is gone through without copying: after each entry, and at its end. -ESRCH: it is not the one that was
 * backed up, or the list was changed. */
NODISCARD int session_sealed_compare(struct session_sealed *s, const struct walk *w,
				     struct err *err);
NODISCARD int session_sealed_compared(const struct session_sealed *s, struct err *err);

/* What is not whole goes, the list is made anew. m: to be gone on with. ret: without done. */
NODISCARD int session_sealed_go_on(struct session_sealed *s, struct manifest *m,
				   struct session_resume *ret, struct err *err);

/* While copying: whether the entry that comes now is in it already; and after each entry, as
 * session_sealed_compare(). */
bool session_sealed_has(struct session_sealed *s, const struct walk *w);
NODISCARD int session_sealed_passed(struct session_sealed *s, const struct walk *w,
				    struct err *err);
void session_sealed_free(struct session_sealed *s); /* NULL is fine */
