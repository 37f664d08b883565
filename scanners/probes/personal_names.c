/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See personal_names.h. The words are those of the lists that every firm has to keep (staff, wages,
 * yearly tax) or likes to keep (customers, addresses). */
#include "scanners/probes/personal_names.h"

#include <string.h>

#include "core/base/util.h"

static const char *const numbers[] = { "マイナンバー", "まいなんばー", "個人番号", "mynumber" };
static const char *const data[] = {
	"個人情報",        "名簿",         "住所録",      "連絡網",
	"緊急連絡先",      "顧客リスト",   "顧客一覧",    "顧客情報",
	"顧客台帳",        "顧客データ",   "顧客管理",    "お客様リスト",
	"お客様一覧",      "会員リスト",   "会員一覧",    "患者リスト",
	"患者一覧",        "社員リスト",   "社員一覧",    "社員台帳",
	"従業員一覧",      "従業員リスト", "職員一覧",    "人事台帳",
	"人事考課",        "給与",         "給料",        "賞与",
	"賃金台帳",        "年末調整",     "源泉徴収",    "扶養控除",
	"履歴書",          "職務経歴",     "健康診断",    "健診結果",
	"運転免許証",      "保険証",       "住民票",      "戸籍",
	"カルテ",          "customerlist", "clientlist",  "memberlist",
	"stafflist",       "employeelist", "payroll",     "salary",
	"salaries",        "addressbook",  "addresslist", "personaldata",
	"curriculumvitae",
};
/* About such things, and none of them. */
static const char *const about[] = {
	"ひな形", "雛形",     "ひな型",   "雛型",   "テンプレ", "見本",   "記入例", "規程",
	"規定",   "規則",     "ルール",   "様式",   "用紙",     "書き方", "手引",   "マニュアル",
	"手順",   "サンプル", "制度",     "案内",   "お知らせ", "お願い", "方針",   "ポリシー",
	"保護法", "研修",     "セミナー", "sample", "template", "manual", "policy", "guide",
};
/* Of a kind that opens for everybody, whatever stands in it. */
static const char *const open_kinds[] = {
	"txt", "csv",  "tsv", "md",  "rtf", "htm", "html", "vcf",
	"jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic"
};
static const char *const lockable_kinds[] = { "xlsx", "xls", "xlsm", "xlsb", "docx",  "doc",
					      "docm", "ods", "odt",  "pptx", "ppt",   "jtd",
					      "pdf",  "zip", "7z",   "rar",  "accdb", "mdb" };

/* "customer list", "Customer_List" and "customer-list" are one. */
static const char *without_gaps(struct arena *a, const char *folded)
{
	char *out = arena_strdup(a, folded);
	size_t n = 0;

	for (const char *p = folded; *p; p++)
		if (!strchr(" _-", *p))
			out[n++] = *p;
	out[n] = '\0';
	return out;
}

enum personal_names_kind personal_names_kind(struct arena *a, const char *name, bool *ret_lockable)
{
	const char *folded;

	*ret_lockable = false;
	/* What Office and a Mac lay beside a file while it is open: nobody's list. */
	if (!strncmp(name, "~$", 2) || !strncmp(name, "._", 2))
		return PERSONAL_NAMES_OTHER;
	folded = without_gaps(a, file_names_fold(a, name));
	*ret_lockable = file_names_ends(folded, lockable_kinds, LEN(lockable_kinds));
	if ((!*ret_lockable && !file_names_ends(folded, open_kinds, LEN(open_kinds))) ||
	    file_names_holds(folded, about, LEN(about)))
		return PERSONAL_NAMES_OTHER;
	if (file_names_holds(folded, numbers, LEN(numbers)))
		return PERSONAL_NAMES_NUMBERS;
	return file_names_holds(folded, data, LEN(data)) ? PERSONAL_NAMES_DATA
							 : PERSONAL_NAMES_OTHER;
}
