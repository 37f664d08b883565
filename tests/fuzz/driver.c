/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a fuzz target without a fuzzing engine: its seeds, then KENSHIN_FUZZ (300) seeded
 * mutations of them. Seeds are the files in tests/fuzz/seeds/NAME/ and what the target's own
 * fuzz_seed() gives. The same target links with libFuzzer unchanged. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define SEEDS_MAX     256
#define SEED_SIZE_MAX ((size_t)64 << 20)

static struct {
	uint8_t *data;
	size_t n;
} seed[SEEDS_MAX];
static size_t n_seeds;
static uint64_t state = 0x9E3779B97F4A7C15u;

/* The target may make its seeds itself; without one there is this empty answer. */
__attribute__((weak)) int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	(void)i, (void)ret, (void)ret_n;
	return -1;
}

static uint64_t random_next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static void add_seed(uint8_t *data, size_t n)
{
	if (n_seeds < SEEDS_MAX) {
		seed[n_seeds].data = data;
		seed[n_seeds++].n = n;
	} else {
		free(data);
	}
}

static void add_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	size_t n;

	if (!f)
		return;
	data = malloc(SEED_SIZE_MAX);
	n = data ? fread(data, 1, SEED_SIZE_MAX, f) : 0;
	fclose(f);
	add_seed(data, n);
}

static void add_directory(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	char path[4096 + 260];

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
			add_file(path);
		}
	if (d)
		closedir(d);
}

static void mutate(uint8_t *p, size_t n)
{
	static const uint32_t extreme[] = { 0,          1,          0x7F,      0x80,
					    0xFF,       0x7FFF,     0x8000,    0xFFFF,
					    0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };
	unsigned times = 1 + (unsigned)(random_next() % 8);

	for (unsigned i = 0; i < times && n; i++) {
		size_t at = random_next() % n;
		uint32_t word = extreme[random_next() % (sizeof(extreme) / sizeof(*extreme))];
		size_t width = (size_t)1 << (random_next() % 3);

		if (random_next() % 2)
			p[at] ^= (uint8_t)(1u << (random_next() % 8));
		else
			memcpy(p + at, &word, n - at < width ? n - at : width);
	}
}

/* Each mutant in memory of just its size, so that ASan sees one byte too far. */
static void run(const uint8_t *data, size_t n, size_t keep, int change)
{
	uint8_t *copy = malloc(keep ? keep : 1);

	if (!copy)
		return;
	memcpy(copy, data, keep < n ? keep : n);
	if (change)
		mutate(copy, keep);
	LLVMFuzzerTestOneInput(copy, keep);
	free(copy);
}

int main(int argc, char **argv)
{
	const char *count = getenv("KENSHIN_FUZZ"), *name = strrchr(argv[0], '/');
	unsigned long times = count ? strtoul(count, NULL, 10) : 300;
	char dir[4096];

	if (getenv("KENSHIN_FUZZ_SEED"))
		state ^= strtoull(getenv("KENSHIN_FUZZ_SEED"), NULL, 10) * 0x2545F4914F6CDD1Du;
	for (int i = 1; i < argc; i++)
		add_file(argv[i]);
	name = name ? name + 1 : argv[0];
	snprintf(dir, sizeof(dir), "tests/fuzz/seeds/%s",
		 strncmp(name, "fuzz_", 5) ? name : name + 5);
	add_directory(dir);
	for (unsigned i = 0; i < SEEDS_MAX; i++) {
		uint8_t *data;
		size_t n;

		if (fuzz_seed(i, &data, &n) < 0)
			break;
		add_seed(data, n);
	}
	if (n_seeds == 0) {
		printf("%s has no seed\n", name);
		return 1;
	}
	for (size_t i = 0; i < n_seeds; i++)
		run(seed[i].data, seed[i].n, seed[i].n, 0);
	for (unsigned long i = 0; argc == 1 && i < times; i++) {
		size_t s = random_next() % n_seeds;
		size_t keep =
		    random_next() % 4 || seed[s].n == 0 ? seed[s].n : random_next() % seed[s].n;

		run(seed[s].data, seed[s].n, keep, 1);
	}
	printf("%s: %zu seeds, %lu mutations\n", name, n_seeds, argc == 1 ? times : 0);
	return 0;
}
