/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors with their path, in fixed arrays. */
#include "core/base/err.h"

#include <errno.h>
#include <stdarg.h>

static const char *const kind_names[] = {
	[ERR_NONE] = "none",         [ERR_IO] = "io",         [ERR_FORMAT] = "format",
	[ERR_LIMIT] = "limit",       [ERR_DENIED] = "denied", [ERR_UNSUPPORTED] = "unsupported",
	[ERR_INTERNAL] = "internal",
};

static int set_va(struct err *err, enum err_kind kind, int code, const char *fmt, va_list ap)
{
	if (code >= 0)
		code = -EIO;
	if (!err)
		return code;
	err->kind = kind;
	err->code = code;
	err->n_frames = 0;
	vsnprintf(err->message, sizeof(err->message), fmt, ap);
	return code;
}

int err_set(struct err *err, enum err_kind kind, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	code = set_va(err, kind, code, fmt, ap);
	va_end(ap);
	return code;
}

static enum err_kind kind_of_errno(int code)
{
	switch (-code) {
	case EACCES:
	case EPERM:
	case EROFS: return ERR_DENIED;
	case EOPNOTSUPP:
	case ENOSYS: return ERR_UNSUPPORTED;
	case EFBIG:
	case E2BIG:
	case ETIMEDOUT:
	case EMFILE: return ERR_LIMIT;
	default: return ERR_IO;
	}
}

int err_sys(struct err *err, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	code = set_va(err, kind_of_errno(code), code, fmt, ap);
	va_end(ap);
	if (err) {
		size_t n = strlen(err->message);
		/* Not strerror(): that opens a catalogue, for which a worker would be killed. */
		const char *words = strerrordesc_np(-code);

		snprintf(err->message + n, sizeof(err->message) - n, ": %s",
			 words ? words : "Unknown error");
	}
	return code;
}

int err_while(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return -EIO;
	if (err->n_frames < ERR_FRAMES) {
		va_start(ap, fmt);
		vsnprintf(err->frame[err->n_frames++], sizeof(err->frame[0]), fmt, ap);
		va_end(ap);
	}
	return err->code;
}

void err_clear(struct err *err)
{
	if (err)
		*err = (struct err){ 0 };
}

const char *err_text(const struct err *err, char *buf, size_t size)
{
	size_t n;

	snprintf(buf, size, "%s", err->message);
	for (unsigned i = 0; i < err->n_frames; i++) {
		n = strlen(buf);
		snprintf(buf + n, size - n, "%s%s", i ? "; " : " (", err->frame[i]);
	}
	n = strlen(buf);
	if (err->n_frames)
		snprintf(buf + n, size - n, ")");
	return buf;
}

const char *err_kind_name(enum err_kind kind)
{
	return (size_t)kind < LEN(kind_names) ? kind_names[kind] : "internal";
}
