/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of systemd's journal: which lines come out of each form of the file, in which order; what
 * programs said about USB devices is none of the kernel's; a file that is cut off, damaged, older
 * than its own entries or packed is told. */
#include "core/base/str.h"
#include "scanners/readers/journal.h"
#include "tests/unit/scanners/readers/journal_file.h"

#define SPEC                                                                                       \
	"2026-11-01T00:00:00Z kernel Linux version 6.12\n" STICK_IN(                               \
	    "12", "1-2",                                                                           \
	    "S1") "2026-11-13T00:00:00Z syslog usb 1-3: SerialNumber: FORGED\n"                    \
		  "2026-11-13T00:00:00Z stdout usb-storage 1-3:1.0: USB Mass Storage device "      \
		  "detected\n" STICK_IN("14", "1-2",                                               \
					"S1") "2026-11-15T00:00:00Z kernel scsi host6: uas\n"      \
					      "2026-11-16T00:00:00Z kernel usb 1-9: USB "          \
					      "disconnect, device number 4\n"

static struct str said = STR_INIT(1 << 20);

static void each(void *arg, const char *line, int64_t when)
{
	char iso[32];

	(void)arg;
	str_addf(&said, "%.10s %s\n", time_iso(when, iso, sizeof(iso)), line);
}

/* What feeding gave at last; *ret_unclear: packed lines. */
static int read_all(struct bytes file, size_t piece, size_t *ret_unclear)
{
	struct journal_head head;
	struct journal *j;
	int r = 0;

	str_clear(&said);
	ck_assert_int_eq(journal_head(file, &head), JOURNAL_GOOD);
	j = journal_new(&head, each, NULL);
	while (r == 0) {
		uint64_t at = MIN(journal_next(j), file.n);

		r = journal_feed(j, bytes_of(file.p + at, MIN(piece, file.n - at)));
	}
	if (r > 0 && journal_next(j) >= file.n + 8)
		r = -EIO;
	*ret_unclear = journal_unclear(j);
	journal_free(j);
	return r;
}

static const char whole[] =
    "2026-11-12 usb 1-2: New USB device found, idVendor=0951\n2026-11-12 usb 1-2: Product: Stick\n"
    "2026-11-12 usb 1-2: SerialNumber: S1\n2026-11-12 usb-storage 1-2:1.0: USB Mass Storage device "
    "detected\n2026-11-14 usb 1-2: New USB device found, idVendor=0951\n2026-11-14 usb 1-2: "
    "Product: Stick\n2026-11-14 usb 1-2: SerialNumber: S1\n2026-11-14 usb-storage 1-2:1.0: USB "
    "Mass Storage device detected\n2026-11-15 scsi host6: uas\n";

static const struct {
	const char *options;
	size_t piece, unclear;
	bool lines;
} forms[] = {
	{ "", 1 << 20, 0, true },
	{ "", 700, 0, true },
	{ "--compact", 1 << 20, 0, true },
	{ "--compact", 700, 0, true },
	{ "--open", 1 << 20, 0, true }, /* the head names an entry in the middle */
	{ "--compact --open", 700, 0, true },
	{ "--pack zstd", 1 << 20, 9, false }, /* each text once, however often it was said */
	{ "--pack lz4 --compact", 1 << 20, 9, false },
	{ "--pack xz", 1 << 20, 9, false },
};

START_TEST(each_form)
{
	size_t unclear = 0;
	struct bytes file = journal_make(SPEC, forms[_i].options);

	ck_assert_int_eq(read_all(file, forms[_i].piece, &unclear), 1);
	ck_assert_str_eq(str_c(&said), forms[_i].lines ? whole : "");
	ck_assert_uint_eq(unclear, forms[_i].unclear);
}
END_TEST

/* journald packs what is long: such a text is none of these lines, and costs nothing. */
START_TEST(long_texts_are_no_lines)
{
	static const char *const how[] = { "--pack zstd", "--pack lz4", "--pack xz" };
	char spec[1000] = "2026-11-01T00:00:00Z kernel ";
	size_t unclear = 9, n = strlen(spec);

	memset(spec + n, 'x', 600);
	ck_assert_int_eq(read_all(journal_make(spec, how[_i]), 1 << 20, &unclear), 1);
	ck_assert_uint_eq(unclear, 0);
}
END_TEST

START_TEST(the_head_tells_dates)
{
	struct journal_head head;

	ck_assert_int_eq(journal_head(journal_make(SPEC, ""), &head), JOURNAL_GOOD);
	ck_assert_int_eq(head.begins, 1793491200);
	ck_assert_int_eq(head.ends, 1794787200);
	ck_assert_int_eq(journal_head(journal_make("", "--compact"), &head), JOURNAL_GOOD);
	ck_assert(head.compact && head.begins == TIME_ABSENT && head.ends == TIME_ABSENT);
}
END_TEST

START_TEST(what_is_no_journal)
{
	struct bytes file = journal_make(SPEC, "");
	uint8_t *p = malloc(file.n);
	struct journal_head head;

	memcpy(p, file.p, file.n);
	ck_assert_int_eq(journal_head(bytes_of(p, 207), &head), JOURNAL_NONE);
	ck_assert_int_eq(journal_head(bytes_of(NULL, 0), &head), JOURNAL_NONE);
	p[12] |= 32; /* a need that nobody knows yet */
	ck_assert_int_eq(journal_head(bytes_of(p, file.n), &head), JOURNAL_UNKNOWN);
	p[12] = 0;
	p[88] = 9; /* an odd place of the first object */
	ck_assert_int_eq(journal_head(bytes_of(p, file.n), &head), JOURNAL_NONE);
	p[0] = 'X';
	ck_assert_int_eq(journal_head(bytes_of(p, file.n), &head), JOURNAL_NONE);
	free(p);
}
END_TEST

/* Cut off anywhere: told, and what came before is right. */
START_TEST(cut_off)
{
	struct bytes file = journal_make(SPEC, "");
	size_t unclear;

	for (size_t n = 256; n + 8 <= file.n; n += 3) {
		int r = read_all(bytes_of(file.p, n), 1 << 20, &unclear);

		ck_assert_msg(r == -EIO, "cut at %zu: %d", n, r);
		ck_assert_int_eq(strncmp(str_c(&said), whole, said.len), 0);
	}
}
END_TEST

/* A size that leads back or nowhere, a kind that there is none of. */
START_TEST(damaged_objects)
{
	static const struct {
		size_t at;
		uint8_t value;
	} rows[] = { { 8, 0 }, { 8, 0x40 }, { 0, 0 }, { 0, 8 }, { 13, 1 }, { 15, 0x80 } };
	struct bytes file = journal_make(SPEC, "");
	uint8_t *p = malloc(file.n);
	struct journal_head head;
	size_t unclear;

	memcpy(p, file.p, file.n);
	ck_assert_int_eq(journal_head(file, &head), JOURNAL_GOOD);
	p[head.first + rows[_i].at] = rows[_i].value;
	ck_assert_int_eq(read_all(bytes_of(p, file.n), 1 << 20, &unclear), -EIO);
	free(p);
}
END_TEST

/* journalctl lists what mkjournal.py makes: the form is not only our own idea of it. */
START_TEST(journalctl_reads_the_same)
{
	journal_make(SPEC, _i ? "--compact" : "");
	if (fixtures_try("command -v journalctl >/dev/null") != 0)
		return;
	fixtures_run("journalctl --file a.journal -o cat _TRANSPORT=kernel >/dev/null || true; "
		     "[ $(journalctl --file a.journal -o cat | wc -l) -eq 13 ]");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("journal");
	TCase *t = tcase_create("journal");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, each_form, 0, LEN(forms));
	tcase_add_loop_test(t, long_texts_are_no_lines, 0, 3);
	tcase_add_test(t, the_head_tells_dates);
	tcase_add_test(t, what_is_no_journal);
	tcase_add_test(t, cut_off);
	tcase_add_loop_test(t, damaged_objects, 0, 6);
	tcase_add_loop_test(t, journalctl_reads_the_same, 0, 2);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
