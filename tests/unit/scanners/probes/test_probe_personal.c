/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The probes of files that are named as holding personal data: which names are, and what the outside
 * of such a file tells. */
#include "tests/unit/scanners/probes/harness.h"
#include "tests/unit/scanners/readers/zip_maker.h"

#include "scanners/probes/personal_names.h"

static const struct {
	const char *name;
	enum personal_names_kind want;
	bool lockable;
} persons[] = {
	{ "社員名簿.xlsx", PERSONAL_NAMES_DATA, true },
	{ "顧客リスト 2026.csv", PERSONAL_NAMES_DATA, false },
	{ "Customer List.xlsx", PERSONAL_NAMES_DATA, true },
	{ "customer_list.PDF", PERSONAL_NAMES_DATA, true },
	{ "Payroll-2026.xls", PERSONAL_NAMES_DATA, true },
	{ "賃金台帳.xls", PERSONAL_NAMES_DATA, true },
	{ "年末調整_R7.zip", PERSONAL_NAMES_DATA, true },
	{ "健康診断結果.pdf", PERSONAL_NAMES_DATA, true },
	{ "履歴書（鈴木）.docx", PERSONAL_NAMES_DATA, true },
	{ "住所録.vcf", PERSONAL_NAMES_DATA, false },
	{ "ﾏｲﾅﾝﾊﾞｰ一覧.xlsx", PERSONAL_NAMES_NUMBERS, true },
	{ "給与とマイナンバー.xlsx", PERSONAL_NAMES_NUMBERS, true },
	{ "個人番号.jpg", PERSONAL_NAMES_NUMBERS, false },
	{ "My Number.txt", PERSONAL_NAMES_NUMBERS, false },
	{ "マイナンバー制度の案内.pdf", PERSONAL_NAMES_OTHER, true },
	{ "法人番号.xlsx", PERSONAL_NAMES_OTHER, true },
	{ "給与規程.docx", PERSONAL_NAMES_OTHER, true },
	{ "個人情報保護方針.pdf", PERSONAL_NAMES_OTHER, true },
	{ "履歴書_書き方.pdf", PERSONAL_NAMES_OTHER, true },
	{ "給与奉行.exe", PERSONAL_NAMES_OTHER, false },
	{ "~$社員名簿.xlsx", PERSONAL_NAMES_OTHER, false },
	{ "._社員名簿.xlsx", PERSONAL_NAMES_OTHER, false },
	{ "社員名簿", PERSONAL_NAMES_OTHER, false },
	{ "見積書.xlsx", PERSONAL_NAMES_OTHER, true },
	{ "", PERSONAL_NAMES_OTHER, false },
	{ "\xff\xfe.csv", PERSONAL_NAMES_OTHER, false },
};

START_TEST(names_of_personal_data)
{
	struct arena a = { 0 };
	bool lockable;

	ck_assert_msg(personal_names_kind(&a, persons[_i].name, &lockable) == persons[_i].want,
		      "%s", persons[_i].name);
	ck_assert_msg(lockable == persons[_i].lockable, "%s", persons[_i].name);
	arena_done(&a);
}
END_TEST

#define AT " Users/yamada/Documents/"

/* A kind of its own beside the lists of passwords; a name that is both counts in both. */
START_TEST(personal_files_that_ask_for_a_password)
{
	static const struct {
		const char *pack;
		size_t n;
		const char *text, *passwords;
	} p[] = {
#define PACK(text) (text), sizeof(text) - 1
		{ PACK("w 104 - 104" AT
		       "給与.xlsx\n" ZIP_ONE(ZIP_OPEN) "w 104 - 104" AT "社員名簿.zip\n" ZIP_ONE(
			   ZIP_LOCKED) "w 104 - 104" AT
				       "マイナンバー.xlsx\n" ZIP_ONE(
					   ZIP_OPEN) "w 9 - 9" AT "住所録.jtd\n........."
						     "w 5 - 0" AT "名簿.csv\n"
						     "w 9 - 9" AT "見積.xlsx\n........."),
		  "collected\n place=documents user=yamada count=5 open=3 locked=1 numbers=1 "
		  "numbers_open=1\n",
		  "collected\n" },
		{ PACK("w 104 - 104" AT "マイナンバーのパスワード.zip\n" ZIP_ONE(ZIP_LOCKED)),
		  "collected\n place=documents user=yamada count=1 open=0 locked=1 numbers=1 "
		  "numbers_open=0\n",
		  "collected\n place=documents user=yamada count=1 open=0 locked=1\n" },
		/* Its bytes cannot be had: counted, and not told. */
		{ PACK("w 900 - 0" AT "給与.xlsx\n"),
		  "collected\n place=documents user=yamada count=1 open=0 locked=0 numbers=0 "
		  "numbers_open=0\n",
		  "collected\n" },
		{ PACK("u 0 - 0" AT "給与\n"), "partial\n", "partial\n" },
		/* A broken end, or a folder that cannot be read, hides none that was found. */
		{ PACK("u 0 - 0" AT "a\n"
		       "w 104 - 104" AT "パスワードと給与.xlsx\n" ZIP_ONE(ZIP_OPEN)),
		  "partial\n place=documents user=yamada count=1 open=1 locked=0 numbers=0 "
		  "numbers_open=0\n",
		  "partial\n place=documents user=yamada count=1 open=1 locked=0\n" },
		{ PACK("w 104 - 104" AT "給与.xlsx\n" ZIP_ONE(ZIP_OPEN) "w 9 x"),
		  "partial\n place=documents user=yamada count=1 open=1 locked=0 numbers=0 "
		  "numbers_open=0\n",
		  "failed\n" },
	};

	for (size_t i = 0; i < LEN(p); i++) {
		struct visit v;

		visit_init(&v);
		visit_bytes(&v, 1, bytes_of(p[i].pack, p[i].n));
		visit_run(&v, "password-files-user");
		visit_expect(&v, FACT_KIND_PERSONAL_FILES, p[i].text);
		visit_expect(&v, FACT_KIND_PASSWORD_FILES, p[i].passwords);
		visit_done(&v);
	}
}
END_TEST

/* Many of one sort leave the My Numbers behind them seen; those past the ceiling are not told. */
START_TEST(many_personal_files)
{
	struct str s = STR_INIT(1 << 16);
	struct visit v;

	for (int i = 0; i < 250; i++) {
		str_addf(&s, "w 104 - 104" AT "給与%d.xlsx\n", i);
		str_addn(&s, ZIP_ONE(ZIP_LOCKED), ZIP_ONE_SIZE);
	}
	str_add(&s, "w 104 - 104" AT "個人番号.xlsx\n");
	str_addn(&s, ZIP_ONE(ZIP_OPEN), ZIP_ONE_SIZE);
	visit_init(&v);
	visit_bytes(&v, 1, bytes_of(str_c(&s), s.len));
	visit_run(&v, "password-files-user");
	visit_expect(&v, FACT_KIND_PERSONAL_FILES,
		     "collected\n place=documents user=yamada count=251 open=1 locked=200 "
		     "numbers=1 numbers_open=1\n");
	visit_done(&v);
	str_done(&s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("probes of personal files");
	TCase *t = tcase_create("all");

	tcase_add_loop_test(t, names_of_personal_data, 0, LEN(persons));
	tcase_add_test(t, personal_files_that_ask_for_a_password);
	tcase_add_test(t, many_personal_files);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
