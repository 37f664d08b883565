/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See secret_names.h. The words are those that firms write on such papers, and the papers of wages
 * and staff that are secret without saying so. */
#include "scanners/probes/secret_names.h"

#include <string.h>

#include "core/base/util.h"
#include "scanners/probes/file_names.h"

static const char *const marks[] = {
	"社外秘",   "部外秘",       "関係者外秘",   "極秘",      "マル秘",     "まる秘",
	"丸秘",     "㊙",           "(秘)",         "【秘】",    "[秘]",       "〔秘〕",
	"取扱注意", "取扱い注意",   "取り扱い注意", "給与",      "給料",       "賞与",
	"人事",     "マイナンバー", "個人番号",     "個人情報",  "源泉徴収",   "健康診断",
	"健診結果", "履歴書",       "confidential", "topsecret", "top secret",
};
/* Alone between other signs: "秘書" and "secretary" are somebody. */
static const char *const alone[] = { "秘", "secret", "salary" };
/* About such papers, and none of them. */
static const char *const about[] = { "ひな形", "雛形",   "テンプレ", "見本",   "記入例",
				     "規程",   "規定",   "ルール",   "様式",   "マニュアル",
				     "手引",   "書き方", "サンプル", "sample", "template",
				     "manual", "policy" };
static const char *const documents[] = { "xlsx", "xls", "xlsm", "docx", "doc",  "pptx",  "ppt",
					 "pdf",  "txt", "csv",  "rtf",  "zip",  "7z",    "lzh",
					 "ods",  "odt", "jtd",  "jpg",  "jpeg", "png",   "tif",
					 "tiff", "xdw", "msg",  "eml",  "pst",  "accdb", "mdb" };

static bool has(const char *text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(text, list[i]))
			return true;
	return false;
}

static bool between(unsigned char c)
{
	return !c || strchr(" _-.,()[]+&", c);
}

static bool stands_alone(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p += n)
		if ((p == text || between((unsigned char)p[-1])) && between((unsigned char)p[n]))
			return true;
	return false;
}

static bool is_document(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < LEN(documents); i++)
		if (!strcmp(dot + 1, documents[i]))
			return true;
	return false;
}

bool secret_names_is(struct arena *a, const char *name, bool folder)
{
	const char *folded = file_names_fold(a, name);

	if (!folder && file_names_passwords(a, name) != FILE_NAMES_OTHER)
		return true;
	if ((!folder && !is_document(folded)) || has(folded, about, LEN(about)))
		return false;
	if (has(folded, marks, LEN(marks)))
		return true;
	for (size_t i = 0; i < LEN(alone); i++)
		if (stands_alone(folded, alone[i]))
			return true;
	return false;
}
