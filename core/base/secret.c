/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole pages of its own, so that nothing else is unlocked with them. */
#include "core/base/secret.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define STACK (32u << 10)

static size_t pages(size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (n + page - 1) / page * page;
}

void *secret_new(size_t n, struct err *err)
{
	size_t size = pages(n);
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		err_sys(err, -ENOMEM, "making room for a key");
		return NULL;
	}
	if (mlock(p, size) < 0 || madvise(p, size, MADV_DONTDUMP) < 0) {
		err_set(err, ERR_DENIED, -ENOMEM, "no memory could be locked");
		munmap(p, size);
		return NULL;
	}
	return p;
}

void secret_free(void *p, size_t n)
{
	if (!p)
		return;
	explicit_bzero(p, pages(n));
	munlock(p, pages(n));
	munmap(p, pages(n));
}

/* No call in here: it would leave registers, which may still hold some, further below. */
__attribute__((noinline)) void secret_wipe_stack(void)
{
	volatile uint64_t room[STACK / sizeof(uint64_t)];

	for (size_t i = 0; i < LEN(room); i++)
		room[i] = 0;
}
