/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a stick brings beside files: its manifest and its partition table. A manifest that is taken
 * leaves no gap; a table that is taken lies inside its disk. */
/* link: image-build/stick */
#include <stdlib.h>

#include "image-build/stick/check.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/image-build/stick/table.h"

static const char seed_text[] =
    "kenshin-manifest 1\nversion 0.1\nbuilt 2026-11-22\n"
    "image 20480000 " TABLE_HASH "\nhead " TABLE_HASH "\n"
    "part 1 2048 2048 kenshin-bios\npart 2 4096 2048 kenshin-efi\n"
    "part 3 6144 2048 kenshin-root\npart 4 8192 30720 kenshin-data\n"
    "area 34 2014 " TABLE_HASH " between\narea 2048 6144 " TABLE_HASH " kenshin-bios\n"
    "folder EFI\nfile 5 " TABLE_HASH " EFI/a name.cfg\ndata results/*.age\nend 15\n";

static void manifest(const uint8_t *data, size_t n)
{
	struct arena arena = { 0 };
	uint64_t covered = GPT_HEAD;
	struct manifest m;
	struct err err = { 0 };
	int r = manifest_parse((const char *)data, n, &arena, &m, &err);

	if (r < 0 && (m.n_files || m.n_areas || err.kind == ERR_NONE))
		abort();
	for (unsigned i = 0; i < m.n_areas; i++) {
		if (m.area[i].start != covered)
			abort();
		covered += m.area[i].sectors;
	}
	if (r == 0 && covered != m.part[GPT_PARTS - 1].start)
		abort();
	for (unsigned i = 0; r == 0 && i < m.n_files; i++)
		manifest_allows(&m, m.file[i].path, m.file[i].folder);
	arena_done(&arena);
}

static void table(const uint8_t *data)
{
	uint8_t tail[GPT_TAIL_BYTES];
	struct err err = { 0 };
	struct gpt g;

	gpt_tail(data, tail);
	if (gpt_parse(data, &g, &err) < 0)
		return;
	for (unsigned i = 0; i < GPT_PARTS; i++)
		if (!g.part[i].sectors || g.part[i].start + g.part[i].sectors > g.total)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	manifest(data, n);
	if (n >= GPT_HEAD_BYTES)
		table(data);
	return 0;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	if (i > 1)
		return -1;
	*ret_n = i ? GPT_HEAD_BYTES : sizeof(seed_text) - 1;
	*ret = malloc(*ret_n);
	if (i)
		table_make(*ret);
	else
		memcpy(*ret, seed_text, *ret_n);
	return 0;
}
