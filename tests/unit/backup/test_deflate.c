/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a piece becomes follows from its bytes alone: not from what the deflater had before, from where
 * it or the piece lies in memory, or from what lies around the piece; and no byte behind it is read. */
#include <string.h>
#include <sys/mman.h>

#include "backup/deflate.h"
#include "core/base/arena.h"
#include "core/base/util.h"
#include "tests/unit/suite.h"

#define PAGE   ((size_t)4096)
#define LARGE  ((size_t)300 << 10)
#define PIECES 4000
#define OTHERS 16

static uint64_t state;

static uint32_t any(void)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33);
}

/* Words in any order, as in the small files of a firm: its first word comes again now and then. */
static void write_words(uint8_t *p, size_t n)
{
	static const char *const words[] = { "請求書", "株式会社", " 税込 ", "invoice", "total ",
					     "東京都", "\r\n",     "0000",   "<row>",   "社 " };

	for (size_t at = 0; at < n;) {
		const char *word = words[any() % LEN(words)];
		size_t len = MIN(strlen(word), n - at);

		memcpy(p + at, word, len);
		at += len;
	}
}

static uint8_t *room(size_t n)
{
	uint8_t *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(p, MAP_FAILED);
	return p;
}

/* Behind its last byte there is nothing that can be read. */
static uint8_t *at_the_edge(uint8_t *room_of, const uint8_t *p, size_t n)
{
	return memcpy(room_of + LARGE + PAGE - n, p, n);
}

START_TEST(follows_from_the_bytes)
{
	uint8_t *a = room(LARGE + 2 * PAGE), *b = room(LARGE + 2 * PAGE);
	size_t size = deflate_bound(LARGE), shorter = 0;
	uint8_t *out = xmalloc(size), *again = xmalloc(size);
	struct deflater *used = deflater_new(), *other[OTHERS];

	ck_assert_int_eq(mprotect(b + LARGE + PAGE, PAGE, PROT_NONE), 0);
	for (size_t i = 0; i < OTHERS; i++)
		other[i] = deflater_new();
	state = (uint64_t)_i;
	for (int i = 0; i < PIECES; i++) {
		size_t n = any() % (i % 200 ? 500 : LARGE), of, got;
		bool last = any() % 2;

		write_words(a + PAGE, n);
		write_words(a + PAGE + n, PAGE); /* around it */
		of = deflate_piece(used, a + PAGE, n, last, out, size);
		memset(again, 0xa5, of);
		got = deflate_piece(other[i % OTHERS], at_the_edge(b, a + PAGE, n), n, last, again,
				    size);
		ck_assert_msg(of == got && !memcmp(out, again, of),
			      "piece %d of %zu bytes: %zu, %zu", i, n, of, got);
		shorter += of < n;
	}
	ck_assert_uint_gt(shorter, PIECES / 2);
	for (size_t i = 0; i < OTHERS; i++)
		deflater_free(other[i]);
	deflater_free(used);
	free(out);
	free(again);
	munmap(a, LARGE + 2 * PAGE);
	munmap(b, LARGE + 2 * PAGE);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("deflate");
	TCase *t = tcase_create("all");
	tcase_set_timeout(t, 60);

	tcase_add_loop_test(t, follows_from_the_bytes, 0, 4);
	return suite_result(s, t);
}
