/* SPDX-License-Identifier: GPL-2.0-or-later */
/* signatures and setup: the data partition's content is changed on this PC and put back whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/checklist/contacts.h"
#include "core/checklist/recipients.h"
#include "image-build/stick/child.h"
#include "image-build/stick/command.h"
#include "image-build/stick/issue.h"
#include "image-build/stick/manifest.h"

#define CVD_HEADER 512u

static void say_left_out(void *arg, const char *path)
{
	struct str s = STR_INIT(FS_PATH_MAX * 4);

	(void)arg;
	text_escape(&s, path);
	printf(_("not ours, left out: %s\n"), str_c(&s));
	str_done(&s);
}

/* --- taking a data partition out and putting it back --- */

int edit_begin(struct edit *e, const struct stick_options *o, bool (*only)(const char *path),
	       struct err *err)
{
	uint64_t at, size;
	int r;

	*e = (struct edit){ .c.fd = -1 };
	r = device_look(&(struct device_source){ 0 }, o->operand[0], o->file, &e->d, err);
	if (r < 0)
		return r;

	CLEANUP(cleanup_close) int fd = device_open(&e->d, false, err);

	if (fd < 0)
		return fd;
	r = issue_data_place(fd, e->d.size, &at, &size, err);
	if (r == 0)
		r = content_begin(&e->c, err);
	if (r == 0 && !only)
		e->c.left_out = say_left_out;
	return r < 0 ? r : content_load(&e->c, fd, at, size, only, err);
}

int edit_store(struct edit *e, struct err *err)
{
	int r;

	puts(_("The data partition is being written anew. Leave the stick plugged in."));
	fflush(stdout);
	r = issue_data(&e->d, &e->c, e->c.serial, err);
	/* What was taken out is the only whole copy now. Too large: nothing was written. */
	if (r < 0 && r != -ENOSPC) {
		printf(_("What was on the data partition is kept in %s\n"), e->c.dir);
		e->c.dir[0] = '\0';
	}
	return r;
}

void edit_done(struct edit *e)
{
	content_done(&e->c);
}

/* --- signatures --- */

static bool ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), k = strlen(end);

	return n > k && !strcmp(name + n - k, end);
}

/* The header of ClamAV's own containers, and their signature when sigtool is here. */
static int look_at_container(int dir, const char *folder, const char *name, struct err *err)
{
	CLEANUP(cleanup_close) int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	struct str said = STR_INIT(8000);
	char header[CVD_HEADER + 1] = "", path[4096], *date, *end;
	int r;

	if (fd < 0 || io_pread_full(fd, header, CVD_HEADER, 0) != CVD_HEADER ||
	    strncmp(header, "ClamAV-VDB:", 11) != 0)
		return err_set(err, ERR_FORMAT, -EUCLEAN, "%s: no set of ClamAV", name);
	date = header + 11;
	end = strchr(date, ':');
	if (end && (end = strchr(end + 1, ':'))) /* the time has a dash or a colon in it */
		*end = '\0';
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	const char *argv[] = { "sigtool", "--info", path, NULL };
	r = child_run(argv, &said, err);
	if (r == -ENOENT) {
		printf(_("%s: looked at its head only; for more, install the package clamav\n"),
		       name);
		err_clear(err);
		r = 0;
	} else if (r > 0 || (r == 0 && ends_with(name, ".cvd") &&
			     !strstr(str_c(&said), "Verification OK"))) {
		r = err_set(err, ERR_FORMAT, -EUCLEAN, "%s: sigtool does not vouch for it", name);
	}
	if (r == 0) {
		struct str s = STR_INIT(200);

		text_escape_cut(&s, date, 40);
		printf("%s: %s\n", name, str_c(&s));
		str_done(&s);
	}
	str_done(&said);
	return r;
}

static int take_signature(struct content *c, int dir, const char *folder, const char *name,
			  unsigned *taken, struct err *err)
{
	char path[300];
	struct stat st;
	int r = 0;

	snprintf(path, sizeof(path), "signatures/%s", name);
	if (fstatat(dir, name, &st, 0) < 0 || !S_ISREG(st.st_mode) || !st.st_size ||
	    !manifest_known(path, false)) {
		say_left_out(NULL, name);
		return 0;
	}
	if (ends_with(name, ".cvd") || ends_with(name, ".cld"))
		r = look_at_container(dir, folder, name, err);
	if (r == 0)
		r = content_copy(c, dir, name, path, err);
	*taken +=
	    !ends_with(name, ".info") && !ends_with(name, ".dat") && !ends_with(name, "README");
	return r;
}

int stick_apply_signatures(struct content *c, const char *folder, struct err *err)
{
	unsigned taken = 0;
	struct dirent *e;
	DIR *d = opendir(folder);
	int r = 0;

	if (!d)
		return err_sys(err, -errno, "%s", folder);
	content_remove(c, "signatures");
	while (r == 0 && (e = readdir(d)))
		if (e->d_name[0] != '.')
			r = take_signature(c, dirfd(d), folder, e->d_name, &taken, err);
	closedir(d);
	if (r == 0 && !taken)
		r = err_set(err, ERR_FORMAT, -ENOENT, "%s: no set of samples in it", folder);
	return r;
}

int stick_signatures(const struct stick_options *o)
{
	struct err err = { 0 };
	struct edit e;
	int r = edit_begin(&e, o, NULL, &err);

	if (r == 0)
		r = stick_apply_signatures(&e.c, o->operand[1], &err);
	if (r == 0)
		r = edit_store(&e, &err);
	edit_done(&e);
	if (r < 0)
		return stick_fail(_("The new samples are not on the stick"), &err);
	puts(_("The new samples are on the stick, and were read back."));
	return EXIT_DONE;
}

/* --- setup --- */

static int apply_recipients(const struct stick_options *o, struct content *c, struct err *err)
{
	struct str text = STR_INIT(RECIPIENTS_FILE_MAX);
	struct recipients known;
	int r = 0;

	for (unsigned i = 0; r == 0 && i < o->n_recipients; i++) {
		if (!recipient_valid(o->recipient[i], strlen(o->recipient[i])))
			r = err_set(err, ERR_FORMAT, -EINVAL,
				    "%.80s: no public key of age (age1 and 58 characters)",
				    o->recipient[i]);
		str_addf(&text, "%s\n", o->recipient[i]);
	}
	if (r == 0)
		r = recipients_parse(str_c(&text), text.len, &known, err);
	if (r == 0)
		r = content_put(c, "kenshin/chamber.txt", str_c(&text), text.len, err);
	str_done(&text);
	return r;
}

static int apply_contacts(const char *path, struct content *c, struct err *err)
{
	CLEANUP(cleanup_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
	CLEANUP(cleanup_free) char *text = xmalloc(CONTACTS_FILE_MAX + 1);
	struct arena arena = { 0 };
	struct contacts known;
	ssize_t n;
	int r;

	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	n = io_pread_full(fd, text, CONTACTS_FILE_MAX + 1, 0);
	if (n < 0 || (size_t)n > CONTACTS_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s: too large", path);
	r = contacts_parse(&arena, text, (size_t)n, &known, err);
	arena_done(&arena);
	return r < 0 ? r : content_put(c, "kenshin/contacts.csv", text, (size_t)n, err);
}

int stick_apply(const struct stick_options *o, struct content *c, struct err *err)
{
	int r = 0;

	if (o->n_recipients)
		r = apply_recipients(o, c, err);
	if (r == 0 && o->contacts)
		r = apply_contacts(o->contacts, c, err);
	if (r == 0 && o->signatures)
		r = stick_apply_signatures(c, o->signatures, err);
	return r;
}

int stick_setup(const struct stick_options *o)
{
	struct err err = { 0 };
	struct edit e;
	int r;

	if (!o->n_recipients && !o->contacts) {
		fprintf(stderr, "kenshin-stick setup: --recipient or --contacts is needed\n");
		return EXIT_NOT_ASKED;
	}
	r = edit_begin(&e, o, NULL, &err);
	if (r == 0)
		r = stick_apply(o, &e.c, &err);
	if (r == 0)
		r = edit_store(&e, &err);
	edit_done(&e);
	if (r < 0)
		return stick_fail(_("The stick was not set up"), &err);
	if (o->n_recipients)
		puts(_("From now on this stick keeps finished cases, sealed for your key."));
	if (o->contacts)
		puts(_("Your contacts are on the stick."));
	return EXIT_DONE;
}
