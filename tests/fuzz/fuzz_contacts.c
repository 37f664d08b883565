/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of contacts: whatever the bytes, a whole list or none. */
/* link: core/checklist core/record core/text core/model core/base */
#include <string.h>

#include "core/base/util.h"
#include "core/checklist/contacts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = { 0 };
	struct contacts k;
	struct err err = { 0 };
	int r = contacts_parse(&arena, (const char *)data, n, &k, &err);

	if ((r < 0 && k.n) || k.n > CONTACTS_MAX)
		abort();
	for (unsigned i = 0; i < k.n; i++)
		for (unsigned l = 0; l < CONTACT_LANGUAGES; l++)
			if (!k.contact[i].name[l] || !k.contact[i].situation[l] ||
			    !k.contact[i].hours[l])
				abort();
	arena_done(&arena);
	return 0;
}
