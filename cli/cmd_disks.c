/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin disks: this machine's disks with all that keeps one from picking the wrong one. */
#include <errno.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "core/record/record.h"
#include "core/text/text.h"
#include "scanners/broker/broker.h"
#include "scanners/engine/run.h"

#define DISKS_TEXT_MAX ((size_t)4 << 20)

static void add_words(struct str *out, const char *text)
{
	if (text && *text) {
		str_add(out, "  ");
		text_escape(out, text);
	}
}

static void add_phrase(struct str *out, const char *lead, const struct phrase *p)
{
	if (p->id) {
		str_add(out, lead);
		text_phrase(out, p, 0);
	}
}

/* As on the kiosk's page of disks. */
static const char *state_word(enum volume_state state)
{
	switch (state) {
	case VOLUME_STATE_READABLE: return N_("readable");
	case VOLUME_STATE_LOCKED: return N_("locked");
	case VOLUME_STATE_UNREADABLE: return N_("cannot be read");
	case VOLUME_STATE_UNSUPPORTED: return N_("cannot be read here");
	case VOLUME_STATE_EMPTY: break;
	}
	return N_("empty");
}

static void add_system(struct str *out, const struct client_system *s)
{
	const char *words = s->n_users == 1 ? N_("{0}, 1 user") : N_("{0}, {1} users");
	const struct phrase p =
	    phrase_of(words, 2, PHRASE_TEXT(s->name), PHRASE_NUMBER((int64_t)s->n_users));

	add_phrase(out, "       ", &p);
	str_addc(out, '\n');
}

static void add_volume(struct str *out, const struct checkup *c, size_t volume)
{
	const struct volume_info *v = &c->disk.volume[volume];

	str_addf(out, "  %3u  ", v->partition);
	text_bytes(out, v->size);
	add_words(out, v->type);
	add_words(out, v->label);
	add_words(out, v->partition_label);
	str_addf(out, "  [%s]", _(state_word(v->state)));
	add_phrase(out, " ", &v->reason);
	add_phrase(out, "  ", &v->remark);
	if (v->hibernated == FLAG_YES || v->dirty == FLAG_YES)
		add_words(out, _("not fully shut down: the last minutes may be missing from the "
				 "records"));
	if (v->free_bytes != UINT64_MAX) {
		const struct phrase room =
		    phrase_of(N_("{0} of it free"), 1, PHRASE_BYTES((int64_t)v->free_bytes));

		add_phrase(out, "  ", &room);
	}
	str_addc(out, '\n');
	for (size_t i = 0; i < c->n_systems; i++)
		if (c->system[i].volume == volume)
			add_system(out, &c->system[i]);
}

static void add_disk(struct str *out, const struct checkup *c)
{
	const struct disk *d = &c->disk;

	text_escape(out, d->path);
	str_add(out, "  ");
	text_bytes(out, d->size);
	add_words(out, d->transport);
	add_words(out, d->model);
	add_words(out, d->serial);
	add_words(out, d->table);
	add_words(out, d->removable ? _("(can be unplugged)") : "");
	add_words(out, d->own_stick ? _("(this machine runs from it)") : "");
	add_phrase(out, "  ", &d->reason);
	str_addc(out, '\n');
	for (size_t i = 0; i < d->n_volumes; i++)
		add_volume(out, c, i);
}

static void add_line(void *arg, const char *json, size_t n)
{
	struct str *out = arg;

	str_addn(out, json, n);
	str_addc(out, '\n');
}

/* The disk, then its systems with the facts that are known about them. */
static void add_records(const struct record_sink *sink, const struct checkup *c, bool facts)
{
	record_disk(sink, &c->disk);
	for (unsigned i = 0; i < c->n_systems; i++) {
		record_system(sink, c, i);
		if (facts)
			record_facts(sink, i, &c->system[i].facts);
	}
}

/* One document {"schema", "tool", "disks": [...]}: a disk is the same object as in its record, with
 * its systems. */
static void collect(void *arg, const char *json, size_t n)
{
	json_t *o = json_loadb(json, n, 0, NULL);
	bool disk = json_object_get(o, "volumes") != NULL;

	json_object_del(o, "record");
	if (disk) {
		json_object_set_new(o, "systems", json_array());
		json_array_append_new(arg, o);
	} else {
		json_t *last = json_array_get(arg, json_array_size(arg) - 1);

		json_array_append_new(json_object_get(last, "systems"), o);
	}
}

static void add_document(struct str *out, const struct checkup *c, size_t n)
{
	json_t *doc = json_object(), *disks = json_array();
	const struct record_sink sink = { collect, disks };
	size_t length;
	char *text;

	for (size_t i = 0; i < n; i++)
		add_records(&sink, &c[i], false);
	json_object_set_new(doc, "schema", json_integer(CHECKUP_SCHEMA));
	json_object_set_new(doc, "tool", json_string("kenshin " KENSHIN_VERSION));
	json_object_set_new(doc, "disks", disks);
	text = record_text(doc, true, &length);
	json_decref(doc);
	add_line(out, text, length);
	free(text);
}

/* Records come disk by disk: whoever waits for them (the kiosk) shows what is there already. */
struct told {
	int failed; /* of the first one that could not be written */
	struct err *err;
};

static void told_disk(void *arg, const struct checkup *c)
{
	struct told *told = arg;
	struct str out = STR_INIT(DISKS_TEXT_MAX);
	const struct record_sink sink = { add_line, &out };

	add_records(&sink, c, true);
	if (told->failed == 0)
		told->failed = output_print(str_c(&out), out.len, told->err);
	str_done(&out);
}

static void add_all(struct str *out, const struct options *o, const struct checkup *c, size_t n)
{
	if (o->json) {
		add_document(out, c, n);
		return;
	}
	for (size_t i = 0; i < n && !o->records; i++)
		add_disk(out, &c[i]);
	if (n == 0 && !o->records)
		str_addf(out, "%s\n", _("This machine shows no disk."));
}

/* The end of a case: nothing of a disk stays in the kernel's memory. Only the broker can do that. */
static int forget(struct options *o)
{
	struct err err = { 0 };
	unsigned n = 0;
	int none = -1, r;

	if (o->image || o->root || o->json || o->records || o->no_systems)
		return command_usage(o, "--forget stands alone");
	r = rootless_begin(o, NULL, &none, &err);
	if (r == 0 && o->broker_fd < 0)
		r = err_set(&err, ERR_DENIED, -EPERM, "this needs full rights");
	if (r == 0)
		r = broker_forget(o->broker_fd, &n, &err);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}

int cmd_disks(const struct options *given)
{
	struct options own = *given, *o = &own;
	struct run_options run = { .image = o->image,
				   .root = o->root,
				   .no_systems = o->no_systems,
				   .no_sandbox = o->no_sandbox,
				   .weak_ok = o->weak_sandbox,
				   .source_fd = -1,
				   .tool = "kenshin " KENSHIN_VERSION };
	struct str out = STR_INIT(DISKS_TEXT_MAX);
	struct arena arena = { 0 };
	struct err err = { 0 };
	struct told told = { .err = &err };
	struct checkup *c = NULL;
	size_t n = 0;
	int r;

	if (o->forget)
		return forget(o);
	if (o->image && o->root)
		return command_usage(o, "only one of --image and --root goes at a time");
	if (o->json && o->records)
		return command_usage(o, "--json and --records do not go together");
	r = rootless_begin(o, NULL, &run.source_fd, &err);

	run.broker = o->broker_fd;
	if (o->records) {
		run.told = told_disk;
		run.told_arg = &told;
	}
	if (r == 0)
		r = run_disks(&run, &arena, &c, &n, &err);
	if (r == 0)
		r = told.failed;
	if (r == 0) {
		add_all(&out, o, c, n);
		r = output_print(str_c(&out), out.len, &err);
	}
	str_done(&out);
	run_disks_done(c, n);
	arena_done(&arena);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}
