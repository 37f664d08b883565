/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One worker, one volume, one answer. What it says is as hostile as the disk was: here only its numbers are
 * held to their ranges; whether the layout can be is the broker's to say. */
#include "scanners/engine/unlock_ask.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/secret.h"
#include "scanners/engine/unlock_wire.h"

/* A slow disk, and a million hashes for each of three protectors on a slow PC. */
#define ANSWER_MS 120000

struct exchange {
	struct wire_unlock_ask ask;
	struct wire_unlock_say say;
};

static const struct {
	enum err_kind kind;
	int code;
	const char *words;
} ends[FVE_ENDS] = {
	[FVE_WRONG] = { ERR_DENIED, -EKEYREJECTED, "neither its password nor its recovery key" },
	[FVE_NO_PASSWORD] = { ERR_UNSUPPORTED, -ENOKEY, "no password opens this disk" },
	[FVE_CHANGING] = { ERR_UNSUPPORTED, -EINPROGRESS,
			   "BitLocker is being put on or taken off, and has not finished" },
	[FVE_KIND] = { ERR_UNSUPPORTED, -EPROTONOSUPPORT,
		       "a kind of BitLocker that is not opened here" },
	[FVE_DAMAGED] = { ERR_FORMAT, -EILSEQ,
			  "what BitLocker keeps about its keys is damaged, or the disk is cut "
			  "off" },
	[FVE_NO_MEMORY] = { ERR_LIMIT, -ENOMEM, "no memory could be locked" },
};

static int strange(struct err *err)
{
	return err_set(err, ERR_INTERNAL, -EBADMSG, "what opens the disk gave a strange answer");
}

static int take(const struct wire_unlock_say *say, struct broker_unlock *ret, struct err *err)
{
	const struct fve_volume *v = &say->volume;

	if (say->end >= FVE_ENDS)
		return strange(err);
	if (say->end != FVE_OPENED)
		return err_set(err, ends[say->end].kind, ends[say->end].code, "%s",
			       ends[say->end].words);
	if (v->cipher >= FVE_CIPHERS || v->key_n > sizeof(ret->key) || v->n > BROKER_SEGMENTS_MAX)
		return strange(err);
	ret->cipher = (uint32_t)v->cipher;
	ret->key_n = (uint32_t)v->key_n;
	memcpy(ret->key, v->key, v->key_n);
	for (size_t i = 0; i < v->n; i++)
		ret->segment[i] =
		    (struct broker_segment){ v->segment[i].start, v->segment[i].length,
					     v->segment[i].from, v->segment[i].zero, 0 };
	ret->n = (uint32_t)v->n;
	return 0;
}

static int talk(struct worker *w, struct exchange *x, struct broker_unlock *ret, struct err *err)
{
	size_t none;
	ssize_t n = io_send(w->sock, &x->ask, sizeof(x->ask), NULL, 0);

	if (n == 0)
		n = crew_receive(w, ANSWER_MS, &x->say, sizeof(x->say), NULL, 0, &none);
	if (n == -ETIMEDOUT)
		return err_set(err, ERR_LIMIT, -ETIMEDOUT, "opening the disk took too long");
	if (n <= 0)
		return err_set(err, ERR_INTERNAL, -ECHILD, "what opens the disk stopped");
	return n == (ssize_t)sizeof(x->say) ? take(&x->say, ret, err) : strange(err);
}

int unlock_ask(struct crew *crew, int fd, uint64_t offset, uint64_t size, const char *secret,
	       size_t n, struct broker_unlock *ret, struct err *err)
{
	struct exchange *x = secret_new(sizeof(*x), err);
	struct worker w;
	char arg[64];
	int r;

	memset(ret, 0, sizeof(*ret));
	if (!x)
		return -ENOMEM;
	snprintf(arg, sizeof(arg), "%" PRIu64 " %" PRIu64, offset, size);
	x->ask.n = (uint32_t)MIN(n, sizeof(x->ask.secret));
	memcpy(x->ask.secret, secret, x->ask.n);
	r = n > sizeof(x->ask.secret)
		? err_set(err, ERR_DENIED, -EKEYREJECTED, "too long for a password")
		: crew_spawn(crew, ROLE_UNLOCK, arg, &fd, 1, &w, err);
	if (r == 0) {
		r = talk(&w, x, ret, err);
		(void)crew_end(crew, &w, true, NULL);
	}
	secret_free(x, sizeof(*x));
	if (r < 0)
		explicit_bzero(ret, sizeof(*ret));
	return r;
}
