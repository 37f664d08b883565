/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile bytes into every probe: as each of its files, as a log, as a listing. No fact may come
 * from a kind that says nothing of how it went, and nothing may be read outside of the bytes. */
/* link: scanners/probes */
#include "scanners/probes/probe.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/zip_maker.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void run_probe(const struct probe *p, struct bytes data, bool as_log)
{
	static const struct client_user user = { "yamada", "Users/yamada" };
	static const struct volume_info volume = { .dirty = FLAG_YES };
	struct probe_blob blob[PROBE_FILES] = { 0 };
	struct probe_input in = {
		.blob = blob, .user = &user, .volume = &volume, .windows = "Windows"
	};
	struct arena arena = { 0 };
	struct facts facts;
	struct err err = { 0 };

	facts_init(&facts, &arena);
	for (; in.n_blobs < PROBE_FILES && p->files[in.n_blobs].want; in.n_blobs++) {
		struct probe_blob *b = &blob[in.n_blobs];

		b->path = p->files[in.n_blobs].path;
		b->data = data;
		b->size = data.n;
		if (as_log)
			b->log1 = data;
	}
	if (p->run(&in, &facts, &err) > 0)
		abort(); /* 0 or a negative errno */
	facts_done(&facts);
	arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n);

	for (size_t i = 0; probes[i]; i++)
		run_probe(probes[i], b, n && data[n - 1] & 1);
	return 0;
}

/* Hives that hold something for every probe: the sample clients', joined by the recipe. */
static const char recipe[] =
    "set -eu; c=${KENSHIN_SRC:-.}/tests/fixtures/clients; t=${KENSHIN_BUILD:-build}/tools; "
    "if [ $0 = names ]; then $t/mksam $c/$1/accounts.list $3/n; " /* with its key in one hive */
    "cat $3/n.SAM.spec $3/n.KEY.spec >$3/s; rm -f $3/n.*; "
    "printf '[Select]\n\"Current\"=dword:1\n[Microsoft]\n[Policy\\\\Secrets]\n' >>$3/s; "
    "else cat $c/parts/$0.spec $c/office/$1.spec >$3/s; "
    "[ $0 != software ] || cat $c/office/amcache.spec >>$3/s; "
    "[ $0 != system ] || cat $c/office/system-after.spec >>$3/s; fi; $t/mkhive $3/s $3/h";

static int make(const char *part, const char *own, const char *dir)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", recipe, part, own, "-", dir, (char *)NULL);
		_exit(127);
	}
	return pid < 0 || waitpid(pid, &status, 0) != pid || status ? -1 : 0;
}

static int load(const char *path, uint8_t **ret, size_t *ret_n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t room = (size_t)1 << 20, n = 0;
	ssize_t got = 0;

	if (fd < 0)
		return -1;
	*ret = malloc(room);
	while (*ret && n < room && (got = read(fd, *ret + n, room - n)) > 0)
		n += (size_t)got;
	close(fd);
	*ret_n = n;
	return *ret && got == 0 ? 0 : -1;
}

/* Seeds that need no tool: what stands in files, lists and packs. NULL behind the last. */
static const struct bytes *made_seed(size_t i)
{
	static const char text[] = "w 3 1 3 a/Login Data\nabcw 8 - 8 x.xml\n<a>b</a>\n"
				   "f 12 1700000000 a.lnk\nd 0 - yamada\nID=debian\n"
				   "yamada:x:1000:1000::/home/yamada:/bin/sh\n"
				   "root /dev/mapper/root none\n/dev/mapper/root / ext4\n"
				   "[ultravnc]\r\npasswd=0F\r\n[admin]\r\nAuthRequired=0\r\n"
				   "f 90 - host.json\n";
	/* A pack: a log of device set-up, then what is no shortcut. */
	static const char pack[] =
	    "w 111 1700000000 111 setupapi.dev.log\n"
	    ">>>  [Device Install - USBSTOR\\Disk&Ven_A&Prod_B&Rev_1\\S1&0]\r\n"
	    ">>>  Section start 2018/03/27 14:11:32.123\r\n....."
	    "c 9000 - 4 a.lnk\nL\0\0\0u 5 1 0 b.lnk\n"
	    "w 55 - 55 AnyDesk/service.conf\nad.anynet.pwd_hash=0f\n"
	    "ad.security.interactive_access=2\n"
	    "w 55 - 55 config/RustDesk2.toml\nenc_id = '00x'\npassword = '00y'\n"
	    "approve-mode = 'click'\n";
	/* Names with who may do what: everybody all; then cut off. */
	static const char rights[] =
	    "w 0 - 48 Users/a/Documents/\347\265\246\344\270\216/\n"
	    "\1\0\4\200\0\0\0\0\0\0\0\0\0\0\0\0\24\0\0\0"
	    "\2\0\34\0\1\0\0\0\0\3\24\0\377\1\37\0\1\1\0\0\0\0\0\1\0\0\0\0"
	    "w 0 - 20 :0/\347\247\230/\n\1\0\4\200\0\0\0\0\0\0\0\0\0\0\0\0\24\0\0\0"
	    "u 0 - 0 Users/b\nw 0 - 0 Users/b/Desktop/password.txt\n";
	/* Files of cloud folders. */
	static const char cloud[] = "12 4096 3 9000000 1 2 3 OneDrive\n1 1 1 1 1 1 0 /\n";
	/* Lines of the update agent: did not go in, went in. */
	static const char agent[] =
	    "{1}\t2026-11-10 10:00:00:001+0900\t1\t182 [AGENT_INSTALLING_FAILED]\t101\t{2}\t200\t"
	    "80070643\tUpdateOrchestrator\tFailure\tContent Install\tFailed: 0x80070643: .NET "
	    "(KB5066128).\tx.1\r\n{1}\t2012-01-16 08:00:00:123-0500\t1\t183\t101\t{2}\t200\t0\t"
	    "AutomaticUpdates\tSuccess\tContent Install\tDone: x: Update (KB5034123)\tx.2\r\n";
	static const char aomei[] =
	    "<BRLog><Log Time=\"1794787200\" ResultCode=\"0\"/><Log><Time>1794873600</Time>"
	    "<ResultCode>4101</ResultCode></Log></BRLog>";
	/* Dates of virus samples: as Bitdefender, Avast and Norton write them. */
	static const char samples[] =
	    "<UpdateStatistics><Antivirus><Update succtime=\"1795132800\"/></Antivirus>"
	    "</UpdateStatistics>\nLatest=26111903\n";
	static const char norton[] = "w 21 1 21 a/SDSDefs/definfo.dat\nCurDefs=20261119.003\n";
	/* Files that are named as lists of passwords and of people: an archive that is locked, a text. */
	static const char named[] =
	    "w 104 1700000000 104 "
	    "Users/a/Documents/\345\220\215\347\260\277.zip\n" ZIP_ONE(
		ZIP_LOCKED) "w 104 - 104 Users/a/Desktop/my number "
			    "password.xlsx\n" ZIP_ONE(ZIP_OPEN) "w 3 - 0 "
								"Users/a/Desktop/customer "
								"list.csv\nw 9 - 9 "
								"Users/a/"
								"payroll.jtd\n.........";
	static const struct bytes made[] = { { (const uint8_t *)text, sizeof(text) - 1 },
					     { (const uint8_t *)pack, sizeof(pack) - 1 },
					     { (const uint8_t *)rights, sizeof(rights) - 1 },
					     { (const uint8_t *)cloud, sizeof(cloud) - 1 },
					     { (const uint8_t *)agent, sizeof(agent) - 1 },
					     { (const uint8_t *)aomei, sizeof(aomei) - 1 },
					     { (const uint8_t *)samples, sizeof(samples) - 1 },
					     { (const uint8_t *)norton, sizeof(norton) - 1 },
					     { (const uint8_t *)named, sizeof(named) - 1 } };

	return i < LEN(made) ? &made[i] : NULL;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const seeds[][2] = {
		{ "software", "software" },      { "system", "system" }, { "user", "yamada" },
		{ "classes", "yamada-classes" }, { "names", "office" },
	};
	const struct bytes *made;
	char dir[] = "/tmp/kenshin-fuzz-XXXXXX", path[64], spec[64];
	int r;

	if (i >= LEN(seeds)) {
		made = made_seed(i - LEN(seeds));
		*ret = made ? malloc(made->n) : NULL;
		if (!*ret)
			return -1;
		memcpy(*ret, made->p, made->n);
		*ret_n = made->n;
		return 0;
	}
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/h", dir);
	snprintf(spec, sizeof(spec), "%s/s", dir);
	r = make(seeds[i][0], seeds[i][1], dir) < 0 ? -1 : load(path, ret, ret_n);
	unlink(path);
	unlink(spec);
	rmdir(dir);
	return r;
}
