/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sealed backup that was cut is gone on with by somebody who has no key of it: wherever its list ends, whatever is
 * hurt of it, it ends with what it would have become, or it is refused and nothing of it is touched. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>

#include "backup/inside.h"
#include "backup/pack.h"
#include "backup/resume_sealed.h"
#include "core/base/arena.h"
#include "core/base/times.h"
#include "tests/unit/backup/folder.h"

#define KIB      ((size_t)1024)
#define ENTRIES  26u
#define LARGE    11u /* lies in several parts, in several pieces each */
#define NOT_IT   17u /* is left out */
#define FOLDER   0u
#define FILE_MAX (300 * KIB)
#define SHARD    (700 * KIB)

static char recipient[2][80];
static int key[2];
static struct sealed_to to;
static struct manifest_head head = { .tool = "test",
				     .profile = MANIFEST_SEALED,
				     .source = "",
				     .shard_bytes = SHARD,
				     .file_max = FILE_MAX };
static const uint8_t id[HASH_SIZE] = { 9, 9, 9 };
/* What is other than it was; ENTRIES: nothing. */
static unsigned touched = ENTRIES, renamed = ENTRIES, missing = ENTRIES;
static const char *source = "disk A";

static void begin(void)
{
	folder_begin();
	signal(SIGPIPE, SIG_IGN);
	to.n = 1;
	for (int i = 0; i < 2; i++) {
		struct str text = STR_INIT(1024);

		ck_assert_int_eq(age_new_key(&text, recipient[i], sizeof(recipient[i]), &err), 0);
		key[i] = io_sealed_memfd("key", str_c(&text), text.len, &err);
		str_done(&text);
		to.recipient[i] = recipient[i];
	}
}

static void end(void)
{
	close(key[0]);
	close(key[1]);
	folder_end();
}

/* --- the source ------------------------------------------------------------------------------------ */
static struct pack_file entry(unsigned i)
{
	static char path[40];

	snprintf(path, sizeof(path), i % 5 ? "d/%02u%s" : "D/%02u%s", i,
		 i == renamed ? "-new" : "");
	return (struct pack_file){ .path = path,
				   .size = i == FOLDER  ? 0
					   : i == LARGE ? 1700 * KIB + 11
							: (i * 37 % 13 + 1) * 20 * KIB,
				   .modified = 1700000000 + i + (i == touched),
				   .folder = i == FOLDER };
}

static void give_back(const uint8_t *p, size_t n)
{
	(void)n;
	free((void *)(uintptr_t)p);
}

static int put(struct pack *p, const struct pack_file *f, unsigned seed)
{
	size_t n = f->size;
	uint8_t *bytes = malloc(n + 1);
	uint32_t x = seed + 1;
	struct pack_blob *blob;
	int r;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)((x = x * 1664525u + 1013904223u) >> 24);
	blob = pack_blob_new(bytes, n, give_back);
	r = pack_begin(p, f, &err);
	if (r == 0 && n)
		r = pack_piece(p, blob, bytes, n, 0, &err);
	pack_blob_drop(blob);
	return r;
}

static int one(struct pack *p, const struct pack_file *f, unsigned i, bool there)
{
	const struct pack_file left_out = { 0 };

	if (there)
		return pack_skip(p, i == NOT_IT ? &left_out : f, &err);
	return i == NOT_IT ? pack_left_out(p, f->path, "cloud", f->size, NULL, &err) : put(p, f, i);
}

/* Through the source: compared only (p NULL), or copied as far as it is not there. */
static int through(struct pack *p, struct walk *w, struct session_sealed *cut)
{
	int r = 0;

	walk_begin(w, id, source);
	for (unsigned i = 0; r == 0 && i < ENTRIES; i++) {
		struct pack_file f = entry(i);

		if (i == missing)
			continue;
		if (p)
			r = one(p, &f, i, cut && session_sealed_has(cut, w));
		walk_add(w, f.path, f.size, f.modified, f.folder);
		if (r == 0 && cut)
			r = p ? session_sealed_passed(cut, w, &err)
			      : session_sealed_compare(cut, w, &err);
	}
	return r == 0 && cut ? session_sealed_compared(cut, &err) : r;
}

/* --- a backup ------------------------------------------------------------------------------------------ */
static void fill(int dir, struct manifest *m, struct session_sealed *cut, unsigned first)
{
	struct walk walk;
	struct manifest_head inside = head;
	const struct pack_options o = { .dirfd = dir,
					.manifest = m,
					.shard_bytes = SHARD,
					.file_max = FILE_MAX,
					.threads = 2,
					.first_shard = first,
					.sealed = &to,
					.inside = &inside,
					.walk = &walk };
	struct pack *p;

	inside.id = id;
	inside.source = source;
	walk_begin(&walk, id, source);
	p = pack_new(&o);
	ck_assert_msg(through(p, &walk, cut) == 0, "%s", err.message);
	ck_assert_msg(pack_finish(p, &err) == 0, "%s", err.message);
	pack_free(p);
	ck_assert_msg(inside_seal_all(dir, m, &to, &err) == 0, "%s", err.message);
	ck_assert_int_eq(manifest_finish(m, &err), 0);
	manifest_close(m);
}

static int whole_one(const char *name)
{
	struct manifest_head outer = head;
	uint8_t keys[HASH_SIZE];
	struct manifest m;
	int dir;

	ck_assert_int_eq(mkdirat(folder_fd, name, 0700), 0);
	dir = openat(folder_fd, name, O_RDONLY | O_DIRECTORY);
	inside_keys_note(&to, id, keys);
	outer.id = id;
	outer.keys = keys;
	ck_assert_int_eq(manifest_create(&m, dir, &outer, &err), 0);
	fill(dir, &m, NULL, 1);
	return dir;
}

static int go_on(int dir, struct session_resume *ret)
{
	struct session_sealed *cut;
	struct manifest m = { .fd = -1 };
	struct walk walk;
	int r = session_sealed_look(dir, &head, &to, NULL, &cut, &err);

	if (r < 0)
		return r;
	r = through(NULL, &walk, cut);
	if (r == 0)
		r = session_sealed_go_on(cut, &m, ret, &err);
	if (r == 0)
		fill(dir, &m, cut, ret->next_shard);
	session_sealed_free(cut);
	return r;
}

static bool complete(int dir)
{
	struct session_verdict v;

	ck_assert_int_eq(session_verify(dir, NULL, &v, &err), 0);
	ck_assert_int_eq(session_verify_key(dir, key[0], NULL, &v, &err), 0);
	return v.complete;
}

static int gather(void *arg, const void *p, size_t n, struct err *why)
{
	(void)why;
	sha256_update(arg, n, p);
	return 0;
}

/* What a sealed file is of. */
static void inner_hash(int dir, const char *name, uint8_t ret[HASH_SIZE])
{
	int fd = openat(dir, name, O_RDONLY);
	struct sha256_ctx c;

	sha256_init(&c);
	ck_assert_msg(fd >= 0 && sealed_open(fd, key[0], gather, &c, &err) == 0, "%s", name);
	sha256_digest(&c, HASH_SIZE, ret);
	close(fd);
}

#define PARTS_MAX 30u
static unsigned parts_of(int dir, uint8_t hash[PARTS_MAX][HASH_SIZE])
{
	unsigned n = 0;

	for (unsigned i = 1; i < PARTS_MAX; i++) {
		char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];

		inside_names(i, true, part, piece);
		ck_assert_int_eq(folder_has(dir, part), folder_has(dir, piece));
		if (folder_has(dir, part))
			inner_hash(dir, part, hash[n++]);
	}
	return n;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, HASH_SIZE);
}

/* The same tar files, in any order when some were made again. */
static void expect_same(int a, int b, bool in_order)
{
	static uint8_t x[PARTS_MAX][HASH_SIZE], y[PARTS_MAX][HASH_SIZE];
	unsigned n = parts_of(a, x), m = parts_of(b, y);

	ck_assert_uint_eq(n, m);
	if (!in_order) {
		qsort(x, n, HASH_SIZE, by_bytes);
		qsort(y, n, HASH_SIZE, by_bytes);
	}
	ck_assert_mem_eq(x, y, n * HASH_SIZE);
}

static struct manifest_end named(int dir)
{
	const struct manifest_reader nothing = { 0 };
	enum manifest_state state;
	struct manifest_end counted;
	int fd = inside_open(dir, key[0], &err);

	ck_assert_msg(fd >= 0, "%s", err.message);
	ck_assert_int_eq(manifest_read(fd, &nothing, &state, &counted, &err), 0);
	ck_assert_int_eq(state, MANIFEST_COMPLETE);
	close(fd);
	return counted;
}

static int copy_of(const char *name)
{
	char command[400];

	snprintf(command, sizeof(command), "rm -rf '%s/c' && cp -r '%s/%s' '%s/c'", folder, folder,
		 name, folder);
#undef system
	ck_assert_int_eq(system(command), 0);
	return openat(folder_fd, "c", O_RDONLY | O_DIRECTORY);
}

/* The list ends behind its first n lines. */
static void cut_list(int dir, unsigned lines)
{
	size_t n, at = 0;
	uint8_t *list = folder_read(dir, MANIFEST_NAME, &n);

	for (; lines && at < n; at++)
		lines -= list[at] == '\n';
	folder_write(dir, MANIFEST_NAME, list, at);
	free(list);
}

static unsigned lines_of(int dir)
{
	size_t n;
	uint8_t *list = folder_read(dir, MANIFEST_NAME, &n);
	unsigned lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += list[i] == '\n';
	free(list);
	return lines;
}

static void hurt(int dir, const char *name)
{
	size_t n;
	uint8_t *p = folder_read(dir, name, &n);

	p[n / 2] ^= 8;
	folder_write(dir, name, p, n);
	free(p);
}

/* All that is in a folder, so that nothing of it was touched. */
static void print_of(int dir, uint8_t ret[HASH_SIZE])
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY);
	struct dirent **e;
	struct sha256_ctx c;
	int n = scandirat(fd, ".", &e, NULL, alphasort);

	sha256_init(&c);
	for (int i = 0; i < n; i++) {
		size_t size;
		uint8_t *p = *e[i]->d_name == '.' ? NULL : folder_read(dir, e[i]->d_name, &size);

		sha256_update(&c, strlen(e[i]->d_name) + 1, (uint8_t *)e[i]->d_name);
		if (p)
			sha256_update(&c, size, p);
		free(p);
		free(e[i]);
	}
	free(e);
	close(fd);
	sha256_digest(&c, HASH_SIZE, ret);
}

/* --- tests ------------------------------------------------------------------------------------------------ */
START_TEST(cut_behind_each_line)
{
	struct session_resume resume;
	int whole = whole_one("whole");
	unsigned lines = lines_of(whole);
	struct manifest_end wanted = named(whole);

	ck_assert(complete(whole));
	ck_assert_uint_gt(lines, 9);
	ck_assert_uint_eq(wanted.files, ENTRIES - 2);
	ck_assert_uint_eq(wanted.left_out, 1);
	for (unsigned i = 1; i < lines; i += i < 5 || i + 4 > lines ? 1 : 2) {
		int dir = copy_of("whole");
		struct manifest_end is;

		cut_list(dir, i);
		folder_write(dir, "0099.tar.zst.age", "no line", 7);
		folder_write(dir, "manifest-0042.jsonl.age.part", "half", 4);
		folder_write(dir, "mine.txt", "hello", 5);
		ck_assert_msg(go_on(dir, &resume) == 0, "line %u: %s", i, err.message);
		ck_assert_msg(complete(dir), "line %u", i);
		expect_same(whole, dir, true);
		is = named(dir);
		ck_assert_mem_eq(&is, &wanted, sizeof(is));
		/* Those in the middle of the large file go with it; no other. */
		ck_assert_uint_eq(resume.thrown + resume.kept, MIN(i - 1, lines - 3));
		ck_assert_uint_le(resume.thrown, 2);
		ck_assert(folder_has(dir, "mine.txt") && !folder_has(dir, "0099.tar.zst.age"));
		ck_assert(!folder_has(dir, "manifest-0042.jsonl.age.part"));
		close(dir);
	}
	close(whole);
}
END_TEST

/* A part, then its list, hurt in turn: the files of that part are copied again, all others stay. Then once more. */
START_TEST(what_is_hurt_is_made_again)
{
	struct session_resume resume;
	int whole = whole_one("whole");
	unsigned parts = lines_of(whole) - 3;

	for (unsigned i = 1; i <= parts; i++) {
		char name[2][SHARD_NAME_MAX];
		int dir = copy_of("whole");

		inside_names(i, true, name[0], name[1]);
		if (i % 3)
			hurt(dir, name[i % 2]);
		else
			ck_assert_int_eq(unlinkat(dir, name[i / 3 % 2], 0), 0);
		ck_assert(!complete(dir));
		ck_assert_msg(go_on(dir, &resume) == 0, "part %u: %s", i, err.message);
		ck_assert_msg(complete(dir), "part %u", i);
		expect_same(whole, dir, false);
		ck_assert_uint_eq(named(dir).files, ENTRIES - 2);
		ck_assert_uint_eq(resume.kept + resume.thrown, parts);
		ck_assert_uint_ge(resume.thrown, 1);
		ck_assert_uint_le(resume.thrown, 3); /* of a large file all or none */
		/* Parts are no longer in the order of the source: cut and hurt again. */
		cut_list(dir, parts);
		inside_names(i == 1 ? 2 : 1, true, name[0], name[1]);
		hurt(dir, name[0]);
		ck_assert_msg(go_on(dir, &resume) == 0, "part %u again: %s", i, err.message);
		ck_assert_msg(complete(dir), "part %u again", i);
		expect_same(whole, dir, false);
		close(dir);
	}
	close(whole);
}
END_TEST

static const struct {
	unsigned *what, which;
} others[] = { { &touched, 1 }, { &renamed, 2 }, { &missing, 2 }, { &missing, 5 } };

START_TEST(another_source_is_refused)
{
	uint8_t before[HASH_SIZE], after[HASH_SIZE];
	struct session_resume resume;
	int dir = whole_one("whole");

	cut_list(dir, 4);
	hurt(dir, "0001.tar.zst.age");
	print_of(dir, before);
	for (size_t i = 0; i < LEN(others); i++) {
		*others[i].what = others[i].which;
		ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
		*others[i].what = ENTRIES;
	}
	source = "disk B";
	ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
	source = "disk A";
	print_of(dir, after);
	ck_assert_mem_eq(before, after, HASH_SIZE);
	ck_assert_msg(go_on(dir, &resume) == 0, "%s", err.message);
	ck_assert(complete(dir));
	/* What came behind all that was kept may be another by now. */
	cut_list(dir, 3);
	renamed = ENTRIES - 1;
	ck_assert_msg(go_on(dir, &resume) == 0, "%s", err.message);
	renamed = ENTRIES;
	ck_assert(complete(dir));
	close(dir);
}
END_TEST

START_TEST(other_keys_and_other_ways_are_refused)
{
	uint8_t before[HASH_SIZE], after[HASH_SIZE];
	struct session_resume resume;
	int dir = whole_one("whole");

	ck_assert_int_eq(go_on(dir, &resume), -EALREADY);
	cut_list(dir, 4);
	print_of(dir, before);
	to.n = 2;
	ck_assert_int_eq(go_on(dir, &resume), -EBADE);
	to.n = 1;
	to.recipient[0] = recipient[1];
	ck_assert_int_eq(go_on(dir, &resume), -EBADE);
	to.recipient[0] = recipient[0];
	head.shard_bytes++;
	ck_assert_int_eq(go_on(dir, &resume), -EINVAL);
	head.shard_bytes--;
	head.viruses = MANIFEST_LOOKED;
	ck_assert_int_eq(go_on(dir, &resume), -EINVAL);
	head.viruses = MANIFEST_NOT_LOOKED;
	print_of(dir, after);
	ck_assert_mem_eq(before, after, HASH_SIZE);
	ck_assert_int_eq(unlinkat(dir, MANIFEST_NAME, 0), 0);
	ck_assert_int_eq(go_on(dir, &resume), -ENOENT);
	close(dir);
}
END_TEST

/* Each bit of the list of a backup that was cut: refused without a change, or gone on with rightly. */
START_TEST(no_bit_of_the_list_turns_unseen)
{
	struct session_resume resume;
	uint8_t before[HASH_SIZE], after[HASH_SIZE], *list;
	int whole = whole_one("whole"), dir = copy_of("whole");
	unsigned refused = 0;
	size_t n;

	cut_list(dir, 3);
	list = folder_read(dir, MANIFEST_NAME, &n);
	for (size_t i = (size_t)_i; i < n; i += 139) {
		int r;

		close(dir);
		dir = copy_of("whole");
		list[i] ^= (uint8_t)(1 << i % 8);
		folder_write(dir, MANIFEST_NAME, list, n);
		list[i] ^= (uint8_t)(1 << i % 8);
		print_of(dir, before);
		r = go_on(dir, &resume);
		if (r < 0) {
			print_of(dir, after);
			ck_assert_mem_eq(before, after, HASH_SIZE);
			refused++;
			continue;
		}
		ck_assert_msg(complete(dir), "byte %zu", i);
		ck_assert_uint_eq(named(dir).files, ENTRIES - 2);
		expect_same(whole, dir, true);
	}
	ck_assert_uint_gt(refused, 3);
	free(list);
	close(dir);
	close(whole);
}
END_TEST

/* A range that somebody made larger: its proof is of another. */
START_TEST(a_list_made_anew_is_refused)
{
	struct session_resume resume;
	struct session_sealed *cut;
	struct walk walk;
	struct manifest m;
	int dir = whole_one("whole");
	char sed[400];

	cut_list(dir, 2);
	ck_assert_int_eq(session_sealed_look(dir, &head, &to, NULL, &cut, &err), 0);
	ck_assert_int_eq(through(NULL, &walk, cut), 0);
	ck_assert_int_eq(session_sealed_go_on(cut, &m, &resume, &err), 0);
	manifest_close(&m);
	session_sealed_free(cut);
	/* The line has no line behind it that would prove it. */
	snprintf(sed, sizeof(sed), "sed -i 's/\"left_out\":0/\"left_out\":1/' '%s/whole/%s'",
		 folder, MANIFEST_NAME);
#undef system
	ck_assert_int_eq(system(sed), 0);
	ck_assert_int_eq(go_on(dir, &resume), -ESRCH);
	close(dir);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("resume_sealed");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 300);
	tcase_add_test(t, cut_behind_each_line);
	tcase_add_test(t, what_is_hurt_is_made_again);
	tcase_add_test(t, another_source_is_refused);
	tcase_add_test(t, other_keys_and_other_ways_are_refused);
	tcase_add_loop_test(t, no_bit_of_the_list_turns_unseen, 0, 2);
	tcase_add_test(t, a_list_made_anew_is_refused);
	return suite_result(s, t);
}
