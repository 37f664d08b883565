/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manifest and signature are copied first: what is checked is what is believed. */
#include "image-build/stick/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "core/base/io.h"
#include "image-build/stick/child.h"

#define SIGNATURE_MAX ((size_t)4096)

static int read_file(const char *path, size_t max, char **ret, size_t *ret_n, struct err *err)
{
	CLEANUP(cleanup_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
	CLEANUP(cleanup_free) char *buf = NULL;
	ssize_t n;

	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	buf = xmalloc(max + 2);
	n = io_pread_full(fd, buf, max + 1, 0);
	if (n < 0 || (size_t)n > max)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s: too large, or not readable", path);
	buf[n] = '\0';
	*ret = TAKE_PTR(buf);
	*ret_n = (size_t)n;
	return 0;
}

static int ask_minisign(const struct signed_manifest *s, const char *key, struct err *err)
{
	struct str said = STR_INIT(2000);
	char text[96], signature[96];
	struct content c;
	int r = content_begin(&c, err);

	snprintf(text, sizeof(text), "%s/manifest", c.dir);
	snprintf(signature, sizeof(signature), "%s/signature", c.dir);
	if (r == 0)
		r = content_put(&c, "manifest", s->text, s->n, err);
	if (r == 0)
		r = content_put(&c, "signature", s->signature, s->signature_n, err);
	if (r == 0) {
		const char *argv[] = { "minisign", "-V",      "-q", "-m", text,
				       "-x",       signature, "-p", key,  NULL };

		r = child_run(argv, &said, err);
		if (r > 0)
			r = err_set(err, ERR_DENIED, -EKEYREJECTED,
				    "the manifest's signature is not of this key (%s)", key);
	}
	content_done(&c);
	str_done(&said);
	return r;
}

static int finish(struct signed_manifest *s, const char *key, struct err *err)
{
	int r = s->signature ? ask_minisign(s, key, err) : 0;

	if (r == 0)
		r = manifest_parse(s->text, s->n, &s->arena, &s->m, err);
	if (r < 0)
		sign_done(s);
	return r;
}

int sign_load(struct signed_manifest *s, const char *file, const char *key, bool unsigned_ok,
	      struct err *err)
{
	char name[4096];
	int r;

	*s = (struct signed_manifest){ 0 };
	if (snprintf(name, sizeof(name), "%s.minisig", file) >= (int)sizeof(name))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "%s: too long", file);
	r = read_file(file, MANIFEST_MAX, &s->text, &s->n, err);
	if (r < 0)
		return r;
	r = read_file(name, SIGNATURE_MAX, &s->signature, &s->signature_n, err);
	if (r < 0 && !(r == -ENOENT && unsigned_ok)) {
		sign_done(s);
		return r;
	}
	err_clear(err);
	return finish(s, key, err);
}

int sign_load_content(struct signed_manifest *s, const struct content *c, const char *key,
		      struct err *err)
{
	int r;

	*s = (struct signed_manifest){ 0 };
	r = content_get(c, "kenshin/issued.txt", MANIFEST_MAX, &s->text, &s->n, err);
	if (r == 0)
		r = content_get(c, "kenshin/issued.txt.minisig", SIGNATURE_MAX, &s->signature,
				&s->signature_n, err);
	if (r < 0) {
		sign_done(s);
		return r;
	}
	return finish(s, key, err);
}

void sign_done(struct signed_manifest *s)
{
	free(s->text);
	free(s->signature);
	arena_done(&s->arena);
	*s = (struct signed_manifest){ 0 };
}
