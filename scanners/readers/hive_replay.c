/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings a copy of a hive up to date from its logs, as Windows would at the next start. Pure.
 * Rules (specification: see hive.h; the tests pin each one):
 * - a hive is out of date when its two sequence numbers differ, or its base block is damaged;
 * - new logs count from their own base block's number, which must not lie below the hive's
 *   second number; entries follow each other without a gap; both hashes must be right; the first
 *   entry that is not ends that log; the later log counts only where the earlier one ended;
 * - old logs hold a bitmap of 512-byte pages and are taken whole, when their times agree;
 * - a damaged base block is taken from the log. */
#include <errno.h>
#include <string.h>

#include "scanners/readers/hive.h"
#include "scanners/readers/marvin.h"

#define BASE       4096u
#define SECTOR     512u
#define ENTRY_HEAD 40u
#define BINS_MAX   (HIVE_SIZE_MAX - BASE)

enum log_kind { LOG_UNUSABLE, LOG_OLD, LOG_NEW };

struct base {
	bool valid;
	uint32_t first, second; /* sequence numbers */
	uint32_t type, bins;    /* bins: bytes of hive data after the base block */
	uint64_t time;
};

struct log {
	struct bytes b;
	struct base base;
	enum log_kind kind;
	/* of the entries that are whole, for a new log */
	uint32_t next; /* sequence number that would follow */
	unsigned entries;
	uint64_t end;      /* offset after the last one */
	uint32_t bins_max; /* largest size of the hive on the way */
};

struct entry {
	uint32_t size, sequence, bins, pages;
};

static uint32_t sum_of(struct bytes b)
{
	uint32_t sum = 0, word;

	for (uint64_t i = 0; i < 508 && bytes_u32le(b, i, &word); i += 4)
		sum ^= word;
	return sum == 0 ? 1 : sum == UINT32_MAX ? UINT32_MAX - 1 : sum;
}

static void base_read(struct bytes b, struct base *ret)
{
	uint32_t sum;

	memset(ret, 0, sizeof(*ret));
	if (!bytes_u32le(b, 508, &sum) || !bytes_equal(b, 0, "regf", 4) || sum != sum_of(b))
		return;
	ret->valid = bytes_u32le(b, 4, &ret->first) && bytes_u32le(b, 8, &ret->second) &&
		     bytes_u64le(b, 12, &ret->time) && bytes_u32le(b, 28, &ret->type) &&
		     bytes_u32le(b, 40, &ret->bins) && ret->bins % BASE == 0 &&
		     ret->bins <= BINS_MAX;
}

/* Head of the entry at `at`, with everything checked that can be checked before it is applied. */
static bool entry_read(struct bytes log, uint64_t at, uint32_t sequence, struct entry *ret)
{
	struct bytes whole;
	uint64_t first, second, total;
	uint32_t offset, size;

	if (!bytes_equal(log, at, "HvLE", 4) || !bytes_u32le(log, at + 4, &ret->size) ||
	    ret->size < ENTRY_HEAD || ret->size % SECTOR || !bytes_sub(log, at, ret->size, &whole))
		return false;
	if (!bytes_u32le(whole, 12, &ret->sequence) || !bytes_u32le(whole, 16, &ret->bins) ||
	    !bytes_u32le(whole, 20, &ret->pages) || !bytes_u64le(whole, 24, &first) ||
	    !bytes_u64le(whole, 32, &second))
		return false;
	if (ret->sequence != sequence || ret->bins % BASE || !ret->bins || ret->bins > BINS_MAX)
		return false;
	total = ENTRY_HEAD + 8ull * ret->pages;
	for (uint32_t i = 0; i < ret->pages; i++) {
		if (!bytes_u32le(whole, ENTRY_HEAD + 8ull * i, &offset) ||
		    !bytes_u32le(whole, ENTRY_HEAD + 8ull * i + 4, &size) ||
		    (uint64_t)offset + size > ret->bins)
			return false;
		total += size;
	}
	return total <= ret->size && marvin(MARVIN_SEED, bytes_of(whole.p, 32)) == second &&
	       marvin(MARVIN_SEED, bytes_of(whole.p + ENTRY_HEAD, ret->size - ENTRY_HEAD)) == first;
}

static void log_scan(struct log *l)
{
	struct entry e;

	l->end = SECTOR;
	l->next = l->base.first;
	while (entry_read(l->b, l->end, l->next, &e)) {
		l->end += e.size;
		l->next++;
		l->entries++;
		l->bins_max = MAX(l->bins_max, e.bins);
	}
}

static void log_read(struct bytes b, struct log *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->b = b;
	base_read(b, &ret->base);
	if (!ret->base.valid)
		return;
	if (ret->base.type == 6) {
		log_scan(ret);
		ret->kind = ret->entries ? LOG_NEW : LOG_UNUSABLE;
	} else if (ret->base.type == 1 || ret->base.type == 2) {
		ret->kind = ret->base.first == ret->base.second ? LOG_OLD : LOG_UNUSABLE;
	}
}

/* The whole entries of one log into the copy; they were checked by log_scan(). */
static void apply_new(const struct log *l, uint8_t *hive, struct hive_replay *ret)
{
	for (uint64_t at = SECTOR; at < l->end;) {
		uint32_t size = 0, pages = 0, offset = 0, n = 0;
		uint64_t from;

		if (!bytes_u32le(l->b, at + 4, &size) || !bytes_u32le(l->b, at + 20, &pages))
			return;
		from = at + ENTRY_HEAD + 8ull * pages;
		for (uint32_t i = 0; i < pages; i++) {
			if (!bytes_u32le(l->b, at + ENTRY_HEAD + 8ull * i, &offset) ||
			    !bytes_u32le(l->b, at + ENTRY_HEAD + 8ull * i + 4, &n) ||
			    !bytes_has(l->b, from, n))
				return;
			memcpy(hive + BASE + offset, l->b.p + from, n);
			from += n;
		}
		ret->pages += pages;
		ret->entries++;
		at += size;
	}
}

/* Bytes of the pages that an old log marks; 0 when it does not hold what it promises. */
static uint64_t old_pages(const struct log *l, uint64_t *ret_map)
{
	uint64_t map = (l->base.bins / SECTOR + 7) / 8, marked = 0;

	*ret_map = (SECTOR + 4 + map + SECTOR - 1) / SECTOR * SECTOR;
	if (!bytes_equal(l->b, SECTOR, "DIRT", 4) || !bytes_has(l->b, SECTOR + 4, map))
		return 0;
	for (uint64_t i = 0; i < map; i++)
		marked += (unsigned)__builtin_popcount(l->b.p[SECTOR + 4 + i]);
	return bytes_has(l->b, *ret_map, marked * SECTOR) ? marked : 0;
}

static void apply_old(const struct log *l, uint8_t *hive, struct hive_replay *ret)
{
	uint64_t from;

	if (!old_pages(l, &from))
		return;
	for (uint64_t page = 0; page < l->base.bins / SECTOR; page++) {
		if (!(l->b.p[SECTOR + 4 + page / 8] & 1u << page % 8))
			continue;
		memcpy(hive + BASE + page * SECTOR, l->b.p + from, SECTOR);
		from += SECTOR;
		ret->pages++;
	}
	ret->entries = 1;
}

static void put32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

/* What is to be done: up to two logs in order, and whose base block counts. */
struct plan {
	const struct log *log[2];
	size_t n;
	const struct log *head; /* NULL: the hive's own */
	uint32_t bins, sequence;
	uint64_t bins_max;
};

static void plan_new(const struct log *l1, const struct log *l2, uint32_t least, struct plan *p)
{
	const struct log *in[2] = { l1, l2 };

	if (l1->kind == LOG_NEW && l2->kind == LOG_NEW && l2->base.first < l1->base.first)
		in[0] = l2, in[1] = l1;
	for (size_t i = 0; i < 2; i++) {
		if (in[i]->kind != LOG_NEW || in[i]->base.first < least)
			continue;
		if (p->n && in[i]->base.first != p->log[p->n - 1]->next)
			continue;
		p->log[p->n++] = in[i];
		p->sequence = in[i]->next;
		p->bins_max = MAX(p->bins_max, in[i]->bins_max);
	}
}

/* An old log fits when it was written together with the hive's base block. */
static bool old_fits(const struct log *l, const struct base *base)
{
	uint64_t map;

	return l->kind == LOG_OLD && old_pages(l, &map) &&
	       (!base->valid || l->base.time == base->time || l->base.first == base->first);
}

static void plan_old(const struct log *l1, const struct log *l2, const struct base *base,
		     struct plan *p)
{
	const struct log *best = old_fits(l1, base) ? l1 : NULL;

	if (old_fits(l2, base) && (!best || l2->base.first > best->base.first))
		best = l2;
	if (!best)
		return;
	p->log[p->n++] = best;
	p->sequence = best->base.first;
	p->bins_max = best->base.bins;
}

static void plan_make(const struct base *base, const struct log *l1, const struct log *l2,
		      struct plan *ret)
{
	memset(ret, 0, sizeof(*ret));
	plan_new(l1, l2, base->valid ? base->second : 0, ret);
	if (!ret->n)
		plan_old(l1, l2, base, ret);
	if (base->valid)
		return;
	if (ret->n)
		ret->head = ret->log[ret->n - 1];
	else if (l1->base.valid || l2->base.valid)
		ret->head = l1->base.valid ? l1 : l2;
	if (ret->head && !ret->n)
		ret->sequence = ret->head->base.first;
}

/* Size of the hive's data after the plan. */
static uint32_t bins_after(const struct plan *p, const struct base *base)
{
	const struct log *last = p->n ? p->log[p->n - 1] : NULL;
	uint32_t bins = 0;

	if (!last)
		return p->head->base.bins;
	if (last->kind == LOG_OLD)
		return last->base.bins;
	for (uint64_t at = SECTOR, size = 0; at < last->end; at += size) {
		uint32_t n = 0;

		if (!bytes_u32le(last->b, at + 4, &n) || !bytes_u32le(last->b, at + 16, &bins))
			return base->bins;
		size = n;
	}
	return bins;
}

/* Bytes of the hive while the plan is applied: it may grow and shrink again. */
static size_t room_of(const struct plan *p, const struct base *base, size_t primary)
{
	size_t n = BASE + (size_t)MAX(p->bins_max, (uint64_t)bins_after(p, base));

	return MAX(n, primary);
}

/* Applies the plan to the copy, writes a base block that says "closed". Returns the hive's size. */
static size_t execute(uint8_t *copy, const struct base *base, const struct plan *p,
		      struct hive_replay *ret)
{
	uint32_t bins = bins_after(p, base);

	for (size_t i = 0; i < p->n; i++) {
		if (p->log[i]->kind == LOG_NEW)
			apply_new(p->log[i], copy, ret);
		else
			apply_old(p->log[i], copy, ret);
	}
	if (p->head) {
		memset(copy, 0, BASE);
		memcpy(copy, p->head->b.p, SECTOR);
		ret->base_block_restored = true;
	}
	put32(copy + 4, p->sequence);
	put32(copy + 8, p->sequence);
	put32(copy + 28, 0);
	put32(copy + 40, bins);
	put32(copy + 508, sum_of(bytes_of(copy, SECTOR)));
	return BASE + (size_t)bins;
}

int hive_replay(struct bytes primary, struct bytes log1, struct bytes log2, hive_room *room,
		void *arg, uint8_t **ret_data, size_t *ret_n, struct hive_replay *ret,
		struct err *err)
{
	struct base base;
	struct log l1, l2;
	struct plan plan;

	*ret_data = NULL;
	*ret_n = 0;
	memset(ret, 0, sizeof(*ret));
	if (primary.n > HIVE_SIZE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the registry file is larger than %u MB",
			       (unsigned)(HIVE_SIZE_MAX >> 20));
	base_read(primary, &base);
	if (base.valid && base.first == base.second)
		return 0;
	log_read(log1.n > HIVE_LOG_MAX ? bytes_of(NULL, 0) : log1, &l1);
	log_read(log2.n > HIVE_LOG_MAX ? bytes_of(NULL, 0) : log2, &l2);
	plan_make(&base, &l1, &l2, &plan);
	if (!base.valid && !plan.head && !bytes_equal(primary, 0, "regf", 4))
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no registry file");
	ret->needed = true;
	if (!plan.n && !plan.head) {
		ret->incomplete = true;
		return 0;
	}
	*ret_data = room(arg, room_of(&plan, &base, primary.n));
	if (!*ret_data)
		return err_set(err, ERR_INTERNAL, -ENOMEM, "no memory for a registry file");
	*ret_n = execute(*ret_data, &base, &plan, ret);
	ret->applied = plan.n > 0;
	ret->incomplete = plan.n == 0;
	return 0;
}
