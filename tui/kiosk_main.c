/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin-kiosk: the check-up as counsellor and owner see it, in a terminal. */
#include <getopt.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "core/text/text.h"
#include "tui/app.h"
#include "tui/wiping_free.h"

enum {
	OPT_IMAGE = 256,
	OPT_ROOT,
	OPT_DISK,
	OPT_USB_MEMORY,
	OPT_BACKUP_TO,
	OPT_PRACTICE,
	OPT_SIGNATURES,
	OPT_LANG,
	OPT_OUT,
	OPT_KENSHIN,
	OPT_NOW,
	OPT_DATA,
	OPT_SESSION,
	OPT_STAGE,
	OPT_STICK,
	OPT_TEXT_SIZE,
	OPT_TEXT_SIZE_FILE,
	OPT_SPECIALIST,
	OPT_NO_PRINT,
	OPT_NO_GUARD,
	OPT_WEAK,
	OPT_NO_SANDBOX,
	OPT_HELP,
	OPT_VERSION,
};

static const struct option options[] = {
	{ "image", required_argument, NULL, OPT_IMAGE },
	{ "root", required_argument, NULL, OPT_ROOT },
	{ "disk", required_argument, NULL, OPT_DISK },
	{ "usb-memory", required_argument, NULL, OPT_USB_MEMORY },
	{ "backup-to", required_argument, NULL, OPT_BACKUP_TO },
	{ "practice", no_argument, NULL, OPT_PRACTICE },
	{ "signatures", required_argument, NULL, OPT_SIGNATURES },
	{ "lang", required_argument, NULL, OPT_LANG },
	{ "out", required_argument, NULL, OPT_OUT },
	{ "kenshin", required_argument, NULL, OPT_KENSHIN },
	{ "now", required_argument, NULL, OPT_NOW },
	{ "data", required_argument, NULL, OPT_DATA },
	{ "session", required_argument, NULL, OPT_SESSION },
	{ "stage", required_argument, NULL, OPT_STAGE },
	{ "stick", required_argument, NULL, OPT_STICK },
	{ "text-size", required_argument, NULL, OPT_TEXT_SIZE },
	{ "text-size-file", required_argument, NULL, OPT_TEXT_SIZE_FILE },
	{ "specialist", no_argument, NULL, OPT_SPECIALIST },
	{ "no-print", no_argument, NULL, OPT_NO_PRINT },
	{ "no-key-guard", no_argument, NULL, OPT_NO_GUARD },
	{ "weak-sandbox", no_argument, NULL, OPT_WEAK },
	{ "no-sandbox", no_argument, NULL, OPT_NO_SANDBOX },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ 0 },
};

static const char usage[] =
    "Usage: kenshin-kiosk [OPTION]...\n"
    "The check-up with its screens, in this terminal. Reads only.\n"
    "\n"
    "  --image FILE       offer this disk image (or --root DIR: this directory)\n"
    "  --disk NAME        offer only this disk of the machine\n"
    "  --usb-memory FILE  offer this image as the owner's USB memory\n"
    "  --backup-to DIR    offer this folder as the owner's disk for a backup\n"
    "  --practice         say on every page that this is practice; needs --image\n"
    "  --signatures DIR   virus samples; without it no virus is looked for\n"
    "  --out DIR          folder in which the result sheet can be saved; made if missing\n"
    "  --data DIR         the stick's own data: samples, contacts, what is kept by consent\n"
    "  --session DIR      folder in memory (tmpfs) from which a fallen kiosk goes on\n"
    "  --stick FILE       is there while the stick is plugged in\n"
    "  --lang ja|en       language of the screens\n"
    "  --text-size 0|1|2  size of the letters to begin with: normal, large, very large\n"
    "  --text-size-file FILE  is written whenever F2 changes the size\n"
    "  --stage FILE       is told which page is shown, for boot tests\n"
    "  --specialist       a specialist sits here: odd things come first, counts are kept apart\n"
    "  --no-print         leave printers alone, whether there are some or not\n"
    "  --kenshin PROGRAM  the kenshin to ask; default: the one beside this program\n"
    "  --now TIME         judge as of TIME (2026-11-21), for tests\n"
    "  --no-key-guard     take keys at once after a page change, for tests\n"
    "  --weak-sandbox     go on where the kernel lacks a wall, and say so\n"
    "  --no-sandbox       no walls around the workers: for the debugger only\n"
    "  --help, --version\n";

static int wrong(const char *words, const char *value)
{
	fprintf(stderr, "kenshin-kiosk: %s%s%s\n", words, value ? ": " : "", value ? value : "");
	return 2;
}

/* The file FOLDER-OF-THIS-PROGRAM/name, into buf. */
static const char *beside(char *buf, size_t size, const char *name)
{
	ssize_t n = readlink("/proc/self/exe", buf, size - 1);
	char *slash;

	buf[n > 0 ? n : 0] = '\0';
	slash = strrchr(buf, '/');
	if (slash)
		snprintf(slash + 1, size - (size_t)(slash + 1 - buf), "%s", name);
	return buf;
}

static bool text_size(const char *s, unsigned *ret)
{
	if (s[0] < '0' || s[0] > '2' || s[1])
		return false;
	*ret = (unsigned)(s[0] - '0');
	return true;
}

static int parse(int argc, char **argv, struct app_options *o, enum language *lang, bool *has_lang)
{
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case OPT_IMAGE: o->image = optarg; break;
		case OPT_ROOT: o->root = optarg; break;
		case OPT_DISK: o->disk = optarg; break;
		case OPT_USB_MEMORY: o->usb_memory = optarg; break;
		case OPT_BACKUP_TO: o->backup_to = optarg; break;
		case OPT_PRACTICE: o->practice = true; break;
		case OPT_SIGNATURES: o->signatures = optarg; break;
		case OPT_OUT: o->out = optarg; break;
		case OPT_KENSHIN: o->program = optarg; break;
		case OPT_LANG:
			if (!text_language_from_name(optarg, lang))
				return wrong("languages are ja and en, not", optarg);
			*has_lang = true;
			break;
		case OPT_NOW:
			if (!time_parse_iso(optarg, &o->now))
				return wrong("not a time like 2026-11-21", optarg);
			break;
		case OPT_DATA: o->data = optarg; break;
		case OPT_SESSION: o->session = optarg; break;
		case OPT_STAGE: o->stage = optarg; break;
		case OPT_STICK: o->stick = optarg; break;
		case OPT_TEXT_SIZE_FILE: o->text_size_file = optarg; break;
		case OPT_SPECIALIST: o->specialist = true; break;
		case OPT_NO_PRINT: o->no_print = true; break;
		case OPT_TEXT_SIZE:
			if (!text_size(optarg, &o->text_size))
				return wrong("text sizes are 0, 1 and 2, not", optarg);
			break;
		case OPT_NO_GUARD: o->no_guard = true; break;
		case OPT_WEAK: o->weak_sandbox = true; break;
		case OPT_NO_SANDBOX: o->no_sandbox = true; break;
		case OPT_HELP: fputs(usage, stdout); exit(fflush(stdout) ? 1 : 0);
		case OPT_VERSION:
			puts("kenshin-kiosk " KENSHIN_VERSION);
			exit(fflush(stdout) ? 1 : 0);
		default: return 2;
		}
	}
	return optind < argc ? wrong("this means nothing here", argv[optind]) : 0;
}

static bool folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What is kept there is about a client: nobody else may look, and it never reaches a disk. */
static int check_session(const char *path)
{
	struct statfs fs;
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode))
		return wrong("there is no such folder for the session", path);
	if (st.st_uid != geteuid() || st.st_mode & 077)
		return wrong("the folder for the session must be ours alone (mode 0700)", path);
	if (statfs(path, &fs) < 0 || (fs.f_type != TMPFS_MAGIC && fs.f_type != RAMFS_MAGIC))
		return wrong("the folder for the session must be in memory (tmpfs)", path);
	return 0;
}

static int check_options(const struct app_options *o)
{
	struct stat st;

	if (!!o->image + !!o->root + !!o->disk > 1)
		return wrong("only one of --image, --root and --disk", NULL);
	if (o->practice && !o->image)
		return wrong("--practice needs the image of a sample PC", "--image FILE");
	if (o->image && (stat(o->image, &st) < 0 || S_ISDIR(st.st_mode)))
		return wrong("there is no such image file", o->image);
	if (o->usb_memory && (stat(o->usb_memory, &st) < 0 || S_ISDIR(st.st_mode)))
		return wrong("there is no such image file", o->usb_memory);
	if (o->root && !folder(o->root))
		return wrong("there is no such directory", o->root);
	if (o->signatures && !folder(o->signatures))
		return wrong("there is no such directory of samples", o->signatures);
	if (o->out && !folder(o->out) && mkdir(o->out, 0755) < 0)
		return wrong("there is no such folder for the sheet", o->out);
	if (access(o->program, X_OK) < 0)
		return wrong("cannot find kenshin", o->program);
	return o->session ? check_session(o->session) : 0;
}

/* The stick may be pulled out at any moment: this program, its libraries and words are read whole
 * and stay in memory, so that S17 can still be drawn. No page goes to a swap either. Only as far as
 * the limit allows: on the stick there is none. */
static void hold_in_memory(void)
{
	struct rlimit limit = { 0 };

	(void)C_("S17", "The stick came out"); /* the catalogue is loaded by the first word */
	if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY)
		(void)!mlockall(MCL_CURRENT | MCL_FUTURE);
	else
		(void)!mlockall(MCL_CURRENT); /* refused is no harm */
}

int main(int argc, char **argv)
{
	static char program[4096], contacts[4096];
	struct app_options o = { 0 };
	enum language lang = LANGUAGE_JA;
	bool has_lang = false;
	int r;

	(void)wiping_free_on();
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){ 0 }); /* no core file of a visit */
	text_init();
	o.program = beside(program, sizeof(program), "kenshin");
	r = parse(argc, argv, &o, &lang, &has_lang);
	if (r == 0)
		r = check_options(&o);
	if (r != 0)
		return r;
	if (has_lang)
		text_set_language(lang);
	o.contacts = beside(contacts, sizeof(contacts), "../../signatures/contacts.csv");
	if (access(o.contacts, R_OK) < 0)
		o.contacts = KENSHIN_PREFIX "/share/kenshin/contacts.csv";
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return wrong("it needs a terminal", NULL);
	hold_in_memory();
	r = app_run(&o);
	if (r == EXIT_FAILURE)
		fprintf(stderr, "kenshin-kiosk: this terminal cannot show the screens.\n");
	return r;
}
