/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The small text files that AnyDesk, RustDesk and UltraVNC keep their settings in: lines "key=value".
 * A file that is cut, empty, holds zeros (as after a power cut) or no line that such a file has could
 * not be looked at: "no password" is only said of a file that was understood. */
#include "scanners/probes/remote_access_common.h"

#include <string.h>
#include <strings.h>

#include "scanners/readers/cp932.h"

#define LINES_MAX 20000u
#define FILES_MAX 200u

/* Takes one setting; true when it is one that this program writes. */
typedef bool take_fn(struct remote_access *r, const char *key, const char *value);

static char *trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	for (n = strlen(s); n && strchr(" \t\r", s[n - 1]);)
		s[--n] = '\0';
	return s;
}

/* 'text' and "text" without their marks, as TOML writes them. */
static const char *unquote(char *s)
{
	size_t n = strlen(s);

	if (n < 2 || (*s != '\'' && *s != '"') || s[n - 1] != *s)
		return s;
	s[n - 1] = '\0';
	return s + 1;
}

static void read_text(struct bytes file, take_fn *take, struct remote_access *ret)
{
	struct text_file text = text_file_of(file);
	char line[TEXT_BUF];
	bool known = false;
	unsigned n = 0;

	while (n++ < LINES_MAX && text_file_line(&text, line)) {
		char *value = strchr(line, '=');

		if (!value)
			continue;
		*value = '\0';
		known |= take(ret, trim(line), unquote(trim(value + 1)));
	}
	explicit_bzero(line, sizeof(line));
	ret->seen |= known;
	ret->broken |=
	    !known || n > LINES_MAX || (!text.utf16 && file.n && memchr(file.p, '\0', file.n));
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Every file of a pack whose name is one of two. */
static void read_pack(const struct probe_blob *blob, const char *one, const char *other,
		      take_fn *take, struct arena *a, struct remote_access *ret)
{
	struct probe_packed f;
	size_t pos = 0;
	unsigned n = 0;

	ret->broken |= blob->state == PROBE_BLOB_UNREADABLE;
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	while (n < FILES_MAX && probe_pack_next(blob->data, &pos, a, &f)) {
		bool mine =
		    !strcasecmp(file_name(f.name), one) || !strcasecmp(file_name(f.name), other);

		n++;
		if (f.state == PROBE_PACK_WHOLE && !mine)
			continue;
		ret->broken |= f.state != PROBE_PACK_WHOLE;
		if (!mine || (f.state != PROBE_PACK_WHOLE && f.state != PROBE_PACK_CUT))
			continue;
		ret->written = MAX(ret->written, f.modified);
		read_text(f.data, take, ret);
	}
	ret->broken |= pos < blob->data.n;
}

/* Version 6 and before: ad.anynet.pwd_hash; since then a password for each profile of rights. */
static bool is_anydesk_password(const char *key)
{
	static const char profiles[] = "ad.security.permission_profiles.";
	size_t n = strlen(key);

	return !strcmp(key, "ad.anynet.pwd_hash") || !strcmp(key, "ad.security.pwd") ||
	       (!strncmp(key, profiles, sizeof(profiles) - 1) && !strcmp(key + n - 4, ".pwd"));
}

/* ad.security.interactive_access: 2 when nobody at the PC is ever asked. */
static bool take_anydesk(struct remote_access *r, const char *key, const char *value)
{
	if (is_anydesk_password(key))
		r->password |= *value != '\0';
	else if (!strcmp(key, "ad.security.interactive_access"))
		r->shut = !strcmp(value, "2");
	return !strncmp(key, "ad.", 3);
}

void remote_access_anydesk(const struct probe_blob *blob, struct arena *a,
			   struct remote_access *ret)
{
	*ret = REMOTE_ACCESS("anydesk", "AnyDesk");
	read_pack(blob, "service.conf", "system.conf", take_anydesk, a, ret);
}

/* A fixed password counts for nothing where only the one of the day, or only a click at the PC, is
 * taken. */
static bool take_rustdesk(struct remote_access *r, const char *key, const char *value)
{
	static const char *const known[] = { "id",         "enc_id",        "password",
					     "salt",       "key_pair",      "key_confirmed",
					     "nat_type",   "serial",        "rendezvous_server",
					     "unlock_pin", "keys_confirmed" };
	bool mine = false;

	if (!strcmp(key, "password"))
		r->password |= *value != '\0';
	if (!strcmp(key, "verification-method"))
		r->asked |= !strcmp(value, "use-temporary-password");
	if (!strcmp(key, "approve-mode"))
		r->asked |= !strcmp(value, "click");
	if (!strcmp(key, "stop-service"))
		r->starts = strcmp(value, "Y") != 0 ? FLAG_YES : FLAG_NO;
	for (size_t i = 0; i < LEN(known); i++)
		mine |= !strcmp(key, known[i]);
	return mine;
}

void remote_access_rustdesk(const struct probe_blob *blob, struct arena *a,
			    struct remote_access *ret)
{
	*ret = REMOTE_ACCESS("rustdesk", "RustDesk");
	read_pack(blob, "RustDesk.toml", "RustDesk2.toml", take_rustdesk, a, ret);
}

static bool take_ultravnc(struct remote_access *r, const char *key, const char *value)
{
	static const char *const known[] = { "passwd",      "passwd2",     "AuthRequired",
					     "UseRegistry", "PortNumber",  "MSLogonRequired",
					     "DebugMode",   "QuerySetting" };
	bool mine = false;

	if (!strcasecmp(key, "passwd"))
		r->password |= *value != '\0';
	if (!strcasecmp(key, "AuthRequired"))
		r->open |= !strcmp(value, "0");
	if (!strcasecmp(key, "MSLogonRequired"))
		r->account |= !strcmp(value, "1");
	for (size_t i = 0; i < LEN(known); i++)
		mine |= !strcasecmp(key, known[i]);
	return mine;
}

/* Without any password its server lets nobody in. */
void remote_access_ultravnc(const struct probe_blob *blob, bool packed, struct arena *a,
			    struct remote_access *ret)
{
	*ret = REMOTE_ACCESS("vnc", "UltraVNC");
	if (packed) {
		read_pack(blob, "ultravnc.ini", "ultravnc.ini", take_ultravnc, a, ret);
	} else if (blob->state == PROBE_BLOB_PRESENT) {
		ret->written = blob->modified;
		ret->broken = blob->size > blob->data.n;
		read_text(blob->data, take_ultravnc, ret);
	} else {
		ret->broken = blob->state == PROBE_BLOB_UNREADABLE;
	}
	ret->shut = true;
}
