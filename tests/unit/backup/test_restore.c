/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of a backup, with a source of bytes that says whatever the test wants: what the list does not
 * prove gets no name, what is there stays, what ends in the middle leaves nothing half. */
#include <dirent.h>
#include <errno.h>

#include "backup/entry_name.h"
#include "backup/restore.h"
#include "core/base/str.h"
#include "core/base/times.h"
#include "tests/unit/backup/folder.h"

#define FILES 50u

static int session, target;
static struct str told_all = STR_INIT(100000);

/* What the source answers. */
static struct {
	int code;         /* of get, from the n-th on */
	unsigned from, n; /* calls */
	bool wrong, half, larger;
	const char *stranger;
	bool no_list;
	volatile sig_atomic_t cancel;
} fake;

static const char *name_of(unsigned i)
{
	static char name[40];

	snprintf(name, sizeof(name), "d%u/%02u.txt", i / 10, i);
	return name;
}

static size_t content(unsigned i, char *ret)
{
	return (size_t)snprintf(ret, 100, "the content of file %u", i);
}

static void hash_of(const char *p, size_t n, uint8_t ret[HASH_SIZE])
{
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, n, (const uint8_t *)p);
	sha256_digest(&c, HASH_SIZE, ret);
}

static int get(void *arg, const char *name, uint64_t offset, uint64_t size,
	       int (*bytes)(void *to, const void *p, size_t n, struct err *e), void *to,
	       bool *whole, uint64_t *data, struct err *e)
{
	char text[100];
	size_t n = content((unsigned)(offset / 1000), text);
	int r = 0;

	(void)arg, (void)name;
	*data = offset + 500;
	*whole = size >= n;
	if (!*whole)
		return err_set(e, ERR_FORMAT, -EFBIG, "larger"), 0;
	if (fake.n++ >= fake.from && fake.code)
		return err_set(e, ERR_INTERNAL, fake.code, "the worker stopped");
	text[0] ^= fake.wrong;
	n -= fake.half ? n / 2 : 0;
	for (size_t at = 0; r == 0 && at < n; at += 7)
		r = bytes(to, text + at, MIN(7, n - at), e);
	if (r == 0 && fake.larger) {
		*whole = false;
		err_set(e, ERR_FORMAT, -EFBIG, "larger");
	}
	return r;
}

static int list(void *arg, uint64_t max, int (*entry)(void *, uint64_t, const char *, size_t),
		void *to, struct err *e)
{
	(void)arg, (void)max;
	for (unsigned i = 0; i < FILES; i++)
		entry(to, i * 1000u + 500, "x", 1);
	if (fake.stranger)
		entry(to, 77, fake.stranger, strlen(fake.stranger));
	return fake.no_list ? err_set(e, ERR_FORMAT, -EBADMSG, "cut") : 0;
}

static int open_it(void *arg, int fd, struct err *e)
{
	(void)arg, (void)e;
	return fd < 0 ? -EBADF : 0;
}

static void close_it(void *arg)
{
	(void)arg;
}

static const struct restore_source source = { NULL, open_it, get, list, close_it };

static void told(void *arg, enum restore_told how, const char *what, const char *words)
{
	(void)arg;
	str_addf(&told_all, "%d %s: %s\n", (int)how, what, words);
}

static struct restore_options options(void)
{
	return (struct restore_options){
		.session = session, .target = target, .told = told, .cancel = &fake.cancel
	};
}

/* All in one part, which is there and empty: the source is asked, not it. */
static void make_list(bool end)
{
	const struct manifest_head head = { .tool = "t", .profile = "plain", .source = "s" };
	const struct manifest_shard shard = { .name = "0001.zip", .files = FILES };
	struct manifest m;

	ck_assert_int_eq(manifest_create(&m, session, &head, &err), 0);
	for (unsigned i = 0; i < FILES; i++) {
		char text[100];
		struct manifest_file f = { .name = name_of(i),
					   .modified = 1700000000 + i,
					   .offset = i * 1000u,
					   .part = 1,
					   .parts = 1 };

		f.size = content(i, text);
		hash_of(text, f.size, f.sha256);
		ck_assert_int_eq(manifest_add_file(&m, &f, &err), 0);
	}
	ck_assert_int_eq(manifest_add_shard(&m, &shard, &err), 0);
	if (end)
		ck_assert_int_eq(manifest_finish(&m, &err), 0);
	manifest_close(&m);
	folder_write(session, "0001.zip", "", 0);
}

static void begin(void)
{
	folder_begin();
	ck_assert_int_eq(mkdirat(folder_fd, "session", 0755), 0);
	ck_assert_int_eq(mkdirat(folder_fd, "target", 0755), 0);
	session = openat(folder_fd, "session", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	target = openat(folder_fd, "target", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	memset(&fake, 0, sizeof(fake));
	str_clear(&told_all);
	make_list(true);
}

static void end(void)
{
	close(session);
	close(target);
	str_done(&told_all);
	folder_end();
}

static int run(struct restore_sum *sum)
{
	struct restore_options o = options();

	err_clear(&err);
	ck_assert_int_eq(restore_reckon(&o, sum, &err), 0);
	return restore_run(&o, &source, sum, &err);
}

/* How many of the files are there, each as it has to be; nothing else is. */
static unsigned whole_files(void)
{
	unsigned n = 0;

	for (unsigned i = 0; i < FILES; i++) {
		char text[100];
		size_t want = content(i, text), is;
		struct stat st;
		uint8_t *p;

		if (!folder_has(target, name_of(i)))
			continue;
		p = folder_read(target, name_of(i), &is);
		ck_assert(is == want && !memcmp(p, text, is));
		free(p);
		ck_assert_int_eq(fstatat(target, name_of(i), &st, 0), 0);
		ck_assert_int_eq(st.st_mtime, 1700000000 + i);
		n++;
	}
	ck_assert(!folder_has(target, ".kenshin-restore-1"));
	return n;
}

START_TEST(all_of_it)
{
	struct restore_sum sum;

	ck_assert_int_eq(run(&sum), 0);
	ck_assert_uint_eq(whole_files(), FILES);
	ck_assert_uint_eq(sum.put.files, FILES);
	ck_assert_uint_eq(sum.lost + sum.strangers + sum.there + sum.bad_parts, 0);
	ck_assert_int_eq(run(&sum), 0);
	ck_assert_uint_eq(sum.there, FILES);
	ck_assert_uint_eq(sum.put.files, 0);
	ck_assert_str_eq(str_c(&told_all), "");
}
END_TEST

START_TEST(what_is_not_proven_gets_no_name)
{
	bool *const flags[] = { &fake.wrong, &fake.half, &fake.larger };

	for (size_t i = 0; i < LEN(flags); i++) {
		struct restore_sum sum;

		*flags[i] = true;
		ck_assert_int_eq(run(&sum), 0);
		ck_assert_uint_eq(whole_files(), 0);
		ck_assert_uint_eq(sum.lost, FILES);
		ck_assert_uint_eq(sum.put.files, 0);
		*flags[i] = false;
	}
}
END_TEST

START_TEST(a_worker_that_stops_costs_its_file)
{
	struct restore_sum sum;

	fake.code = -ECHILD;
	fake.from = 20;
	ck_assert_int_eq(run(&sum), 0);
	ck_assert_uint_eq(whole_files(), 20);
	ck_assert_uint_eq(sum.lost, FILES - 20);
}
END_TEST

/* As what the medium says ends all, wherever it comes from. */
START_TEST(the_end_leaves_what_is_whole)
{
	static const int codes[] = { -ENOSPC, -EIO, -EROFS, -EDQUOT, -ECANCELED };

	for (unsigned i = 0; i < LEN(codes); i++) {
		struct restore_sum sum;

		fake.code = codes[i];
		fake.n = 0;
		fake.from = 2; /* those before are there by now, and not fetched again */
		ck_assert_int_eq(run(&sum), codes[i]);
		ck_assert_int_eq(err.code, codes[i]);
		ck_assert_uint_eq(whole_files(), 2 * (i + 1));
	}
	fake.cancel = 1;
	ck_assert_int_eq(run(&(struct restore_sum){ 0 }), -ECANCELED);
}
END_TEST

START_TEST(strangers_are_told)
{
	struct restore_sum sum;

	fake.stranger = "../evil";
	ck_assert_int_eq(run(&sum), 0);
	ck_assert_uint_eq(sum.strangers, 1);
	ck_assert_ptr_nonnull(strstr(str_c(&told_all), "../evil"));
	ck_assert_uint_eq(whole_files(), FILES);
	fake.stranger = NULL;
	fake.no_list = true;
	ck_assert_int_eq(run(&sum), 0);
	ck_assert_uint_eq(sum.bad_parts, 1);
}
END_TEST

START_TEST(a_list_that_grows_meanwhile_gets_no_more)
{
	struct restore_options o = options();
	struct restore_sum sum;

	ck_assert_int_eq(restore_reckon(&o, &sum, &err), 0);
	ck_assert_uint_eq(sum.files, FILES);
	sum.bytes--;
	ck_assert_int_eq(restore_run(&o, &source, &sum, &err), -EBADMSG);
	ck_assert_uint_eq(whole_files(), 0);
}
END_TEST

START_TEST(a_folder_and_a_file)
{
	const char *folders[] = { "D1" }, *files[] = { "d3/33.TXT" };
	struct restore_options o = options();
	struct restore_sum sum;

	o.folder = folders;
	o.file = files;
	o.n_folders = o.n_files = 1;
	ck_assert_int_eq(restore_reckon(&o, &sum, &err), 0);
	ck_assert_uint_eq(sum.files, 11);
	ck_assert_int_eq(restore_run(&o, &source, &sum, &err), 0);
	ck_assert_uint_eq(whole_files(), 11);
	folders[0] = "d";
	files[0] = "d3";
	ck_assert_int_eq(restore_reckon(&o, &sum, &err), -ENOENT);
}
END_TEST

/* So many as were asked for, far apart, or all. */
START_TEST(a_sample_is_spread_evenly)
{
	struct restore_options o = options();
	struct restore_proof proof;

	o.target = -1;
	for (unsigned n = 1; n < 70; n++) {
		ck_assert_int_eq(restore_prove(&o, &source, n, &proof, &err), 0);
		ck_assert_uint_eq(proof.tried, MIN(n, FILES));
		ck_assert_uint_eq(proof.same, proof.tried);
	}
	fake.wrong = true;
	ck_assert_int_eq(restore_prove(&o, &source, 20, &proof, &err), 0);
	ck_assert(proof.tried == 20 && proof.same == 0);
	for (unsigned i = 0; i < 10; i++) { /* of each five, two */
		char pair[64];
		unsigned of_five = 0;

		for (unsigned k = 5 * i; k < 5 * i + 5; k++) {
			snprintf(pair, sizeof(pair), "%s: ", name_of(k));
			of_five += strstr(str_c(&told_all), pair) != NULL;
		}
		ck_assert_uint_eq(of_five, 2);
	}
	unlinkat(session, "0001.zip", 0);
	ck_assert_int_eq(restore_prove(&o, &source, 20, &proof, &err), 0);
	ck_assert(proof.tried == 20 && proof.same == 0);
}
END_TEST

START_TEST(without_its_end_what_is_there_comes)
{
	struct restore_sum sum;

	unlinkat(session, MANIFEST_NAME, 0);
	make_list(false);
	ck_assert_int_eq(run(&sum), 0);
	ck_assert_int_eq(sum.list, MANIFEST_INCOMPLETE);
	ck_assert_uint_eq(whole_files(), FILES);
}
END_TEST

START_TEST(names_that_a_backup_may_have)
{
	static const char *const good[] = { "a",         "a/b.txt", "%u0043ON", "a%~2.txt",
					    "漢/字.txt", "...a",    "a b",      "%xFF" };
	static const char *const bad[] = { "",        "/a",           "a/",   "a//b",  "..",
					   "a/../b",  "./a",          "a\\b", "a:b",   "CON",
					   "nul.txt", "a.",           "a ",   "a\x1b", "a\x7f",
					   "\xff",    "\xed\xa0\x80", "a\nb" };

	for (size_t i = 0; i < LEN(good); i++)
		ck_assert_msg(entry_name_valid(good[i]), "%s", good[i]);
	for (size_t i = 0; i < LEN(bad); i++)
		ck_assert_msg(!entry_name_valid(bad[i]), "%zu", i);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("restore");
	TCase *tc = tcase_create("all");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, all_of_it);
	tcase_add_test(tc, what_is_not_proven_gets_no_name);
	tcase_add_test(tc, a_worker_that_stops_costs_its_file);
	tcase_add_test(tc, the_end_leaves_what_is_whole);
	tcase_add_test(tc, strangers_are_told);
	tcase_add_test(tc, a_list_that_grows_meanwhile_gets_no_more);
	tcase_add_test(tc, a_folder_and_a_file);
	tcase_add_test(tc, a_sample_is_spread_evenly);
	tcase_add_test(tc, without_its_end_what_is_there_comes);
	tcase_add_test(tc, names_that_a_backup_may_have);
	return suite_result(suite, tc);
}
