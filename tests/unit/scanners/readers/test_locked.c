/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which documents ask for a password: made files of each kind, cut off at every place, and what is no
 * such file at all. */
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/zip_maker.h"

#include "core/base/util.h"
#include "scanners/readers/locked.h"

static uint8_t file[1500000];
static size_t size;
static unsigned reads;

static bool read_file(void *arg, uint64_t offset, size_t n, struct bytes *ret)
{
	(void)arg;
	ck_assert_uint_le(n, LOCKED_PIECE);
	ck_assert_uint_lt(reads++, 500);
	if (offset >= size)
		return false;
	*ret = bytes_of(file + offset, MIN(n, size - (size_t)offset));
	return true;
}

static enum locked of(void)
{
	struct locked_file f = { size, read_file, NULL };

	reads = 0;
	return locked_of(&f);
}

static void put(size_t at, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		file[at + i] = (uint8_t)(v >> 8 * i);
}

static void entry(size_t at, const char *name, uint32_t start, uint32_t bytes)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < n; i++)
		file[at + 2 * i] = (uint8_t)name[i];
	put(at + 0x40, 2 * (n + 1), 2);
	put(at + 0x74, start, 4);
	put(at + 0x78, bytes, 4);
}

/* Sector 0: table; 1 and 2: directory; 3: the stream. */
static void compound(const char *name, uint32_t stream_size)
{
	memset(file, 0, sizeof(file));
	put(0, 0xe11ab1a1e011cfd0, 8);
	put(0x1e, 9, 2);
	put(0x30, 1, 4);
	put(0x4c, 0, 4);
	put(512 + 4, 2, 4); /* the directory goes on */
	put(512 + 8, 0xfffffffe, 4);
	entry(1024, "Root Entry", 0, 0);
	entry(1536 + 128, name, 3, stream_size);
	size = 512 + 4 * 512 + stream_size;
}

static void records(const char *hex)
{
	for (size_t i = 0; hex[2 * i]; i++) {
		char two[3] = { hex[2 * i], hex[2 * i + 1], 0 };

		file[2048 + i] = (uint8_t)strtoul(two, NULL, 16);
	}
}

static const struct {
	const char *stream, *bytes;
	uint32_t size;
	enum locked want;
} ole[] = {
	{ "EncryptedPackage", "", 8000, LOCKED_YES },
	{ "Workbook",
	  "090804000006050086000000"
	  "2f000600"
	  "000000000000",
	  8000, LOCKED_YES },
	{ "Workbook",
	  "0908040000060500"
	  "2f000600000000000000",
	  8000, LOCKED_YES },
	{ "Workbook",
	  "0908040000060500"
	  "e1000200b004",
	  8000, LOCKED_NO },
	{ "Book",
	  "0908040000060500"
	  "42000200b004",
	  8000, LOCKED_NO },
	{ "Workbook", "11110000", 8000, LOCKED_UNKNOWN },
	{ "Workbook",
	  "0908040000060500"
	  "2f00",
	  100, LOCKED_UNKNOWN }, /* a small stream lies elsewhere */
	{ "WordDocument",
	  "eca5c100"
	  "000000000000"
	  "0001",
	  8000, LOCKED_YES },
	{ "WordDocument",
	  "eca5c100"
	  "000000000000"
	  "f012",
	  8000, LOCKED_NO },
	{ "WordDocument",
	  "0000c100"
	  "000000000000"
	  "0001",
	  8000, LOCKED_UNKNOWN },
	{ "Contents", "", 8000, LOCKED_UNKNOWN },
};

START_TEST(compound_files)
{
	enum locked cut;

	compound(ole[_i].stream, ole[_i].size);
	records(ole[_i].bytes);
	ck_assert_int_eq(of(), ole[_i].want);
	/* Cut off anywhere: as before, or not known; never the other answer. */
	for (size_t n = 2600; n-- > 0;) {
		size = n;
		cut = of();
		ck_assert(cut == ole[_i].want || cut == LOCKED_UNKNOWN);
	}
	/* A directory that leads to itself ends. */
	compound("Contents", 8000);
	put(512 + 8, 1, 4);
	ck_assert_int_eq(of(), LOCKED_UNKNOWN);
}
END_TEST

static const struct {
	const char *bytes;
	size_t n;
	enum locked want;
} others[] = {
#define T(text) (text), sizeof(text) - 1
	{ T("%PDF-1.7\n1 0 obj<<>>endobj trailer<</Root 1 0 R/Encrypt 2 0 R>>startxref 9\n%%EOF"),
	  LOCKED_YES },
	{ T("%PDF-1.4\n1 0 obj<<>>endobj trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"), LOCKED_NO },
	{ T("%PDF-1.4\n1 0 obj<<>>"), LOCKED_UNKNOWN },
	{ T(ZIP_ONE(ZIP_LOCKED)), LOCKED_YES },
	{ T(ZIP_ONE(ZIP_OPEN)), LOCKED_NO },
	/* One that opens among locked ones, whatever the first is; folders have nothing to lock. */
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_FILE(ZIP_OPEN) ZIP_LISTED(ZIP_LOCKED) ZIP_LISTED(ZIP_OPEN)
		ZIP_END_OF("\x5e\0\0\0", "\x46\0\0\0")),
	  LOCKED_NO },
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_FILE(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED)
		ZIP_END_OF("\x5e\0\0\0", "\x46\0\0\0")),
	  LOCKED_YES },
	{ T(ZIP_FOLDER ZIP_FILE(ZIP_LOCKED) ZIP_FOLDER_LISTED ZIP_LISTED(ZIP_LOCKED)
		ZIP_END_OF("\x5f\0\0\0", "\x43\0\0\0")),
	  LOCKED_YES },
	{ T(ZIP_FOLDER ZIP_FILE(ZIP_OPEN) ZIP_FOLDER_LISTED ZIP_LISTED(ZIP_OPEN)
		ZIP_END_OF("\x5f\0\0\0", "\x43\0\0\0")),
	  LOCKED_NO },
	{ T(ZIP_FOLDER ZIP_FOLDER_LISTED ZIP_END_OF("\x30\0\0\0", "\x20\0\0\0")), LOCKED_UNKNOWN },
	/* Its list is not there, is another one's, or ends too early. */
	{ T(ZIP_FILE(ZIP_LOCKED)), LOCKED_UNKNOWN },
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED)), LOCKED_UNKNOWN },
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED) ZIP_END_OF("\x2f\0\0\0", "\x24\0\0\0")),
	  LOCKED_UNKNOWN },
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED) ZIP_END_OF("\x2e\0\0\0", "\x23\0\0\0")),
	  LOCKED_UNKNOWN },
	{ T(ZIP_FILE(ZIP_LOCKED) ZIP_LISTED(ZIP_LOCKED)
		ZIP_END_OF("\xff\xff\xff\xff", "\xff\xff\xff\xff")),
	  LOCKED_UNKNOWN },
	{ T("PK\3\4\x14\0\6\0\x08\0aaaabbbbccccdddd\5\0\0\0a.txt"), LOCKED_NO },
	{ T("PK\3\4\x14\0\0\0\0\0aaaabbbbccccdddd\x08\0\0\0mimetypeapplication/"
	    "vnd.oasis.opendocument"),
	  LOCKED_UNKNOWN },
	{ T("PK\3\4"), LOCKED_UNKNOWN },
	{ T("id,password"), LOCKED_UNKNOWN },
	{ T(""), LOCKED_UNKNOWN },
};

START_TEST(other_files)
{
	memcpy(file, others[_i].bytes, others[_i].n);
	size = others[_i].n;
	ck_assert_int_eq(of(), others[_i].want);
}
END_TEST

/* A list longer than a piece is followed to its end; one without end is not known. */
START_TEST(long_lists)
{
	static const struct {
		size_t files, open; /* open: which one opens; none: SIZE_MAX */
		enum locked want;
	} lists[] = { { 3000, SIZE_MAX, LOCKED_YES },
		      { 3000, 2999, LOCKED_NO },
		      { 1400, 1394, LOCKED_NO }, /* over the edge of the first piece */
		      { 30000, SIZE_MAX, LOCKED_UNKNOWN } };
	uint8_t *p = file;

	for (size_t i = 0; i < lists[_i].files; i++) {
		bool open = i == lists[_i].open;

		if (!i) {
			memcpy(p, ZIP_FILE(ZIP_LOCKED), ZIP_FILE_SIZE);
			p += ZIP_FILE_SIZE;
		}
		memcpy(p, open ? ZIP_LISTED(ZIP_OPEN) : ZIP_LISTED(ZIP_LOCKED), ZIP_LISTED_SIZE);
		p += ZIP_LISTED_SIZE;
	}
	memcpy(p, ZIP_END_OF("\0\0\0\0", "\x23\0\0\0"), 22);
	size = (size_t)(p - file) + 22;
	put(size - 10, lists[_i].files * ZIP_LISTED_SIZE, 4);
	ck_assert_int_eq(of(), lists[_i].want);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("locked");
	TCase *t = tcase_create("all");

	tcase_add_loop_test(t, compound_files, 0, LEN(ole));
	tcase_add_loop_test(t, other_files, 0, LEN(others));
	tcase_add_loop_test(t, long_lists, 0, 4);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
