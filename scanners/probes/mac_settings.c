/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of a Mac that keep others out: automatic sign-in (with its password in /etc/kcpassword, of
 * which only is told that it is there), firewall, user names of people and who of them is an
 * administrator; whether the disk is locked. Which USB memories were attached stands in a log that nothing here reads. */
#include <string.h>

#include "scanners/probes/mac_common.h"

#define NODE         "private/var/db/dslocal/nodes/Default/"
#define FIRST_PERSON 501
#define LAST_PERSON  60000

extern const struct probe probe_mac_settings;

enum { LOGIN, KCPASSWORD, ALF, USERS, ADMINS };

/* Only its name was asked for. */
static bool has_kcpassword(const struct probe_blob *names, struct facts *out)
{
	struct probe_packed one;
	size_t pos = 0;
	bool there = false, unread = names->state == PROBE_BLOB_UNREADABLE;

	if (names->state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(names->data, &pos, out->arena, &one)) {
			there |= one.state == PROBE_PACK_WHOLE;
			unread |= one.state != PROBE_PACK_WHOLE;
		}
	if (unread)
		mac_unread(out, FACT_KIND_AUTO_LOGON, "etc/kcpassword");
	return there;
}

static void add_sign_in(const struct probe_input *in, struct facts *out)
{
	const struct plist *p = mac_plist(out, FACT_KIND_AUTO_LOGON, &in->blob[LOGIN]);
	const char *user = plist_text(p, "autoLoginUser");
	bool stored = has_kcpassword(&in->blob[KCPASSWORD], out);
	struct fact_auto_logon *f;

	if (!p && in->blob[LOGIN].state == PROBE_BLOB_ABSENT)
		mac_unseen(out, FACT_KIND_AUTO_LOGON,
			   N_("because the settings of the start were not found"));
	if (!p && !stored)
		return;
	f = FACTS_ADD(out, auto_logon, AUTO_LOGON,
		      "/Library/Preferences/com.apple.loginwindow.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	if (p)
		f->enabled = user && *user ? FLAG_YES : FLAG_NO;
	f->user = user;
	f->stored_password = stored ? FLAG_YES : FLAG_NO;
	mac_settle(out, FACT_KIND_AUTO_LOGON);
}

static void add_firewall(const struct probe_blob *blob, struct facts *out)
{
	const struct plist *p = mac_plist(out, FACT_KIND_MAC_FIREWALL, blob);
	int64_t state = plist_number(p, "globalstate");
	struct fact_mac_firewall *f;

	if (p && state == INT64_MIN)
		mac_unread(out, FACT_KIND_MAC_FIREWALL, blob->path);
	if (blob->state == PROBE_BLOB_ABSENT)
		mac_unseen(out, FACT_KIND_MAC_FIREWALL,
			   N_("because this macOS keeps the settings of its firewall elsewhere"));
	if (state == INT64_MIN)
		return;
	f = FACTS_ADD(out, mac_firewall, MAC_FIREWALL, "/Library/Preferences/com.apple.alf.plist");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->state = state;
}

/* Is this name in the list of administrators? */
static enum flag is_admin(const struct plist *admins, const char *name)
{
	const struct plist *list = plist_at(admins, "users");

	if (!list || list->type != PLIST_ARRAY)
		return FLAG_ABSENT;
	for (const struct plist *p = list->child; p; p = p->next)
		if (p->type == PLIST_TEXT && !strcmp(p->text, name))
			return FLAG_YES;
	return FLAG_NO;
}

static int64_t number_in(const char *text)
{
	size_t n = text ? strspn(text, "0123456789") : 0;

	return n && n < 10 && !text[n] ? strtol(text, NULL, 10) : NUMBER_ABSENT;
}

static bool add_user(const struct plist *p, const struct plist *admins, struct facts *out)
{
	const char *name = plist_first(p, "name");
	int64_t uid = number_in(plist_first(p, "uid"));
	struct fact_mac_account *f;

	if (!name || !*name || uid == NUMBER_ABSENT)
		return false;
	if (uid < FIRST_PERSON || uid >= LAST_PERSON || *name == '_')
		return true;
	f = FACTS_ADD(out, mac_account, MAC_ACCOUNT, "/" NODE "users");
	if (!f)
		return true;
	f->fact.replayed = FLAG_NO;
	f->name = name;
	f->uid = uid;
	f->administrator = is_admin(admins, name);
	f->password = plist_at(p, "ShadowHashData") ? "kept" : "none";
	return true;
}

static void add_users(const struct probe_input *in, struct facts *out)
{
	const struct plist *admins = mac_plist(out, FACT_KIND_MAC_ACCOUNT, &in->blob[ADMINS]);
	const struct probe_blob *users = &in->blob[USERS];
	struct probe_packed file;
	size_t pos = 0, n = 0;

	if (users->state == PROBE_BLOB_PRESENT)
		while (probe_pack_next(users->data, &pos, out->arena, &file)) {
			struct err err = { 0 };
			const struct plist *p = file.state == PROBE_PACK_WHOLE
						    ? plist_read(file.data, out->arena, &err)
						    : NULL;

			n++;
			if (!add_user(p, admins, out))
				mac_unseen(out, FACT_KIND_MAC_ACCOUNT,
					   N_("because a user name of this Mac could not be read"));
		}
	if (!n || pos < users->data.n || !admins)
		mac_unseen(out, FACT_KIND_MAC_ACCOUNT,
			   N_("because the user names of this Mac could not be read"));
	mac_settle(out, FACT_KIND_MAC_ACCOUNT);
}

/* A volume of the older kind that can be read is not locked: FileVault would hide it in a container.
 * Of the newer kind, and of a folder, nothing here can tell. */
static void add_encryption(const struct volume_info *volume, struct facts *out)
{
	struct fact_disk_encryption *f;

	if (strcmp(volume->type ? volume->type : "", "hfsplus") != 0) {
		mac_unseen(out, FACT_KIND_DISK_ENCRYPTION,
			   N_("because whether FileVault is on cannot be seen here"));
		return;
	}
	f = FACTS_ADD(out, disk_encryption, DISK_ENCRYPTION, "volume");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->state = "none";
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	if (in->n_blobs <= ADMINS)
		return 0;
	add_sign_in(in, out);
	add_firewall(&in->blob[ALF], out);
	add_users(in, out);
	add_encryption(in->volume, out);
	mac_unseen(out, FACT_KIND_USB_STORAGE,
		   N_("because a Mac keeps this in a log that nothing here reads"));
	return 0;
}

const struct probe probe_mac_settings = {
	.id = "mac-settings",
	.targets = TARGET_MACOS,
	.files = { { PROBE_WANT_FILE, "Library/Preferences/com.apple.loginwindow.plist", 1 << 20,
		     true },
		   { PROBE_WANT_NAMES, "private/etc/kcpassword", 0, true },
		   { PROBE_WANT_FILE, "Library/Preferences/com.apple.alf.plist", 0, true },
		   { PROBE_WANT_TREE, NODE "users/*.plist", 8 << 20, true },
		   { PROBE_WANT_FILE, NODE "groups/admin.plist", 1 << 20, true } },
	.gives = { FACT_KIND_AUTO_LOGON, FACT_KIND_MAC_FIREWALL, FACT_KIND_MAC_ACCOUNT,
		   FACT_KIND_USB_STORAGE, FACT_KIND_DISK_ENCRYPTION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
