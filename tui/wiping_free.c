/* SPDX-License-Identifier: GPL-2.0-or-later */
/* free() and realloc() that overwrite what they give back, for this whole program and the
 * libraries in it (jansson, ncurses): a visit's words are all over the heap, and erasing has to
 * reach every one of them. glibc's M_PERTURB is no help: small chunks pass by it. */
#include "tui/wiping_free.h"

#include <malloc.h>
#include <string.h>

#if !defined(__SANITIZE_ADDRESS__) && defined(__GLIBC__)

void __libc_free(void *p);

void free(void *p)
{
	if (p)
		explicit_bzero(p, malloc_usable_size(p));
	__libc_free(p);
}

void *realloc(void *p, size_t n)
{
	size_t old = p ? malloc_usable_size(p) : 0;
	void *q;

	if (p && n > 0 && n <= old)
		return p;
	if (p && n == 0) {
		free(p);
		return NULL;
	}
	q = malloc(n);
	if (q && p) {
		memcpy(q, p, old);
		free(p);
	}
	return q;
}

bool wiping_free_on(void)
{
	return true;
}

#else

bool wiping_free_on(void)
{
	return false;
}

#endif
