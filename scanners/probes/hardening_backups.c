/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Traces of backups for the whole machine: Windows' own, and programs of makers in the list of
 * software. Makers keep the date of the last copy in places of their own: it stays absent
 * here; backup_makers.c knows some. */
#include "scanners/probes/hardening.h"

#define BACKUP    "Microsoft\\Windows\\CurrentVersion\\WindowsBackup"
#define UNINSTALL "Microsoft\\Windows\\CurrentVersion\\Uninstall"

/* A word in the program's name, in lower case where it has any; what it is called here. */
static const struct {
	const char *word, *name;
} makers[] = {
	{ "veeam agent", "Veeam Agent" },
	{ "acronis", "Acronis" },
	{ "macrium reflect", "Macrium Reflect" },
	{ "easeus todo backup", "EaseUS Todo Backup" },
	{ "aomei backupper", "AOMEI Backupper" },
	{ "activeimage protector", "ActiveImage Protector" },
	{ "shadowprotect", "ShadowProtect" },
	{ "arcserve", "Arcserve" },
	{ "bunbackup", "BunBackup" },
	{ "realsync", "RealSync" },
	{ "hd革命/backup", "HD革命/BackUp" },
	{ "簡単バックアップ", "BUFFALO 簡単バックアップ" },
	{ "かんたんバックアップ", "BUFFALO かんたんバックアップ" },
	{ "backup utility", "BUFFALO Backup Utility" },
	{ "active backup for business agent", "Synology Active Backup" },
	{ "netbak", "QNAP NetBak" },
	{ "carbonite", "Carbonite" },
	{ "backblaze", "Backblaze" },
	{ "crashplan", "CrashPlan" },
	{ "idrive", "IDrive" },
};

static struct fact_backup_trace *add(struct registry *r, const char *path, hive_key key,
				     const char *method)
{
	struct fact_backup_trace *f = REGISTRY_FACT(r, backup_trace, BACKUP_TRACE, path, key);

	if (f)
		f->method = method;
	return f;
}

static void windows_backup(struct registry *r)
{
	hive_key status = registry_find(r, BACKUP "\\Status");
	hive_key target = registry_find(r, BACKUP "\\ScheduleParams\\TargetDevice");
	struct fact_backup_trace *f;

	if (!target && registry_time(r, status, "LastSuccess") == TIME_ABSENT)
		return;
	f = add(r, BACKUP "\\Status", status, "windows-backup");
	if (!f)
		return;
	f->at = registry_time(r, status, "LastSuccess");
	f->enabled = target ? FLAG_YES : FLAG_NO;
	if (f->at != TIME_ABSENT) {
		f->date_is = "success";
		f->out_of = "settings";
	}
}

static void programs(struct registry *r, const char *path, bool *seen)
{
	hive_key key = registry_find(r, path), *child;
	size_t n = key ? hive_children(r->hive, key, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = registry_text(r, child[i], "DisplayName");

		for (size_t k = 0; name && k < LEN(makers); k++)
			if (!seen[k] && strcasestr(name, makers[k].word)) {
				seen[k] = true;
				add(r, path, child[i], makers[k].name);
			}
	}
}

void hardening_backups(struct registry *r)
{
	bool seen[LEN(makers)] = { false };

	if (!hardening_must(r, FACT_KIND_BACKUP_TRACE, UNINSTALL))
		return;
	windows_backup(r);
	programs(r, UNINSTALL, seen);
	programs(r, "Wow6432Node\\" UNINSTALL, seen);
}
