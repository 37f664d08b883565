/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See hosts.h. */
#include "scanners/readers/hosts.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/base/util.h"

/* Ends of the names that something which hides itself leads astray. */
static const char *const makers[] = {
	"microsoft.com",  "windowsupdate.com", "windows.com",     "windowsupdate.microsoft.com",
	"trendmicro.com", "trendmicro.co.jp",  "symantec.com",    "norton.com",
	"mcafee.com",     "eset.com",          "kaspersky.com",   "kaspersky.co.jp",
	"avast.com",      "avg.com",           "bitdefender.com", "sophos.com",
	"f-secure.com",   "malwarebytes.com",  "sourcenext.com",  "virustotal.com",
};

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == 0xa0;
}

/* The next word of the line at hand; false when there is none, or it is too long to be a name. */
static bool word(struct hosts *h, char *ret)
{
	size_t n = 0;

	while (h->at < h->end && is_space(h->file.p[h->at]))
		h->at++;
	while (h->at < h->end && !is_space(h->file.p[h->at]) && n < HOSTS_NAME_MAX - 1)
		ret[n++] = (char)h->file.p[h->at++];
	ret[n] = '\0';
	if (h->at < h->end && !is_space(h->file.p[h->at])) {
		h->at = h->end;
		return false;
	}
	return n > 0 && !memchr(ret, 0, n);
}

static bool next_line(struct hosts *h)
{
	const uint8_t *p = h->file.p, *end, *remark;

	while (h->at < h->file.n) {
		size_t stop;

		end = memchr(p + h->at, '\n', h->file.n - h->at);
		stop = end ? (size_t)(end - p) : h->file.n;
		remark = memchr(p + h->at, '#', stop - h->at);
		h->end = remark ? (size_t)(remark - p) : stop;
		if (word(h, h->address))
			return true;
		h->at = stop + 1;
	}
	return false;
}

void hosts_begin(struct hosts *h, struct bytes file)
{
	*h = (struct hosts){ .file = file };
	if (bytes_equal(file, 0, "\xef\xbb\xbf", 3))
		h->at = h->end = 3;
	if (!next_line(h))
		h->at = h->end = file.n;
}

static bool is_maker(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < LEN(makers); i++) {
		size_t m = strlen(makers[i]);

		if (n >= m && !strcasecmp(name + n - m, makers[i]) &&
		    (n == m || name[n - m - 1] == '.'))
			return true;
	}
	return false;
}

static enum hosts_kind address_kind(const char *address, const char *name)
{
	struct in6_addr six;
	struct in_addr four;
	uint32_t a;

	if (inet_pton(AF_INET6, address, &six) == 1) {
		if (IN6_IS_ADDR_LOOPBACK(&six) || IN6_IS_ADDR_UNSPECIFIED(&six))
			return strcasecmp(name, "localhost") ? HOSTS_BLOCKED : HOSTS_OWN;
		return IN6_IS_ADDR_LINKLOCAL(&six) || (six.s6_addr[0] & 0xfe) == 0xfc
			   ? HOSTS_LOCAL
			   : HOSTS_ELSEWHERE;
	}
	if (inet_pton(AF_INET, address, &four) != 1)
		return HOSTS_KINDS;
	a = ntohl(four.s_addr);
	if (a >> 24 == 127 || a == 0)
		return strcasecmp(name, "localhost") ? HOSTS_BLOCKED : HOSTS_OWN;
	if (a >> 24 == 10 || a >> 16 == 0xc0a8 || a >> 20 == 0xac1 || a >> 16 == 0xa9fe)
		return HOSTS_LOCAL;
	return HOSTS_ELSEWHERE;
}

bool hosts_next(struct hosts *h, char *ret_name, enum hosts_kind *ret_kind)
{
	while (h->at < h->file.n) {
		if (h->address[0] && word(h, ret_name)) {
			*ret_kind = address_kind(h->address, ret_name);
			if (*ret_kind != HOSTS_KINDS && is_maker(ret_name))
				*ret_kind = HOSTS_MAKER;
			if (*ret_kind != HOSTS_KINDS)
				return true;
			h->at = h->end;
			continue;
		}
		/* On to the next line, past a remark. */
		while (h->end < h->file.n && h->file.p[h->end] != '\n')
			h->end++;
		h->at = h->end + 1;
		if (!next_line(h))
			break;
	}
	return false;
}
