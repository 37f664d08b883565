/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which language is on screen, and its catalogue. */
#include "core/text/text.h"

#include <locale.h>

#include "core/base/log.h"
#include "core/text/catalogue.h"

#define CONTEXT_MAX 4096 /* bytes of context and message id; longer ones have no translation */

static struct catalogue japanese;
static enum language current = LANGUAGE_JA;

bool text_language_from_name(const char *name, enum language *ret)
{
	if (!name || strlen(name) < 2 || (name[2] != '\0' && !strchr("_.@-", name[2])))
		return false;
	if (strncmp(name, "ja", 2) == 0)
		*ret = LANGUAGE_JA;
	else if (strncmp(name, "en", 2) == 0)
		*ret = LANGUAGE_EN;
	else
		return false;
	return true;
}

/* The first variable that is set decides, as with gettext; other languages than ours get Japanese:
 * the stick is for firms in Japan. */
static enum language language_of_environment(void)
{
	static const char *const names[] = { "KENSHIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };
	enum language lang = LANGUAGE_JA;

	for (size_t i = 0; i < LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (!value || !*value)
			continue;
		text_language_from_name(value, &lang);
		break;
	}
	return lang;
}

static bool load(const char *dir)
{
	struct str path = STR_INIT(4096);
	struct err err = { 0 };
	char words[256];
	bool ok;

	str_addf(&path, "%s/ja/LC_MESSAGES/kenshin.mo", dir);
	ok = !path.full && catalogue_open(&japanese, str_c(&path), &err) == 0;
	if (!ok)
		log_add("text", "%s", err_text(&err, words, sizeof(words)));
	str_done(&path);
	return ok;
}

static bool load_beside_program(void)
{
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - sizeof("/../locale"));
	char *slash;

	if (n <= 0)
		return false;
	exe[n] = '\0';
	slash = strrchr(exe, '/');
	if (!slash)
		return false;
	memcpy(slash, "/../locale", sizeof("/../locale"));
	return load(exe);
}

void text_init(void)
{
	const char *dir = getenv("KENSHIN_LOCALEDIR");

	/* For ncurses and the C library's own look at bytes; C.UTF-8 is part of libc on Debian. */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "");
	text_done();
	current = language_of_environment();
	if (dir && *dir ? load(dir) : load_beside_program())
		return;
	if (!load(KENSHIN_PREFIX "/share/locale"))
		log_add("text", "no Japanese catalogue found, texts stay English");
}

void text_done(void)
{
	catalogue_close(&japanese);
}

bool text_has_catalogue(void)
{
	return japanese.n_messages > 0;
}

void text_set_language(enum language lang)
{
	current = lang;
}

enum language text_language(void)
{
	return current;
}

static const char *translate(const char *id)
{
	const char *found = current == LANGUAGE_JA && *id ? catalogue_find(&japanese, id) : NULL;

	return found && *found ? found : NULL;
}

const char *text_get(const char *text)
{
	const char *found = translate(text);

	return found ? found : text;
}

/* Japanese has one form for all numbers, English two: nothing more general is needed here. */
const char *text_plural(const char *one, const char *several, unsigned long n)
{
	const char *found = translate(one);

	if (found)
		return found;
	return n == 1 ? one : several;
}

const char *text_context(const char *context, const char *text)
{
	char id[CONTEXT_MAX];
	int n = snprintf(id, sizeof(id), "%s\004%s", context, text);
	const char *found = n > 0 && (size_t)n < sizeof(id) ? translate(id) : NULL;

	return found ? found : text;
}
