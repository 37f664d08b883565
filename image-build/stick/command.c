/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options, help, and the sentences that all commands share. */
#include "image-build/stick/command.h"

#include <errno.h>
#include <getopt.h>
#include <sys/random.h>

#define KEY_PLACE "/share/kenshin/kenshin.pub"

static const struct stick_command commands[] = {
	{ "write", "IMAGE DEVICE...",
	  " yes file keep-size unsigned key manifest signatures recipient contacts ", 2,
	  STICKS_MAX + 1, stick_write },
	{ "verify", "DEVICE", " file unsigned key manifest ", 1, 1, stick_verify },
	{ "reissue", "DEVICE IMAGE",
	  " yes file quick unsigned key manifest signatures recipient contacts ", 2, 2,
	  stick_reissue },
	{ "signatures", "DEVICE FOLDER", " file ", 2, 2, stick_signatures },
	{ "setup", "DEVICE", " file recipient contacts ", 1, 1, stick_setup },
	{ "collect", "DEVICE FOLDER", " file ", 2, 2, stick_collect },
	{ "loan", "DEVICE", " file slip until pcs phone hours pass-stdin ", 1, 1, stick_loan },
	{ "manifest", "IMAGE", " ", 1, 1, stick_manifest },
};

static const struct option options[] = {
	{ "yes", no_argument, NULL, 'y' },
	{ "file", no_argument, NULL, 'f' },
	{ "keep-size", no_argument, NULL, 'k' },
	{ "unsigned", no_argument, NULL, 'u' },
	{ "quick", no_argument, NULL, 'q' },
	{ "pass-stdin", no_argument, NULL, 'i' },
	{ "key", required_argument, NULL, 'K' },
	{ "manifest", required_argument, NULL, 'm' },
	{ "signatures", required_argument, NULL, 's' },
	{ "contacts", required_argument, NULL, 'c' },
	{ "until", required_argument, NULL, 'U' },
	{ "phone", required_argument, NULL, 'P' },
	{ "hours", required_argument, NULL, 'H' },
	{ "slip", required_argument, NULL, 'S' },
	{ "pcs", required_argument, NULL, 'n' },
	{ "recipient", required_argument, NULL, 'r' },
	{ "lang", required_argument, NULL, 'l' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static void usage(FILE *out)
{
	fprintf(out, "usage:\n");
	for (size_t i = 0; i < LEN(commands); i++)
		fprintf(out, "  kenshin-stick %-10s [options] %s\n", commands[i].name,
			commands[i].operands);
	fprintf(out, "More: man kenshin-stick\n");
}

static int set_lang(const char *text)
{
	enum language lang;

	if (!text_language_from_name(text, &lang))
		return -EINVAL;
	text_set_language(lang);
	return 0;
}

static int set(struct stick_options *o, int c, const char *arg)
{
	switch (c) {
	case 'y': o->yes = true; return 0;
	case 'f': o->file = true; return 0;
	case 'k': o->keep_size = true; return 0;
	case 'u': o->unsigned_ok = true; return 0;
	case 'q': o->quick = true; return 0;
	case 'i': o->pass_stdin = true; return 0;
	case 'K': o->key = arg; return 0;
	case 'm': o->manifest = arg; return 0;
	case 's': o->signatures = arg; return 0;
	case 'c': o->contacts = arg; return 0;
	case 'U': o->until = arg; return 0;
	case 'P': o->phone = arg; return 0;
	case 'H': o->hours = arg; return 0;
	case 'S': o->slip = arg; return 0;
	case 'n': o->pcs = arg; return 0;
	case 'l': return set_lang(arg);
	case 'r':
		if (o->n_recipients == RECIPIENT_ARGS)
			return -E2BIG;
		o->recipient[o->n_recipients++] = arg;
		return 0;
	default: return -EINVAL;
	}
}

static const struct stick_command *command_of(const char *name)
{
	for (size_t i = 0; name && i < LEN(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static bool takes(const struct stick_command *command, const char *option)
{
	char word[32];

	snprintf(word, sizeof(word), " %s ", option);
	return !strcmp(option, "lang") || strstr(command->options, word);
}

static int parse(const struct stick_command *command, int argc, char **argv,
		 struct stick_options *o)
{
	int c, at = 0;

	while ((c = getopt_long(argc, argv, "", options, &at)) != -1) {
		if (c == 'h' || c == '?')
			return -EINVAL;
		if (!takes(command, options[at].name)) {
			fprintf(stderr, "kenshin-stick %s: no option --%s\n", command->name,
				options[at].name);
			return -EINVAL;
		}
		if (set(o, c, optarg) < 0)
			return -EINVAL;
	}
	o->operand = argv + optind;
	o->n_operands = (unsigned)(argc - optind);
	return o->n_operands < command->least || o->n_operands > command->most ? -EINVAL : 0;
}

int stick_main(int argc, char **argv)
{
	const struct stick_command *command = command_of(argc > 1 ? argv[1] : NULL);
	struct stick_options o = { .key = KENSHIN_PREFIX KEY_PLACE };

	if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "--version"))) {
		if (argv[1][2] == 'v')
			printf("kenshin-stick %s\n", KENSHIN_VERSION);
		else
			usage(stdout);
		return EXIT_DONE;
	}
	if (!command || parse(command, argc - 1, argv + 1, &o) < 0) {
		usage(stderr);
		return EXIT_NOT_ASKED;
	}
	return command->run(&o);
}

int stick_fail(const char *what, const struct err *err)
{
	struct str shown = STR_INIT(4096);
	char words[1000];

	text_escape(&shown, what);
	if (err && err->kind != ERR_NONE) {
		str_add(&shown, ": ");
		text_escape(&shown, err_text(err, words, sizeof(words)));
	}
	fprintf(stderr, "kenshin-stick: %s\n", str_c(&shown));
	str_done(&shown);
	return EXIT_NOT_DONE;
}

static void show(const struct device *d)
{
	struct str s = STR_INIT(400);

	text_escape_cut(&s, d->name, 24);
	str_add(&s, "  ");
	text_bytes(&s, d->size);
	str_add(&s, "  ");
	text_escape_cut(&s, d->model, 40);
	printf("  %s\n", str_c(&s));
	str_done(&s);
}

bool stick_agreed(const struct stick_options *o, const struct device *d, unsigned n)
{
	char line[64] = "";

	puts(_("These will be written. What is on them now goes away:"));
	for (unsigned i = 0; i < n; i++)
		show(&d[i]);
	if (o->yes)
		return true;
	printf("%s", _("To go on, type yes and press Enter: "));
	fflush(stdout);
	if (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strcmp(line, "yes") || !strcmp(line, "はい"))
			return true;
	}
	puts(_("Nothing was written."));
	return false;
}

const char *stick_number(uint32_t serial, char ret[12])
{
	snprintf(ret, 12, "%04X-%04X", serial >> 16, serial & 0xffff);
	return ret;
}

uint32_t stick_new_number(void)
{
	uint32_t n = 0;

	while (!n)
		if (getrandom(&n, sizeof(n), 0) != (ssize_t)sizeof(n))
			n = 0;
	return n;
}
