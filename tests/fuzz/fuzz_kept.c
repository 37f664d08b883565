/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kept visit: whatever the bytes, a visit whose numbers are in their bounds, that can be kept
 * again and wiped, or an error. */
/* link: tui/visit core/checklist core/record core/text core/model core/base */
#include <stdio.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tui/visit/keep.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct visit v;
	struct arena a = { 0 };
	struct str text = STR_INIT(VISIT_KEPT_MAX);
	struct err err = { 0 };

	visit_init(&v);
	if (visit_take_up(&v, &a, (const char *)data, n, &err) == 0) {
		if (v.screen >= SCREENS || v.n_back > BACK_MAX || v.asking > v.n_ask ||
		    v.n_ask > QUESTIONS || v.text_size > 2 || strlen(v.number) > 6 ||
		    v.saved == SAVED_RUNNING || (v.chosen >= 0 && !v.disk[v.chosen].path))
			abort();
		visit_keep(&v, &text);
	}
	str_done(&text);
	visit_done(&v);
	arena_done(&a);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static struct visit v;
	struct str text = STR_INIT(VISIT_KEPT_MAX);

	if (i >= 4)
		return -1;
	visit_init(&v);
	snprintf(v.number, sizeof(v.number), "041207");
	v.screen = i ? SCREEN_S07 : SCREEN_S03;
	v.back[v.n_back++] = SCREEN_S01;
	v.asking = i;
	for (unsigned q = 1; q <= i * 4; q++)
		v.checkup.answer[q].reply = REPLY_PARTLY;
	v.disk[0] = (struct visit_disk){ .path = "/dev/sda", .model = "NX", .serial = "7K" };
	v.chosen = i ? 0 : -1;
	visit_keep(&v, &text);
	visit_done(&v);
	*ret_n = text.len;
	*ret = (uint8_t *)text.p;
	return 0;
}
