/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sealing and opening. What age gave is looked at before it gets a name: a file that nobody could
 * open would be worse than none. */
#include "report/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/record/record.h"
#include "report/keep_age.h"

#define AGE_HEAD     "age-encryption.org/v1\n"
#define AGE_STANZA   "-> X25519 "
#define AGE_CHUNK    ((size_t)65536)
#define AGE_TAG      16
#define AGE_NONCE    16
#define SEALED_MAX   (RECORD_FILE_MAX + RECORD_FILE_MAX / 64)
#define IDENTITY_MAX ((size_t)8192)
#define JAPAN        32400
#define CHAMBER      "kenshin/chamber.txt"
#define LOAN         "kenshin/loan.json"

/* --- whom to seal for ----------------------------------------------------------------------- */
static int no_key(struct err *err, const struct err *why)
{
	return err_set(err, ERR_DENIED, -ENOKEY, "nothing is kept: %s: %s", CHAMBER, why->message);
}

static int read_chamber(const char *data, struct recipients *ret, struct err *err)
{
	struct str text = STR_INIT(RECIPIENTS_FILE_MAX + 1);
	struct err why = { 0 };
	int r = keep_read(data, CHAMBER, RECIPIENTS_FILE_MAX, &text, &why);

	if (r == -ENOENT && access(data, F_OK) < 0)
		r = err_sys(err, -ENODEV, "%s", data);
	else if (r == -ENOENT)
		r = err_set(err, ERR_DENIED, -ENOKEY, "nothing is kept: there is no %s", CHAMBER);
	else if (r == -EFBIG || r == -EINVAL || r == -ELOOP)
		r = no_key(err, &why);
	else if (r < 0 && err)
		*err = why;
	else if (r == 0 && recipients_parse(str_c(&text), text.len, ret, &why) < 0)
		r = no_key(err, &why);
	str_done(&text);
	return r;
}

/* The loan's own key, where there is a loan. */
static int read_loan(const char *data, struct str *text, struct recipients *to, struct err *err)
{
	struct loan loan;
	int r = keep_read(data, LOAN, LOAN_FILE_MAX, text, err);

	if (r == -ENOENT) {
		err_clear(err);
		return 0;
	}
	if (r == 0)
		r = loan_parse(str_c(text), text->len, &loan, err);
	if (r == 0 && !recipients_add(to, loan.recipient, strlen(loan.recipient)))
		r = err_set(err, ERR_LIMIT, -E2BIG, "no room for the loan's recipient");
	if (r < 0)
		err_while(err, "reading %s", LOAN);
	return r;
}

/* --- sealing -------------------------------------------------------------------------------- */
static bool starts(const char *line, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(line, with, strlen(with)) == 0;
}

/* Header, nonce, chunks: exactly what n bytes for so many recipients have to become. */
static bool as_age_does(const struct str *sealed, size_t n, unsigned recipients)
{
	const char *p = str_c(sealed), *end = p + sealed->len;
	size_t chunks = n == 0 ? 1 : (n + AGE_CHUNK - 1) / AGE_CHUNK;
	unsigned stanzas = 0;
	bool first = true;

	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t length = newline ? (size_t)(newline - p) + 1 : 0;

		if (!newline || (first && !starts(p, length, AGE_HEAD)))
			return false;
		first = false;
		stanzas += starts(p, length, AGE_STANZA);
		if (starts(p, length, "--- "))
			return stanzas == recipients &&
			       (size_t)(end - newline - 1) == AGE_NONCE + n + AGE_TAG * chunks;
		p = newline + 1;
	}
	return false;
}

static int seal(const struct recipients *to, const void *records, size_t n, struct str *ret,
		struct err *err)
{
	/* The keys themselves, not the file: between our look at it and age's it could change. */
	const char *argv[2 * RECIPIENTS_MAX + 2] = { "age" };
	const struct age_call call = { .argv = argv, .in = records, .n = n, .key_fd = -1 };
	size_t at = 1;
	int r;

	for (unsigned i = 0; i < to->n; i++) {
		argv[at++] = "-r";
		argv[at++] = to->key[i];
	}
	r = age_run(&call, ret, err);
	if (r == 0 && !as_age_does(ret, n, to->n))
		r = err_set(err, ERR_INTERNAL, -EPROTO, "what age gave is not whole");
	return r < 0 ? err_while(err, "sealing the case") : 0;
}

static int random_name(char *ret, struct err *err)
{
	unsigned char bytes[16];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return err_sys(err, -errno, "no random number");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(ret + 2 * i, 3, "%02x", bytes[i]);
	snprintf(ret + 2 * sizeof(bytes), KEEP_NAME_SIZE - 2 * sizeof(bytes), ".age");
	return 0;
}

static int make_folder(const char *data, struct err *err)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/results", data);
	if (mkdir(path, 0700) < 0)
		return errno == EEXIST ? 0 : err_sys(err, -errno, "%s", path);
	fd = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)!fsync(fd);
		close(fd);
	}
	return 0;
}

/* A file that came back changed is worse than none. */
static void take_back(const char *data, const char *name)
{
	char path[4096];
	int fd;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", data, name) >= sizeof(path) ||
	    unlink(path) < 0)
		return;
	snprintf(path, sizeof(path), "%s/results", data);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)!fsync(fd);
		close(fd);
	}
}

static int64_t first_of_month(int64_t now)
{
	int year, month, day;

	time_civil(now, JAPAN, &year, &month, &day);
	return time_from_civil(year, month, 1);
}

static int count_loan(const char *data, const struct str *text, enum sticker sticker, int64_t now,
		      struct err *err)
{
	struct str out = STR_INIT(2 * LOAN_FILE_MAX);
	struct loan loan;
	int64_t day = loan_day(now);
	int r = loan_parse(str_c(text), text->len, &loan, err);

	/* A clock that is wrong writes no day that cannot be. */
	if (r == 0)
		r = loan_use(str_c(text), text->len, sticker,
			     MAX(loan.issued, MIN(day, loan.until)), &out, err);
	if (r == 0)
		r = keep_write(data, LOAN, str_c(&out), out.len, TIME_ABSENT, err);
	str_done(&out);
	return r < 0 ? err_while(err, "counting the PC in %s", LOAN) : 0;
}

static bool is_counted(const char *data, enum sticker sticker)
{
	struct str text = STR_INIT(LOAN_FILE_MAX + 1);
	struct loan loan;
	bool yes = keep_read(data, LOAN, LOAN_FILE_MAX, &text, NULL) == 0 &&
		   loan_parse(str_c(&text), text.len, &loan, NULL) == 0 &&
		   loan_used(&loan, sticker);

	str_done(&text);
	return yes;
}

static bool can_be_counted(const struct str *loan, const enum sticker *sticker, struct err *err)
{
	struct str out = STR_INIT(2 * LOAN_FILE_MAX);
	bool yes = !sticker;

	if (sticker && loan->len == 0)
		err_set(err, ERR_FORMAT, -EINVAL, "this stick is not lent");
	else if (sticker)
		yes = loan_use(str_c(loan), loan->len, *sticker, 0, &out, err) == 0;
	str_done(&out);
	return yes;
}

int keep_seal(const char *data, const void *records, size_t n, const enum sticker *sticker,
	      int64_t now, char *ret_name, struct err *err)
{
	struct str loan = STR_INIT(LOAN_FILE_MAX + 1), sealed = STR_INIT(SEALED_MAX);
	struct recipients to;
	char name[KEEP_NAME_SIZE + 16];
	int r = read_chamber(data, &to, err);

	if (r == 0)
		r = read_loan(data, &loan, &to, err);
	if (r == 0 && !can_be_counted(&loan, sticker, err))
		r = err->code;
	if (r == 0)
		r = seal(&to, records, n, &sealed, err);
	if (r == 0)
		r = make_folder(data, err);
	if (r == 0)
		r = random_name(ret_name, err);
	if (r == 0) {
		snprintf(name, sizeof(name), "results/%s", ret_name);
		r = keep_write(data, name, str_c(&sealed), sealed.len, first_of_month(now), err);
		if (r < 0)
			take_back(data, name);
	}
	if (r == 0 && sticker) {
		r = count_loan(data, &loan, *sticker, now, err);
		if (r < 0 && !is_counted(data, *sticker))
			take_back(data, name); /* not kept is not kept: the next try begins anew */
	}
	str_done(&loan);
	str_done(&sealed);
	return r;
}

/* --- opening -------------------------------------------------------------------------------- */
static int split_read(const char *path, size_t max, struct str *out, struct err *err)
{
	return *path == '/' ? keep_read("", path + 1, max, out, err)
			    : keep_read(".", path, max, out, err);
}

int keep_unlock(const char *identity, const char *pass, struct err *err)
{
	static const char *const argv[] = { "age", "-d", NULL };
	struct str file = STR_INIT(IDENTITY_MAX + 1), key = STR_INIT(IDENTITY_MAX);
	struct age_call call = { .argv = argv, .key_fd = -1, .pass = pass };
	int r = split_read(identity, IDENTITY_MAX, &file, err);

	if (r == 0 && pass) {
		call.in = str_c(&file);
		call.n = file.len;
		r = age_run(&call, &key, err);
	} else if (r == 0) {
		str_addn(&key, str_c(&file), file.len);
	}
	if (r == 0)
		r = io_sealed_memfd("identity", str_c(&key), key.len, err);
	if (key.p)
		explicit_bzero(key.p, key.cap);
	if (file.p)
		explicit_bzero(file.p, file.cap);
	str_done(&key);
	str_done(&file);
	return r < 0 ? err_while(err, "opening the key") : r;
}

int keep_open_with(int key_fd, const char *path, struct str *out, struct err *err)
{
	static const char *const argv[] = { "age", "-d", "-i", "/dev/fd/3", NULL };
	struct str file = STR_INIT(SEALED_MAX + 1);
	struct age_call call = { .argv = argv, .key_fd = key_fd };
	int r = split_read(path, SEALED_MAX, &file, err);

	call.in = str_c(&file);
	call.n = file.len;
	if (r == 0)
		r = age_run(&call, out, err);
	str_done(&file);
	return r < 0 ? err_while(err, "opening %s", path) : 0;
}

int keep_open(const char *path, const char *identity, const char *pass, struct str *out,
	      struct err *err)
{
	int fd CLEANUP(cleanup_close) = keep_unlock(identity, pass, err);

	return fd < 0 ? fd : keep_open_with(fd, path, out, err);
}
