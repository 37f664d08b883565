/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `kenshin backup restore --to-pc`: files come back onto a PC's own disk when its owner says so, below one
 * folder, and all else is as it was. Without that word, or where it is not the time for it, not one byte
 * of the disk changes. Killed, its worker killed, read only in the middle: never called finished. */
/* link: scanners/engine scanners/disks core/record core/text */
#include "tests/unit/scanners/broker/restore_fixture.h"

#define OUR_FOLDER "PC check-up - files of the backup of "

/* Of photos, with times and a file that is empty. */
static void take_backup(void)
{
	const char *const argv[] = { kenshin_program, "backup", "run",   "--root",
				     client,          "--to",   backups, NULL };
	char log[160];

	if (access(backups, F_OK) == 0)
		return;
	client_folder();
	must("mkdir -p $client/写真/2025; cd $client/写真; "
	     "for i in $(seq 40); do head -c 300000 /dev/urandom >\"2025/写真 $i.jpg\"; done; "
	     ": >empty; touch -d '2019-03-04 05:06:07' '2025/写真 1.jpg' 2025; chmod -R a+rX "
	     "$client; "
	     "mkdir -m 777 $backups");
	snprintf(log, sizeof(log), "%s/log", folder);
	ck_assert(run(argv, log));
}

#define MOUNTED "ntfs-3g -o ro $image $there; trap 'cd /; umount $there' EXIT; cd $there; "
#define CLEAN   "ntfsfix -n $image; ntfsinfo -m $image | grep 'Volume Flags: 0x0000'; "

/* What came back is what was backed up; what was there is as it was; the volume is clean. */
static void all_is_right(void)
{
	must(CLEAN MOUNTED AS_IT_WAS "diff -r $client '" OUR_FOLDER "'*");
	must(MOUNTED
	     "cd '" OUR_FOLDER
	     "'*; ls -l --time-style=full-iso . 写真 | grep ' 2019-03-04 05:06:07.* 2025'; "
	     "ls -l --time-style=full-iso 写真/2025 | grep ' 2019-03-04 05:06:07.* 写真 1.jpg'");
}

START_TEST(comes_back)
{
	if (!pc_disk())
		return;
	take_backup();
	ck_assert_msg(to_pc(SAYS_YES) == 0, "%s%s", asked, last_words("out"));
	ck_assert_msg(strstr(asked, "Windows lies on it"), "%s", asked);
	ck_assert(said("Brought back: 43 files") && said("the write guard is set again"));
	all_is_right();
	/* once more: nothing twice */
	ck_assert_int_eq(to_pc(SAYS_YES), 0);
	ck_assert(said("Brought back: 0 files") && said("43 files were there already"));
	all_is_right();
	forget_memory();
}
END_TEST

START_TEST(in_japanese)
{
	if (!pc_disk())
		return;
	take_backup();
	language = "ja";
	question = "Enter を押してください";
	ck_assert_int_eq(to_pc(SAYS_YES), 1); /* the English word is none */
	nothing_came();
	yes = "modosu\n";
	ck_assert_msg(to_pc(SAYS_YES) == 0, "%s%s", asked, last_words("out"));
	ck_assert_msg(strstr(asked, "Windows が入っています") && said("43個") &&
			  said("書きこみ止めも、もとに戻しました"),
		      "%s%s", asked, last_words("out"));
	must(CLEAN MOUNTED "diff -r $client 'PC健診 '*' の控えから戻したファイル'");
	forget_memory();
}
END_TEST

/* What `kenshin backup parts` says of this disk. */
static void parts(const char *disk)
{
	char fd_text[16];
	const char *const argv[] = { kenshin_program, "backup", "parts",       "--disk", disk,
				     "--lang",        "en",     "--broker-fd", fd_text,  NULL };
	pid_t pid;
	int sock = serve(true, &pid), copy = dup(sock);

	snprintf(fd_text, sizeof(fd_text), "%d", copy);
	(void)!run(argv, out);
	close(copy);
	over(sock, pid);
	set_guarded(1);
}

START_TEST(parts_are_shown)
{
	char target[64];
	uint64_t before;

	if (!pc_disk())
		return;
	before = sparse_sum();
	snprintf(target, sizeof(target), "%s:%" PRIu64 ":0:ntfs", name, sequence);
	parts(name);
	ck_assert_msg(said(target) && said("free"), "%s", last_words("out"));
	ck_assert_uint_eq(sparse_sum(), before);
	set_guarded(0);
	must("ntfsfix $disk");
	set_guarded(1);
	parts(loop.path); /* by its path, too */
	ck_assert_msg(!said(target) && said("[Windows has not finished with it.]"), "%s",
		      last_words("out"));
	parts("nosuchdisk");
	ck_assert_msg(said("no such disk"), "%s", last_words("out"));
	forget_memory();
}
END_TEST

/* Nobody who could be asked, another word, another disk, no broker that may: not one byte. */
START_TEST(without_the_owners_word)
{
	static const struct {
		enum owner owner;
		unsigned more;
		const char *words;
	} cases[] = {
		{ NOBODY_THERE, 0, "the owner is asked on a terminal" },
		{ SAYS_NO, 0, "the word was not typed" },
		{ SAYS_YES, 1, "is another disk now" },
	};
	uint64_t before;

	if (!pc_disk())
		return;
	take_backup();
	before = sparse_sum();
	for (size_t i = 0; i < LEN(cases); i++) {
		ck_assert_int_eq(
		    to_pc_from(backups, sequence + cases[i].more, cases[i].owner, NULL, NULL, NULL),
		    1);
		ck_assert_msg(said(cases[i].words), "%s", last_words("out"));
		ck_assert_uint_eq(sparse_sum(), before);
	}
	forget_memory();
}
END_TEST

/* What the owner is told instead. */
static void refused(const char *words)
{
	uint64_t before;

	take_backup();
	set_guarded(1);
	before = sparse_sum();
	asked[0] = '\0';
	ck_assert_int_eq(to_pc(SAYS_YES), 1);
	ck_assert_msg(said(words) && !said("Brought back"), "%s", last_words("out"));
	ck_assert_uint_eq(sparse_sum(), before); /* not one byte */
	forget_memory();
}

START_TEST(windows_has_not_finished)
{
	if (!pc_disk())
		return;
	must("ntfsfix $image"); /* sets the flag, for Windows to look it over */
	refused("let it check the disk");
	ck_assert_str_eq(asked, ""); /* and nobody was asked */
}
END_TEST

/* Fast startup: the volume is put away, but a Windows sleeps in it. */
START_TEST(windows_is_asleep)
{
	if (pc_disk_with(PC_KILOBYTES,
			 "{ printf hibr; head -c 65532 /dev/zero; } >$there/hiberfil.sys"))
		refused("Shift key");
}
END_TEST

START_TEST(too_little_room)
{
	/* of 2.004 GB 2 GB have to stay free */
	if (pc_disk_with(1957000, ""))
		refused("what has to stay free");
}
END_TEST

START_TEST(not_ntfs)
{
	uint64_t before;

	if (!memory_with("ext4", 65536))
		return;
	take_backup();
	before = sparse_sum();
	ck_assert_int_eq(to_pc(SAYS_YES), 1);
	ck_assert_msg(said("only onto NTFS"), "%s", last_words("out"));
	ck_assert_uint_eq(sparse_sum(), before);
	forget_memory();
}
END_TEST

/* BitLocker's face. */
START_TEST(locked)
{
	if (!pc_disk())
		return;
	must("printf -- '-FVE-FS-' | dd of=$image bs=1 seek=3 conv=notrunc status=none");
	refused("stays so");
}
END_TEST

/* The list with a sign of a virus at one file, and its hashes made right. */
#define WITH_SIGN                                                                                  \
	"import hashlib, json, sys\n"                                                              \
	"new = b''\n"                                                                              \
	"for line in open('manifest.jsonl'):\n"                                                    \
	"    r = json.loads(line)\n"                                                               \
	"    if r.get('name') == 'photo.jpg': r['sign'] = 'Test.Sign'\n"                           \
	"    if 'lines' in r: r['lines'] = hashlib.sha256(new).hexdigest()\n"                      \
	"    new += json.dumps(r).encode() + b'\\n'\n"                                             \
	"open('manifest.jsonl', 'wb').write(new)\n"

/* What had a sign when it was copied stays where it is. */
START_TEST(signs_stay_away)
{
	char other[200];

	if (!pc_disk())
		return;
	take_backup();
	must("cp -a $backups $folder/signs; cd $folder/signs/*; "
	     "python3 -c \"" WITH_SIGN "\"");
	snprintf(other, sizeof(other), "%s/signs", folder);
	(void)to_pc_from(other, sequence, SAYS_YES, NULL, NULL, NULL);
	ck_assert_msg(said("so it was not brought back: Test.Sign") &&
			  said("Brought back: 42 files"),
		      "%s", last_words("out"));
	must(CLEAN MOUNTED AS_IT_WAS "test -z \"$(find . -name photo.jpg)\"");
	forget_memory();
}
END_TEST

/* Names that Windows does not take come back as Windows takes them. */
START_TEST(odd_names)
{
	char other[200];

	if (!pc_disk())
		return;
	take_backup();
	must("mkdir $folder/odd; cd $folder/odd; for f in 'a:b' 'end.' CON 'x?' normal; do echo "
	     "\"$f\" >\"$f\"; done; "
	     "mkdir -m 777 $folder/odd.backup; $kenshin backup run --root $folder/odd --to "
	     "$folder/odd.backup");
	snprintf(other, sizeof(other), "%s/odd.backup", folder);
	ck_assert_msg(to_pc_from(other, sequence, SAYS_YES, NULL, NULL, NULL) == 0, "%s",
		      last_words("out"));
	ck_assert_msg(said("4 files have a name that was spelled out"), "%s", last_words("out"));
	must(CLEAN MOUNTED AS_IT_WAS "cd '" OUR_FOLDER
				     "'*; test $(ls | wc -l) = 5; grep -q normal normal");
	forget_memory();
}
END_TEST

/* A list of names that lead elsewhere, and files larger than it says: nothing of them is anywhere. */
START_TEST(a_backup_that_lies)
{
	char other[200];

	if (!pc_disk())
		return;
	must("python3 $KENSHIN_SRC/tests/system/parts/hostile_backups.py --names $folder/names; "
	     "chmod -R a+rX "
	     "$folder/names");
	snprintf(other, sizeof(other), "%s/names", folder);
	ck_assert_int_eq(to_pc_from(other, sequence, SAYS_YES, NULL, NULL, NULL), 1);
	ck_assert_msg(said("lead out of the folder") && said("no backup has") &&
			  said("larger than the list"),
		      "%s", last_words("out"));
	must(CLEAN MOUNTED AS_IT_WAS "! grep -r evil .; cd '" OUR_FOLDER "'*; grep first a.txt; "
				     "grep third z.txt; test $(find . -type f | wc -l) = 2");
	forget_memory();
}
END_TEST

/* What is no folder keeps its name, and no way that leads elsewhere is gone. */
START_TEST(the_name_is_taken)
{
	take_backup();
	if (!pc_disk_with(
		PC_KILOBYTES,
		"t=$(basename $backups/PC-backup-* | sed -E "
		"'s/.*-(....)(..)(..)-(....)..$/\\1-\\2-\\3 \\4/'); n=\"$there/" OUR_FOLDER
		"$t\"; echo theirs >\"$n\"; ln -s Windows \"$n (2)\""))
		return;
	ck_assert_msg(to_pc(SAYS_YES) == 0, "%s", last_words("out"));
	must(CLEAN MOUNTED "diff -r $client '" OUR_FOLDER "'*' (3)'; diff -r Windows $was/Windows; "
			   "grep theirs \"$(ls -d 'PC check-up - '* | head -n 1)\"");
	forget_memory();
}
END_TEST

/* The rights of C:\ on a new PC: of Administrators, SYSTEM, Users, and whoever has signed in. */
#define RIGHTS                                                                                     \
	"import os, struct, sys\n"                                                                 \
	"def sid(*a): return struct.pack('<BB', 1, len(a) - 1) + struct.pack('>Q', a[0])[2:] + "   \
	"b''.join(struct.pack('<I', x) for x in a[1:])\n"                                          \
	"def ace(flags, mask, s): return struct.pack('<BBHI', 0, flags, 8 + len(s), mask) + s\n"   \
	"administrators, everybody = sid(5, 32, 544), sid(5, 11)\n"                                \
	"aces = ace(3, 0x1f01ff, administrators) + ace(3, 0x1f01ff, sid(5, 18)) + "                \
	"ace(3, 0x1200a9, sid(5, 32, 545)) + ace(11, 0x1301bf, everybody) + ace(0, 4, "            \
	"everybody)\n"                                                                             \
	"acl = struct.pack('<BBHHH', 2, 0, 8 + len(aces), 5, 0) + aces\n"                          \
	"to = 20 + len(administrators)\n"                                                          \
	"sd = struct.pack('<BBHIIII', 1, 0, 0x9004, 20, to, 0, to + len(administrators)) + "       \
	"administrators * 2 + acl\n"                                                               \
	"os.setxattr(sys.argv[1], 'system.ntfs_acl', sd)\n"

/* What each new file and folder has: who may read, who may change, and nothing for everybody. */
#define LOOK                                                                                       \
	"import ctypes, sys\n"                                                                     \
	"libc, b = ctypes.CDLL(None), ctypes.create_string_buffer(65536)\n"                        \
	"for path in sys.argv[1:]:\n"                                                              \
	"    n = libc.getxattr(path.encode(), b'system.ntfs_acl', b, 65536)\n"                     \
	"    has = b.raw[:max(n, 0)].hex()\n"                                                      \
	"    assert 'a900120001020000000000052000000021020000' in has, (path, n, has)\n"           \
	"    assert 'bf01130001010000000000050b000000' in has, (path, n, has)\n"                   \
	"    assert '010100000000000100000000' not in has, (path, n, has)\n"

/* Who may read what is new, the folder above says. */
START_TEST(rights_come_from_the_folder_above)
{
	if (!pc_disk_with(PC_KILOBYTES, "python3 -c \"" RIGHTS "\" $there"))
		return;
	take_backup();
	ck_assert_msg(to_pc(SAYS_YES) == 0, "%s", last_words("out"));
	all_is_right();
	must(MOUNTED "cd '" OUR_FOLDER "'*; find . -exec python3 -c \"" LOOK "\" {} +");
	forget_memory();
}
END_TEST

/* --- faults ------------------------------------------------------------------------------------- */
/* Files that have their name are right, and what was there before is as it was. */
static unsigned hurt(void (*beside)(pid_t pid), unsigned ms)
{
	bool marked;
	int code;

	if (!pc_disk())
		return 0;
	take_backup();
	moment = ms;
	code = to_pc_from(backups, sequence, SAYS_YES, NULL, NULL, beside);
	marked = !script("ntfsinfo -m $image | grep 'Volume Flags: 0x0000'");
	must(MOUNTED
	     "diff -r -x 'PC check-up - *' $there $was; for d in '" OUR_FOLDER
	     "'*; do test -d \"$d\" || break; cd \"$d\"; "
	     "find . -name '.kenshin*' -prune -o -type f -exec cmp {} $client/{} \\;; done");
	ck_assert_msg(code != 0 || !marked, "%s", last_words("out"));
	if (marked) {
		ck_assert(!said("the write guard is set again"));
		/* Windows is waited for */
		ck_assert_int_eq(to_pc(SAYS_YES), 1);
		ck_assert_msg(said("let it check the disk"), "%s", last_words("out"));
		/* which is what this does: then it goes on beside */
		set_guarded(0);
		must("ntfsfix -d $disk");
		set_guarded(1);
		ck_assert_msg(to_pc(SAYS_YES) == 0, "%s", last_words("out"));
		must(MOUNTED "cd '" OUR_FOLDER "'*; diff -r -x '.kenshin*' $client .");
	}
	forget_memory();
	return marked;
}

static void kenshin_killed(pid_t pid)
{
	if (wait_for_server())
		kill(pid, SIGKILL);
}

static void without_its_worker(pid_t pid)
{
	pid_t server = wait_for_server();

	(void)pid;
	if (server)
		kill(server, SIGKILL);
}

static void read_only_now(pid_t pid)
{
	(void)pid;
	if (wait_for_server())
		set_guarded(1);
}

/* Nobody is there any more who sets the guard. */
static void without_the_broker(pid_t pid)
{
	(void)pid;
	broker_killed = wait_for_server() && kill(broker, SIGKILL) == 0;
}

static void at_many_moments(void (*beside)(pid_t pid))
{
	unsigned marked = 0;

	/* The quicker the machine, the fewer of the late moments meet it at work. */
	for (unsigned i = 0; i < 4 || (marked < 2 && i < 30); i++)
		marked += hurt(beside, i < 4 ? 20 * i : 5 * (i % 6));
	ck_assert_uint_ge(marked, 2);
}

START_TEST(killed_at_many_moments)
{
	at_many_moments(kenshin_killed);
}
END_TEST

START_TEST(its_worker_is_killed)
{
	at_many_moments(without_its_worker);
}
END_TEST

START_TEST(nothing_more_can_be_written)
{
	at_many_moments(read_only_now);
}
END_TEST

/* What is written is whole, but that the guard is set again nobody could say; where the stick has another broker
 * it is set at once (to_pc() looks), else by the next one. */
START_TEST(the_broker_is_killed)
{
	unsigned not_done = 0;

	if (_i)
		keep_socket();
	for (unsigned ms = 0; ms < 30; ms += 6) {
		if (!pc_disk())
			return;
		take_backup();
		moment = ms;
		if (to_pc_from(backups, sequence, SAYS_YES, NULL, NULL, without_the_broker) != 0) {
			not_done++;
			ck_assert(!said("Brought back") && !said("guard is set again"));
		}
		forget_memory();
	}
	ck_assert_uint_ge(not_done, 1);
}
END_TEST

static void kenshin_stopped(pid_t pid)
{
	if (wait_for_server())
		kill(pid, SIGINT);
}

/* Whole files stay, the disk is put away, and the next time goes on. */
START_TEST(stopped_and_gone_on_with)
{
	int code = 0;

	for (unsigned ms = 0; code == 0 && ms < 40; ms += 4) {
		if (!pc_disk())
			return;
		take_backup();
		moment = ms;
		code = to_pc_from(backups, sequence, SAYS_YES, NULL, NULL, kenshin_stopped);
		ck_assert(code == 0 || code == 3);
		must(CLEAN MOUNTED AS_IT_WAS);
		if (code)
			ck_assert_msg(said("Stopped before the end") && to_pc(SAYS_YES) == 0, "%s",
				      last_words("out"));
		all_is_right();
		forget_memory();
	}
	ck_assert_int_eq(code, 3);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("restore-pc");
	TCase *t = tcase_create("restore-pc");
	int r = restore_begin();

	if (r)
		return r;
	if (access("/dev/fuse", R_OK | W_OK) < 0) {
		puts("skipped: no FUSE here");
		return 77;
	}
	tcase_set_timeout(t, 180);
	tcase_add_test(t, comes_back);
	tcase_add_test(t, in_japanese);
	tcase_add_test(t, parts_are_shown);
	tcase_add_test(t, without_the_owners_word);
	tcase_add_test(t, windows_has_not_finished);
	tcase_add_test(t, windows_is_asleep);
	tcase_add_test(t, too_little_room);
	tcase_add_test(t, not_ntfs);
	tcase_add_test(t, locked);
	tcase_add_test(t, signs_stay_away);
	tcase_add_test(t, odd_names);
	tcase_add_test(t, a_backup_that_lies);
	tcase_add_test(t, the_name_is_taken);
	tcase_add_test(t, rights_come_from_the_folder_above);
	tcase_add_test(t, killed_at_many_moments);
	tcase_add_test(t, its_worker_is_killed);
	tcase_add_loop_test(t, the_broker_is_killed, 0, 2);
	tcase_add_test(t, nothing_more_can_be_written);
	tcase_add_test(t, stopped_and_gone_on_with);
	return disks_end(s, t);
}
