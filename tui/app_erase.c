/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of a case. Each proof is made here and only then shown: memory searched for what the
 * visit put there, the work area looked for, the kernel's write counters or the sample file
 * compared with the beginning. */
#include <stdio.h>
#include <sys/stat.h>

#include "tui/app.h"
#include "tui/paint.h"
#include "tui/screens/screen.h"

static void image_state(const struct app *a, int64_t v[5])
{
	struct stat st;
	const char *path = a->o.image;

	memset(v, 0, 5 * sizeof(v[0]));
	if (!path || stat(path, &st) < 0)
		return;
	v[0] = st.st_size;
	v[1] = st.st_mtim.tv_sec;
	v[2] = st.st_mtim.tv_nsec;
	v[3] = st.st_ctim.tv_sec;
	v[4] = st.st_ctim.tv_nsec;
}

void app_erase_begin(struct app *a)
{
	int64_t v[5];

	a->n_wished = 0;
	machine_writes(&a->writes_before);
	image_state(a, v);
	a->image_size = v[0];
	a->image_mtime[0] = v[1];
	a->image_mtime[1] = v[2];
	a->image_ctime[0] = v[3];
	a->image_ctime[1] = v[4];
}

static bool image_same(const struct app *a)
{
	int64_t v[5];

	image_state(a, v);
	return v[0] == a->image_size && v[1] == a->image_mtime[0] && v[2] == a->image_mtime[1] &&
	       v[3] == a->image_ctime[0] && v[4] == a->image_ctime[1];
}

/* What calls before left on the stack below us. */
__attribute__((noinline)) static void clear_stack(void)
{
	unsigned char deep[256 * 1024];

	explicit_bzero(deep, sizeof(deep));
	__asm__ volatile("" : : "r"(deep) : "memory");
}

static enum proof proof_of(bool ok)
{
	return ok ? PROOF_DONE : PROOF_FAILED;
}

static void prove_writes(struct app *a, struct erasing *e)
{
	struct disk_writes now;

	if (a->o.image) {
		e->proof[ERASE_IMAGE] = proof_of(image_same(a));
		return;
	}
	if (a->o.root)
		return; /* a developer's folder: nothing is claimed */
	machine_writes(&now);
	for (unsigned i = 0; i < a->n_wished; i++)
		machine_leave_out(&now, a->wished[i]);
	if (machine_written(&a->writes_before, &now, &e->writes, &e->written) > 0)
		e->proof[ERASE_WRITES] = proof_of(e->writes == 0 && e->written == 0);
}

static bool proven(const struct erasing *e)
{
	for (unsigned i = 0; i < ERASE_STEPS; i++)
		if (e->proof[i] == PROOF_FAILED)
			return false;
	return true;
}

void app_erase(struct app *a)
{
	static struct witness w;
	struct erasing e = { 0 };
	unsigned left_in_files;
	int64_t left;
	int minutes = a->visit.minutes;
	bool out = a->visit.stick_out;
	struct child *child[APP_CHILDREN];
	size_t n = app_children(a, child);

	for (size_t i = 0; i < n; i++)
		child_done(child[i]);
	e.proof[ERASE_DISKS] = app_disks_forget(a);
	app_keep_forget(a);
	checkup_done(&a->listing);
	if (!a->visit.erased)
		erase_note(&a->visit, &w);
	visit_wipe(&a->visit);
	a->visit.stick_out = out;
	canvas_clear(&a->canvas);
	paint_show(&a->canvas, a->visit.dark);
	arena_done(&a->arena);
	a->checked = NULL;
	memset(a->sheet_name, 0, sizeof(a->sheet_name));
	clear_stack();
	left_in_files = app_session_wipe(a);
	left_in_files += work_area_clear(&a->area);
	e.proof[ERASE_AREA] = proof_of(left_in_files == 0);
	left = erase_search(&w);
	e.places_left = left < 0 ? 1 : (uint64_t)left;
	e.proof[ERASE_MEMORY] = proof_of(left == 0);
	e.proof[ERASE_READ] = proof_of(left == 0 && e.proof[ERASE_AREA] == PROOF_DONE);
	prove_writes(a, &e);
	a->visit.erasing = e;
	a->visit.erased = true;
	a->visit.minutes = minutes;
	visit_swap(&a->visit, proven(&e) ? SCREEN_S16 : SCREEN_X19);
	if (proven(&e))
		explicit_bzero(&w, sizeof(w));
	a->sheet_wanted = a->carry_runs = false;
	app_erase_number(a, proven(&e));
	if (e.proof[ERASE_DISKS] != PROOF_NONE)
		app_event(a, e.proof[ERASE_DISKS] == PROOF_DONE ? "let go yes" : "let go no");
	app_event(a, proven(&e) ? "erased yes" : "erased no");
}
