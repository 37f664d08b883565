/* SPDX-License-Identifier: GPL-2.0-or-later */
/* write and reissue: an image onto sticks, a process for each. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "image-build/stick/command.h"
#include "image-build/stick/issue.h"

/* What a stick's process tells; short enough that a pipe takes it whole. */
struct progress {
	unsigned stick, step, percent;
	bool ended;
	int code;
	char words[300];
};

struct order {
	const struct stick_options *o;
	struct signed_manifest s;
	struct content content;
	int image;
	bool wipe;
	struct device d[STICKS_MAX];
	uint32_t serial[STICKS_MAX];
	pid_t pid[STICKS_MAX];
	struct progress last[STICKS_MAX];
	unsigned n;
};

static volatile sig_atomic_t stopped;

static void on_stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

/* --- one stick, in its own process --- */

struct teller {
	int pipe;
	struct progress p;
};

static void tell(void *arg, enum issue_step step, unsigned percent)
{
	struct teller *t = arg;

	if (t->p.step == step && t->p.percent == percent)
		return;
	t->p.step = step;
	t->p.percent = percent;
	if (io_write_full(t->pipe, &t->p, sizeof(t->p)) < 0)
		_exit(1); /* nobody waits for this any more */
}

static _Noreturn void write_one(const struct order *w, unsigned stick, int pipe)
{
	struct teller t = { .pipe = pipe, .p = { .stick = stick } };
	struct issue i = { .d = &w->d[stick],
			   .m = &w->s.m,
			   .image = w->image,
			   .content = w->o->keep_size ? NULL : &w->content,
			   .serial = w->serial[stick],
			   .wipe = w->wipe,
			   .quick = w->o->quick,
			   .step = tell,
			   .arg = &t };
	struct err err = { 0 };

	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	t.p.code = issue_write(&i, &err);
	t.p.ended = true;
	err_text(&err, t.p.words, sizeof(t.p.words));
	_exit(io_write_full(pipe, &t.p, sizeof(t.p)) < 0 || t.p.code < 0);
}

/* --- all of them --- */

static void show_progress(const struct order *w, const struct progress *p)
{
	const struct progress *last = &w->last[p->stick];

	if (p->ended || (p->step == last->step && p->percent / 25 == last->percent / 25))
		return;
	switch ((enum issue_step)p->step) {
	case ISSUE_WIPE: printf(_("%s: wiping, %u %%\n"), w->d[p->stick].name, p->percent); break;
	case ISSUE_WRITE: printf(_("%s: writing, %u %%\n"), w->d[p->stick].name, p->percent); break;
	case ISSUE_READ:
		printf(_("%s: reading back what was written\n"), w->d[p->stick].name);
		break;
	case ISSUE_DONE: break;
	}
	fflush(stdout);
}

static void stop_all(const struct order *w)
{
	for (unsigned i = 0; i < w->n; i++)
		if (w->pid[i] > 0)
			kill(w->pid[i], SIGTERM);
}

static void follow(struct order *w, int pipe)
{
	struct progress p;
	ssize_t n;

	while ((n = read(pipe, &p, sizeof(p))) != 0) {
		if (n < 0 && errno == EINTR) {
			if (stopped)
				stop_all(w);
			continue;
		}
		if (n != (ssize_t)sizeof(p) || p.stick >= w->n)
			break;
		p.words[sizeof(p.words) - 1] = '\0';
		show_progress(w, &p);
		w->last[p.stick] = p;
	}
	for (unsigned i = 0; i < w->n; i++)
		while (w->pid[i] > 0 && waitpid(w->pid[i], NULL, 0) < 0 && errno == EINTR)
			;
}

static int conclude(const struct order *w)
{
	unsigned good = 0;
	char number[12];

	for (unsigned i = 0; i < w->n; i++) {
		const struct progress *p = &w->last[i];

		if (p->ended && p->code == 0) {
			good++;
			if (w->o->keep_size)
				printf(_("%s: written and read back.\n"), w->d[i].name);
			else
				printf(_("%s: written and read back. Stick number %s\n"),
				       w->d[i].name, stick_number(w->serial[i], number));
		} else {
			printf(_("%s: not ready (%s). It will not start a PC; write it again.\n"),
			       w->d[i].name, p->ended ? p->words : _("it was stopped"));
		}
	}
	printf(_("Ready: %u of %u.\n"), good, w->n);
	return good == w->n ? EXIT_DONE : EXIT_NOT_DONE;
}

static int write_sticks(struct order *w, struct err *err)
{
	struct sigaction stop = { .sa_handler = on_stop };
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	fflush(stdout);
	for (unsigned i = 0; i < w->n; i++) {
		w->last[i].step = ISSUE_DONE;
		w->pid[i] = fork();
		if (w->pid[i] == 0) {
			close(ends[0]);
			write_one(w, i, ends[1]);
		}
	}
	close(ends[1]);
	follow(w, ends[0]);
	close(ends[0]);
	return conclude(w);
}

/* --- the image --- */

static int open_image(struct order *w, const char *image, struct err *err)
{
	char name[4096], hex[SHA256_HEX];
	off_t size;
	int r;

	snprintf(name, sizeof(name), "%s.manifest", image);
	r = sign_load(&w->s, w->o->manifest ? w->o->manifest : name, w->o->key, w->o->unsigned_ok,
		      err);
	if (r < 0)
		return r;
	w->image = open(image, O_RDONLY | O_CLOEXEC);
	if (w->image < 0)
		return err_sys(err, -errno, "%s", image);
	size = lseek(w->image, 0, SEEK_END);
	if (size < 0 || (uint64_t)size != w->s.m.sectors * GPT_SECTOR)
		return err_set(err, ERR_FORMAT, -EUCLEAN, "%s: another size than in its manifest",
			       image);
	r = manifest_hash(w->image, 0, (uint64_t)size, hex, err);
	if (r == 0 && strcmp(hex, w->s.m.image) != 0)
		r = err_set(err, ERR_FORMAT, -EUCLEAN, "%s: another SHA-256 than in its manifest",
			    image);
	if (r == 0 && w->s.signature)
		printf(_("Image: Kenshin %s of %s, its signature is right.\n"), w->s.m.version,
		       w->s.m.built);
	else if (r == 0)
		printf(_("Image: Kenshin %s of %s. It carries no signature.\n"), w->s.m.version,
		       w->s.m.built);
	return r;
}

/* The image's own content, the signed list, and what was asked for. */
static int gather(struct order *w, struct err *err)
{
	const struct gpt_part *p = &w->s.m.part[GPT_PARTS - 1];
	struct content *c = &w->content;
	int r =
	    content_load(c, w->image, p->start * GPT_SECTOR, p->sectors * GPT_SECTOR, NULL, err);

	if (r == 0)
		r = content_put(c, "kenshin/issued.txt", w->s.text, w->s.n, err);
	if (r == 0 && w->s.signature)
		r = content_put(c, "kenshin/issued.txt.minisig", w->s.signature, w->s.signature_n,
				err);
	return r < 0 ? r : stick_apply(w->o, c, err);
}

static int look_at_sticks(struct order *w, char *const *path, struct err *err)
{
	for (unsigned i = 0; i < w->n; i++) {
		int r =
		    device_look(&(struct device_source){ 0 }, path[i], w->o->file, &w->d[i], err);

		if (r == 0)
			r = issue_fits(&w->s.m, w->o->keep_size ? 0 : w->content.bytes,
				       w->d[i].size, err);
		if (r < 0)
			return err_while(err, "looking at %s", path[i]);
		for (unsigned k = 0; k < i; k++)
			if (!strcmp(path[k], path[i]) ||
			    (!w->o->file && !strcmp(w->d[k].name, w->d[i].name)))
				return err_set(err, ERR_DENIED, -EEXIST, "%s is named twice",
					       path[i]);
		w->serial[i] = stick_new_number();
	}
	return 0;
}

/* reissue looks first, so that a stick that was changed does not go out unseen: by its own signed
 * manifest, since it may be of an older release, else by that of the new image. */
static int look_before(const struct order *w)
{
	struct signed_manifest own;
	struct err err = { 0 };
	CLEANUP(cleanup_close) int fd = device_open(&w->d[0], false, &err);

	if (fd < 0)
		return stick_fail(_("The stick could not be looked at"), &err);
	puts(_("What came back:"));
	if (verify_manifest(&own, w->o, &w->d[0], fd, &err) < 0) {
		verify_stick(&w->s, &w->d[0], fd);
	} else {
		verify_stick(&own, &w->d[0], fd);
		sign_done(&own);
	}
	return EXIT_DONE;
}

static int run(const struct stick_options *o, const char *image, char *const *path, unsigned n,
	       bool wipe)
{
	struct order w = { .o = o, .image = -1, .wipe = wipe, .n = n };
	struct err err = { 0 };
	int code = EXIT_NOT_DONE, r = content_begin(&w.content, &err);

	if (r == 0)
		r = open_image(&w, image, &err);
	if (r == 0 && !o->keep_size)
		r = gather(&w, &err);
	if (r == 0)
		r = look_at_sticks(&w, path, &err);
	if (r < 0)
		stick_fail(_("Nothing was written"), &err);
	else if ((!wipe || look_before(&w) == EXIT_DONE) && stick_agreed(o, w.d, n)) {
		code = write_sticks(&w, &err);
		if (code < 0)
			code = stick_fail(_("Nothing was written"), &err);
	}
	content_done(&w.content);
	sign_done(&w.s);
	if (w.image >= 0)
		close(w.image);
	return code;
}

int stick_write(const struct stick_options *o)
{
	if (o->keep_size && (o->signatures || o->contacts || o->n_recipients)) {
		fprintf(stderr, "kenshin-stick write: --keep-size leaves the data partition as it "
				"is\n");
		return EXIT_NOT_ASKED;
	}
	return run(o, o->operand[0], o->operand + 1, o->n_operands - 1, false);
}

int stick_reissue(const struct stick_options *o)
{
	return run(o, o->operand[1], o->operand, 1, true);
}
