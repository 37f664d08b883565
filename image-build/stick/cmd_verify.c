/* SPDX-License-Identifier: GPL-2.0-or-later */
/* verify: is a stick that came back still what was issued? And manifest, which says what that is. */
#include <errno.h>
#include <fcntl.h>

#include "core/base/times.h"
#include "image-build/stick/check.h"
#include "image-build/stick/command.h"
#include "image-build/stick/issue.h"

static void told(void *arg, enum difference what, const char *name)
{
	struct str s = STR_INIT(FS_PATH_MAX * 4);

	(void)arg;
	text_escape(&s, name);
	switch (what) {
	case DIFFERENT: printf(_("changed: %s\n"), str_c(&s)); break;
	case MISSING: printf(_("missing: %s\n"), str_c(&s)); break;
	case ADDED: printf(_("not ours: %s\n"), str_c(&s)); break;
	case UNREAD: printf(_("could not be looked at: %s\n"), str_c(&s)); break;
	}
	str_done(&s);
}

static bool manifest_only(const char *path)
{
	return !strcmp(path, "kenshin/issued.txt") || !strcmp(path, "kenshin/issued.txt.minisig");
}

int verify_manifest(struct signed_manifest *s, const struct stick_options *o,
		    const struct device *d, int fd, struct err *err)
{
	struct content c;
	uint64_t at, size;
	int r = issue_data_place(fd, d->size, &at, &size, err);

	if (r < 0)
		return r;
	r = content_begin(&c, err);
	if (r == 0)
		r = content_load(&c, fd, at, size, manifest_only, err);
	if (r == 0)
		r = sign_load_content(s, &c, o->key, err);
	content_done(&c);
	return r;
}

static int conclude(const struct check *c, const struct signed_manifest *s, uint32_t serial)
{
	char number[12];

	if (!c->differences && !c->unread) {
		printf(_("As issued: Kenshin %s of %s, stick number %s.\n"), s->m.version,
		       s->m.built, stick_number(serial, number));
		if (!s->signature)
			puts(_("The list it was compared with carries no signature."));
		return EXIT_DONE;
	}
	if (c->differences) {
		puts(_("This stick is not as it was issued. Start no PC from it; write it anew "
		       "with kenshin-stick reissue."));
		return EXIT_NOT_DONE;
	}
	puts(_("Not everything could be looked at, so nothing is said about this stick."));
	return EXIT_NOT_ASKED;
}

static uint32_t serial_of(const struct check *c)
{
	uint8_t raw[4] = { 0 };
	struct fs_fd at = { .fd = c->fd };
	struct err err = { 0 };
	uint64_t size;

	if (check_data_place(c->m, c->fd, c->size, &at.offset, &size, &err) < 0 ||
	    fs_get_fd(&at, 100, raw, sizeof(raw), &err) < 0)
		return 0;
	return (uint32_t)raw[3] << 24 | (uint32_t)raw[2] << 16 | (uint32_t)raw[1] << 8 | raw[0];
}

/* Exit code, and every difference in words. */
int verify_stick(const struct signed_manifest *s, const struct device *d, int fd)
{
	struct check c = { .m = &s->m, .fd = fd, .size = d->size, .each = told };
	struct err err = { 0 };
	int r = check_system(&c, &err);

	if (r == 0)
		r = check_data(&c, &err);
	if (r < 0) {
		c.unread++;
		stick_fail(_("The stick could not be read to its end"), &err);
	}
	return conclude(&c, s, serial_of(&c));
}

int stick_verify(const struct stick_options *o)
{
	struct signed_manifest s = { 0 };
	struct err err = { 0 };
	struct device d;
	int code, r = device_look(&(struct device_source){ 0 }, o->operand[0], o->file, &d, &err);
	CLEANUP(cleanup_close) int fd = r < 0 ? -1 : device_open(&d, false, &err);

	if (fd < 0) {
		stick_fail(_("The stick could not be looked at"), &err);
		return EXIT_NOT_ASKED;
	}
	r = o->manifest ? sign_load(&s, o->manifest, o->key, o->unsigned_ok, &err)
			: verify_manifest(&s, o, &d, fd, &err);
	if (r < 0) {
		stick_fail(_("There is no signed list to compare the stick with"), &err);
		return EXIT_NOT_ASKED;
	}
	code = verify_stick(&s, &d, fd);
	sign_done(&s);
	return code;
}

int stick_manifest(const struct stick_options *o)
{
	CLEANUP(cleanup_close) int fd = open(o->operand[0], O_RDONLY | O_CLOEXEC);
	struct str out = STR_INIT(MANIFEST_MAX);
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char built[24] = "";
	struct err err = { 0 };
	int r = fd < 0 ? err_sys(&err, -errno, "%s", o->operand[0]) : 0;

	if (epoch && *epoch) {
		time_iso(strtoll(epoch, NULL, 10), built, sizeof(built));
		built[10] = '\0';
	}
	if (r == 0)
		r = manifest_make(fd, KENSHIN_VERSION, built, &out, &err);
	if (r == 0 && fputs(str_c(&out), stdout) < 0)
		r = err_sys(&err, -EIO, "could not write");
	str_done(&out);
	return r < 0 ? stick_fail(_("The list of this image could not be made"), &err) : EXIT_DONE;
}
