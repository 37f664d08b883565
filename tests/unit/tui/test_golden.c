/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Screens against their drawings, cell by cell, in Japanese and English. */
/* link: tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include "tests/unit/suite.h"
#include "tests/unit/tui/drawing.h"

static struct visit v;

static void s01(void)
{
	v.number[0] = '\0';
}

/* The stick's own data could not be read: no word of it being empty. */
static void s01_unread(void)
{
	s01();
	v.machine.data_unread = v.machine.no_samples = true;
}

static void s02(void)
{
	v.screen = SCREEN_S02;
	v.number[0] = '\0';
	v.minutes = 1;
	v.key_seen[0] = true;
}

static void s03(void)
{
	static const enum tick t[] = { TICK_YES, TICK_YES, TICK_NO, TICK_YES, TICK_YES };

	v.screen = SCREEN_S03;
	v.minutes = 3;
	memcpy(v.consent, t, sizeof(t));
	v.cursor[SCREEN_S03] = 5;
}

static void s04(void)
{
	v.screen = SCREEN_S04;
	v.minutes = 8;
	visit_story_disks(&v);
}

static void s07(void)
{
	v.screen = SCREEN_S07;
	v.minutes = 14;
	visit_story_check(&v, 3, 38, 6, "Downloads", 18204);
	v.ask[3] = 4; /* the drawing's order */
}

static void s08(void)
{
	v.screen = SCREEN_S08;
	v.minutes = 18;
	visit_story_check(&v, 8, 71, 3, "Documents", 41870);
	v.ask[8] = 11;
	v.pending = REPLY_YES;
}

static void s09(void)
{
	struct hit *h;

	v.screen = SCREEN_S09;
	v.minutes = 16;
	v.consent[0] = TICK_YES;
	visit_story_check(&v, 6, 52, 5, "Downloads", 26019);
	h = checkup_add_hit(&v.checkup.malware);
	h->path = "Users/yamada/Downloads/請求書_11月.zip";
	h->folder = "Downloads";
	h->signature = "Eicar-Test-Signature";
	v.checkup.malware.hits_total = 1;
}

static void s10(void)
{
	v.screen = SCREEN_S10;
	v.minutes = 24;
	visit_story_sheet(&v);
}

/* Where a thing could not be read is the engine's wording; the screen only places it. */
static void gap(unsigned i, const char *what, const char *why)
{
	v.sheet.not_looked[i].what = PHRASE(what);
	v.sheet.not_looked[i].why = PHRASE(why);
}

static void s11(void)
{
	s10();
	v.screen = SCREEN_S11;
	v.minutes = 27;
	gap(0, "2つ目のディスク", "鍵がかかっていて、読めませんでした");
	gap(1, "クラウドのファイル", "実物がこのパソコンにありませんでした");
	gap(2, "文書の名前", "同意の行が「しない」でした");
}

static void s12(void)
{
	s10();
	v.screen = SCREEN_S12;
	v.minutes = 26;
	v.detail = 2;
	v.sheet.chamber_hours = text_language() == LANGUAGE_JA ? "火・木 10時から16時" : "";
}

static void s13(void)
{
	s10();
	v.chosen = 0;
	v.consent[0] = v.consent[1] = TICK_YES;
	v.screen = SCREEN_S13;
	v.minutes = 28;
	v.checkup.answer[5].ask_expert = true;
}

static void s14(void)
{
	s10();
	v.screen = SCREEN_S14;
	v.minutes = 29;
}

static void s24(void)
{
	struct printing *g = &v.printing;

	v.screen = SCREEN_S24;
	v.minutes = -1;
	v.number[0] = '\0';
	g->printer[1] = (struct printer_info){
		.name = "usb1", .way = PRINT_WAY_USB, .known = true, .reason = PRINT_REASON_NO_PAPER
	};
	print_text_copy(g->printer[1].shown, "Maker HL-2130 series");
	print_text_copy(g->unknown.shown, "Maker LBP-1120");
	g->n = 2;
}

static void s33(void)
{
	s14();
	v.screen = SCREEN_S33;
	v.printing.step = PRINTING_OVER;
	v.printing.status.state = PRINT_STATE_PRINTED;
}

static void x07(void)
{
	s14();
	v.screen = SCREEN_X07;
	v.printing.step = PRINTING_JOB;
	v.printing.status = (struct print_status){ PRINT_STATE_WAITING, PRINT_REASON_NO_PAPER,
						   "media-empty-error" };
}

static void x08(void)
{
	s14();
	v.screen = SCREEN_X08;
	v.printing.n = 0;
}

static void s16(void)
{
	v.screen = SCREEN_S16;
	v.minutes = 36;
	v.number[0] = '\0';
	v.erasing.proof[ERASE_KEY] = PROOF_DONE;
	v.erasing.proof[ERASE_AREA] = PROOF_DONE;
	v.erasing.proof[ERASE_READ] = PROOF_DONE;
	v.erasing.proof[ERASE_DISKS] = PROOF_DONE;
	v.erasing.proof[ERASE_WRITES] = PROOF_DONE;
	v.erasing.proof[ERASE_KEPT] = PROOF_KEPT;
	snprintf(v.erasing.number, sizeof(v.erasing.number), "5F3A - 91C2 - 0D7E");
}

/* A visit that was interrupted after eight answers and 38% of the check. */
static void s17(void)
{
	v.minutes = 14;
	visit_story_check(&v, 8, 38, 6, "Downloads", 18204);
	for (unsigned q = 1, n = 0; q <= QUESTIONS; q++)
		if (v.checkup.answer[q].reply != REPLY_NONE && ++n > 8)
			v.checkup.answer[q].reply = REPLY_NONE;
	v.screen = SCREEN_S07;
	visit_go(&v, SCREEN_S17);
}

static void s31(void)
{
	s17();
	v.n_back = 0;
	v.screen = SCREEN_S31;
	v.found = (struct found){ .to = SCREEN_S07, .lives = true };
}

static void s23(void)
{
	v.screen = SCREEN_S23;
	v.number[0] = '\0';
}

static void s26(void)
{
	s23();
	v.screen = SCREEN_S26;
}

static void s27(void)
{
	s23();
	v.screen = SCREEN_S27;
}

/* On a developer's machine nothing is claimed that only the stick can claim. */
static void s27_desk(void)
{
	s27();
	v.machine.stick = v.machine.verified = false;
	v.machine.network = true;
	v.machine.built[0] = '\0';
}

static void s16_no_number(void)
{
	s16();
	v.erasing.number[0] = '\0';
	v.erasing.why = C_("S16", "The stick is out, so there is no erase number yet.");
	v.erasing.proof[ERASE_DISKS] = PROOF_OPEN;
}

static void s19(void)
{
	v.screen = SCREEN_S19;
	v.minutes = 9;
}

/* A disk whose list of parts is damaged: alone (S19), and beside others (S04). */
static void no_table(struct visit_disk *d)
{
	d->state = VOLUME_STATE_UNREADABLE;
	d->about = PHRASE("The list of its parts is damaged and could not be read.");
	d->remark = PHRASE_NONE;
	d->free_bytes = UINT64_MAX;
}

static void s19_no_table(void)
{
	s19();
	visit_story_disks(&v);
	v.n_disks = 1;
	no_table(&v.disk[0]);
}

static void s04_no_table(void)
{
	s04();
	no_table(&v.disk[1]);
}

/* The greatest part has lost its first sectors. */
static void s04_damaged(void)
{
	s04_no_table();
	v.disk[1].about = PHRASE("Something is written on it, but no file system known here was "
				 "found; it may be damaged.");
}

static void s19_damaged(void)
{
	s19_no_table();
	v.disk[0].about = PHRASE("Something is written on it, but no file system known here was "
				 "found; it may be damaged.");
}

static void l07(void)
{
	static struct prefill told;

	s07();
	told = (struct prefill){ .suggested = REPLY_YES,
				 .n_lines = 1,
				 .line = { PHRASE("記録では「入」、見本帳は 11月20日") } };
	v.told = &told;
}

static void l10(void)
{
	s10();
	v.sheet.action[0].why = "パスワードを盗まれても、入られにくくなるからです。";
}

static const struct {
	const char *name;
	enum language lang;
	unsigned rows, cols;
	void (*fill)(void);
} golden[] = {
	{ "S01", LANGUAGE_JA, 25, 80, s01 },
	{ "S01-unread", LANGUAGE_JA, 25, 80, s01_unread },
	{ "S02", LANGUAGE_JA, 25, 80, s02 },
	{ "S03", LANGUAGE_JA, 25, 80, s03 },
	{ "S04", LANGUAGE_JA, 25, 80, s04 },
	{ "S07", LANGUAGE_JA, 25, 80, s07 },
	{ "S08", LANGUAGE_JA, 25, 80, s08 },
	{ "S09", LANGUAGE_JA, 25, 80, s09 },
	{ "S10", LANGUAGE_JA, 25, 80, s10 },
	{ "S11", LANGUAGE_JA, 25, 80, s11 },
	{ "S12", LANGUAGE_JA, 25, 80, s12 },
	{ "S13", LANGUAGE_JA, 25, 80, s13 },
	{ "S16", LANGUAGE_JA, 25, 80, s16 },
	{ "S17", LANGUAGE_JA, 25, 80, s17 },
	{ "E01-unread", LANGUAGE_EN, 25, 80, s01_unread },
	{ "E17", LANGUAGE_EN, 25, 80, s17 },
	{ "S31", LANGUAGE_JA, 25, 80, s31 },
	{ "E31", LANGUAGE_EN, 25, 80, s31 },
	{ "S19", LANGUAGE_JA, 25, 80, s19 },
	{ "S19t", LANGUAGE_JA, 25, 80, s19_no_table },
	{ "E19t", LANGUAGE_EN, 25, 80, s19_no_table },
	{ "S19t-64x21", LANGUAGE_JA, 21, 64, s19_no_table },
	{ "S19t-48x16", LANGUAGE_JA, 16, 48, s19_no_table },
	{ "S04t", LANGUAGE_JA, 25, 80, s04_no_table },
	{ "E04t", LANGUAGE_EN, 25, 80, s04_no_table },
	{ "S04t-48x16", LANGUAGE_JA, 16, 48, s04_no_table },
	{ "S04d", LANGUAGE_JA, 25, 80, s04_damaged },
	{ "E04d", LANGUAGE_EN, 25, 80, s04_damaged },
	{ "S04d-48x16", LANGUAGE_JA, 16, 48, s04_damaged },
	{ "S19d", LANGUAGE_JA, 25, 80, s19_damaged },
	{ "S19d-48x16", LANGUAGE_JA, 16, 48, s19_damaged },
	{ "E01", LANGUAGE_EN, 25, 80, s01 },
	{ "E04", LANGUAGE_EN, 25, 80, s04 },
	{ "E07", LANGUAGE_EN, 25, 80, s07 },
	{ "E10", LANGUAGE_EN, 25, 80, s10 },
	{ "E16", LANGUAGE_EN, 25, 80, s16 },
	{ "S14", LANGUAGE_JA, 25, 80, s14 },
	{ "E14", LANGUAGE_EN, 25, 80, s14 },
	{ "S24", LANGUAGE_JA, 25, 80, s24 },
	{ "E24", LANGUAGE_EN, 25, 80, s24 },
	{ "S33", LANGUAGE_JA, 25, 80, s33 },
	{ "E33", LANGUAGE_EN, 25, 80, s33 },
	{ "X07", LANGUAGE_JA, 25, 80, x07 },
	{ "EX07", LANGUAGE_EN, 25, 80, x07 },
	{ "X08", LANGUAGE_JA, 25, 80, x08 },
	{ "EX08", LANGUAGE_EN, 25, 80, x08 },
	{ "L07", LANGUAGE_JA, 16, 48, l07 },
	{ "L10", LANGUAGE_JA, 16, 48, l10 },
	{ "L16", LANGUAGE_JA, 16, 48, s16 },
	{ "S23", LANGUAGE_JA, 25, 80, s23 },
	{ "S26", LANGUAGE_JA, 25, 80, s26 },
	{ "S27", LANGUAGE_JA, 25, 80, s27 },
	{ "S16n-113x32", LANGUAGE_JA, 32, 113, s16_no_number },
	{ "S16n-80x25", LANGUAGE_JA, 25, 80, s16_no_number },
	{ "S16n-64x21", LANGUAGE_JA, 21, 64, s16_no_number },
	{ "S16n-48x16", LANGUAGE_JA, 16, 48, s16_no_number },
	{ "S27desk-80x25", LANGUAGE_JA, 25, 80, s27_desk },
	{ "E23", LANGUAGE_EN, 25, 80, s23 },
	{ "E26", LANGUAGE_EN, 25, 80, s26 },
	{ "E27", LANGUAGE_EN, 25, 80, s27 },
	{ "E16n-113x32", LANGUAGE_EN, 32, 113, s16_no_number },
	{ "E16n-80x25", LANGUAGE_EN, 25, 80, s16_no_number },
	{ "E16n-64x21", LANGUAGE_EN, 21, 64, s16_no_number },
	{ "E16n-48x16", LANGUAGE_EN, 16, 48, s16_no_number },
	{ "E27desk-80x25", LANGUAGE_EN, 25, 80, s27_desk },
	{ "S17-113x32", LANGUAGE_JA, 32, 113, s17 },
	{ "S17-64x21", LANGUAGE_JA, 21, 64, s17 },
	{ "S17-48x16", LANGUAGE_JA, 16, 48, s17 },
	{ "E17-113x32", LANGUAGE_EN, 32, 113, s17 },
	{ "E17-64x21", LANGUAGE_EN, 21, 64, s17 },
	{ "E17-48x16", LANGUAGE_EN, 16, 48, s17 },
	{ "S31-113x32", LANGUAGE_JA, 32, 113, s31 },
	{ "S31-64x21", LANGUAGE_JA, 21, 64, s31 },
	{ "S31-48x16", LANGUAGE_JA, 16, 48, s31 },
	{ "E31-113x32", LANGUAGE_EN, 32, 113, s31 },
	{ "E31-64x21", LANGUAGE_EN, 21, 64, s31 },
	{ "E31-48x16", LANGUAGE_EN, 16, 48, s31 },
};

START_TEST(drawing)
{
	story_language(golden[_i].lang);
	visit_story(&v);
	golden[_i].fill();
	drawing_check(&v, golden[_i].name, golden[_i].rows, golden[_i].cols);
	visit_done(&v);
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("screens");

	tcase_add_loop_test(t, drawing, 0, (int)LEN(golden));
	return suite_result(suite_create("golden"), t);
}
