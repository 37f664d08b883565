/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder, and how it is found again. */
#include "backup/session.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "backup/shard.h"
#include "core/base/str.h"
#include "core/base/times.h"
#include "core/text/text.h"

static int open_folder(int dirfd, const char *name, struct err *err)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	return fd < 0 ? err_sys(err, -errno, "%s", name) : fd;
}

int session_create(int dirfd, int64_t now, int zone, char *ret_name, struct err *err)
{
	int64_t second = ((now + zone) % TIME_DAY + TIME_DAY) % TIME_DAY;
	int year, month, day, fd;

	time_civil(now, zone, &year, &month, &day);
	for (unsigned i = 0;; i++) {
		snprintf(ret_name, SESSION_NAME_MAX, SESSION_PREFIX "%04d%02d%02d-%02d%02d%02d",
			 year, month, day, (int)(second / 3600), (int)(second / 60 % 60),
			 (int)(second % 60));
		if (i)
			snprintf(ret_name + strlen(ret_name), 8, "-%u", i + 1);
		if (mkdirat(dirfd, ret_name, 0755) == 0)
			break;
		if (errno != EEXIST || i >= 99)
			return err_sys(err, -errno, "%s", ret_name);
	}
	fd = open_folder(dirfd, ret_name, err);
	if (fd >= 0) /* the owner's: readable by whoever holds the disk */
		(void)!fchmod(fd, 0755);
	if (fd >= 0 && fsync(dirfd) < 0) {
		int r = err_sys(err, -errno, "%s", ret_name);

		close(fd);
		return r;
	}
	return fd;
}

int session_open(int dirfd, const char *name, struct err *err)
{
	if (!*name || strchr(name, '/') || !strcmp(name, ".."))
		return err_set(err, ERR_IO, -EINVAL, "%s is no folder of a backup", name);
	return open_folder(dirfd, name, err);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int session_list(int dirfd, struct arena *a, const char ***ret, size_t *ret_n, struct err *err)
{
	int fd = open_folder(dirfd, ".", err);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	const char **names;
	struct dirent *e;
	size_t n = 0;

	if (!d) {
		if (fd >= 0)
			close(fd);
		return fd < 0 ? fd : err_sys(err, -errno, "the folder");
	}
	names = arena_array(a, SESSIONS_MAX, sizeof(*names));
	errno = 0;
	while (n < SESSIONS_MAX && (e = readdir(d))) {
		if (!strncmp(e->d_name, SESSION_PREFIX, strlen(SESSION_PREFIX)) &&
		    strlen(e->d_name) < SESSION_NAME_MAX)
			names[n++] = arena_strdup(a, e->d_name);
		errno = 0;
	}
	if (errno) {
		int r = err_sys(err, -errno, "the folder");

		closedir(d);
		return r;
	}
	closedir(d);
	qsort(names, n, sizeof(*names), by_name);
	*ret = names;
	*ret_n = n;
	return 0;
}

/* --- how to open it -------------------------------------------------------------------------- */
#define README_MAX ((size_t)8192)

/* Notepad of older Windows wants both ends of a line, and the mark of UTF-8. */
static void add_lines(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			str_addc(out, '\r');
		str_addc(out, *text);
	}
}

static const char readme_ja[] =
    "このフォルダーは、パソコンのデータの控え（コピー）です。\n"
    "\n"
    "開き方\n"
    "・0001.zip などのファイルを、ダブルクリックすると中が見えます。\n"
    "・使うときは、右クリックして「すべて展開」を選び、置き場所を決めてください。\n"
    "・zip は、1つずつ、それだけで開けます。フォルダーの続きが次の zip "
    "に入っていることがあります。\n"
    "・名前に .001 .002 … と付いた大きなファイルは、全部を取り出してから、1つにつなぎます。\n"
    "   例（コマンド プロンプト）: copy /b ファイル名.001+ファイル名.002 ファイル名\n"
    "・名前の中の「%u003A」などは、Windows で使えない文字を書きかえたものです。\n"
    "・「パスが長すぎる」と出たら、C:\\a のような短い名前の場所に展開してください。\n"
    "\n"
    "manifest.jsonl "
    "は中身の一覧です（大きさ、日時、SHA-"
    "256）。入れられなかったものと、その理由も書いてあります。消さないでください。\n"
    "\n";

static const char readme_en[] =
    "This folder is a backup of the data of a PC.\n"
    "\n"
    "How to open it\n"
    "- A double click on 0001.zip (0002.zip, ...) shows what is in it.\n"
    "- To use it, right-click it, choose \"Extract all\", and choose a place.\n"
    "- Each zip opens by itself. A folder may go on in the next one.\n"
    "- A large file whose name ends in .001, .002, ...: extract all of them, then join them.\n"
    "  Example (command prompt): copy /b NAME.001+NAME.002 NAME\n"
    "- \"%u003A\" and the like in a name stand for characters that Windows does not take.\n"
    "- If Windows says that a path is too long, extract to a short place such as C:\\a.\n"
    "\n"
    "manifest.jsonl lists what is in it (size, time, SHA-256), and what could not be put into it "
    "and\n"
    "why. Please keep it.\n";

static const char sealed_ja[] =
    "このフォルダーは、パソコンのデータの控え（コピー）です。鍵をかけてあります。\n"
    "\n"
    "開くのに要るもの\n"
    "・鍵のファイル（AGE-SECRET-KEY- で始まる行のあるもの）。このフォルダーには入っていません。\n"
    "   鍵をなくすと、だれにも開けません。別の場所に大切にしまってください。\n"
    "・無料のプログラム age と zstd と tar（tar は Windows 10 以降に入っています）。\n"
    "\n"
    "開き方（1つずつ、それだけで開けます）\n"
    "   age -d -i 鍵のファイル 0001.tar.zst.age | zstd -d | tar x\n"
    "・Windows では、2つに分けて行います。\n"
    "   age -d -i 鍵のファイル -o 0001.tar.zst 0001.tar.zst.age\n"
    "   zstd -d 0001.tar.zst   そのあと   tar -xf 0001.tar\n"
    "・名前に .001 .002 … と付いた大きなファイルは、全部を取り出してから、1つにつなぎます。\n"
    "   例（コマンド プロンプト）: copy /b ファイル名.001+ファイル名.002 ファイル名\n"
    "・分からないときは、このフォルダーと鍵のファイルを、商工会議所の担当者にお見せください。\n"
    "\n"
    "manifest-0001.jsonl.age は、0001.tar.zst.age の中身の一覧です。同じ鍵で開きます（age -d "
    "だけ）。\n"
    "manifest.jsonl は、名前を書かない、確かめるための一覧で、manifest.jsonl.age はそれに鍵を\n"
    "かけた写しです。どれも消さないでください。\n"
    "\n";

static const char sealed_en[] =
    "This folder is a backup of the data of a PC. It is sealed.\n"
    "\n"
    "What it takes to open it\n"
    "- The file with the key (a line of it begins with AGE-SECRET-KEY-). It is not in this "
    "folder.\n"
    "  Without the key nobody can open it. Please keep the key well, in another place.\n"
    "- The free programs age, zstd and tar (tar is in Windows since Windows 10).\n"
    "\n"
    "How to open it (each part opens by itself)\n"
    "  age -d -i KEYFILE 0001.tar.zst.age | zstd -d | tar x\n"
    "- On Windows, one step after the other:\n"
    "  age -d -i KEYFILE -o 0001.tar.zst 0001.tar.zst.age\n"
    "  zstd -d 0001.tar.zst   and then   tar -xf 0001.tar\n"
    "- A large file whose name ends in .001, .002, ...: take out all of them, then join them.\n"
    "  Example (command prompt): copy /b NAME.001+NAME.002 NAME\n"
    "- If you are not sure, show this folder and the file with the key to your chamber.\n"
    "\n"
    "manifest-0001.jsonl.age lists what is in 0001.tar.zst.age; age -d opens it with the same "
    "key.\n"
    "manifest.jsonl is a list without names, for looking whether all is still there;\n"
    "manifest.jsonl.age is a sealed copy of that. Please keep all of them.\n";

int session_readme(int dirfd, bool sealed, struct err *err)
{
	struct str text = STR_INIT(README_MAX);
	uint8_t hash[HASH_SIZE];
	struct shard s;
	int r;

	str_add(&text, "\xef\xbb\xbf");
	add_lines(&text, sealed ? sealed_ja : readme_ja);
	add_lines(&text, sealed ? sealed_en : readme_en);
	if (unlinkat(dirfd, SESSION_README, 0) < 0 && errno != ENOENT)
		r = err_sys(err, -errno, SESSION_README);
	else
		r = shard_begin(&s, dirfd, SESSION_README, err);
	if (r == 0)
		r = shard_write(&s, str_c(&text), text.len, err);
	if (r == 0)
		r = shard_commit(&s, hash, err);
	str_done(&text);
	return r;
}
