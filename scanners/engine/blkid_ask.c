/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One worker, one disk, one answer. */
#include "scanners/engine/blkid_ask.h"

#include <stdio.h>

#define ANSWER_MS 30000

static int ask_once(struct crew *crew, int fd, uint64_t size, int ms, struct arena *a,
		    struct blkid_answer *ret, struct err *err)
{
	struct worker w;
	char arg[32];
	int r;

	snprintf(arg, sizeof(arg), "%llu", (unsigned long long)size);
	r = crew_spawn(crew, ROLE_BLKID, arg, &fd, 1, &w, err);
	if (r < 0)
		return r;
	r = blkid_client_read(w.sock, size, ms ? ms : ANSWER_MS, a, ret, err);
	(void)crew_end(crew, &w, true, NULL);
	return r;
}

/* Without this answer there is no check-up: a worker that died gets one more try. */
int blkid_ask(struct crew *crew, int fd, uint64_t size, int ms, struct arena *a,
	      struct blkid_answer *ret, struct err *err)
{
	struct err why = { 0 };
	int r = ask_once(crew, fd, size, ms, a, ret, &why);

	if (r < 0 && why.kind == ERR_INTERNAL) {
		err_clear(&why);
		*ret = (struct blkid_answer){ 0 };
		r = ask_once(crew, fd, size, ms, a, ret, &why);
	}
	if (r == 0)
		return 0;
	if (err)
		*err = why;
	return err_while(err, "while looking at what is on the disk");
}
