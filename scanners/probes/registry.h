/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A registry hive as a probe uses it: opened from one of its blobs, its values straight into
 * the fields of facts, its paths as sources, and "could not look" kept apart from "not set".
 * A key that Windows always has and that is missing means that we could not look; an optional
 * policy that is missing is an absent field. Must not judge. */
#pragma once

#include "scanners/probes/probe.h"
#include "scanners/readers/hive.h"

#define REGISTRY_CHILDREN_MAX ((size_t)50000)

#define WANT_SOFTWARE                                                                              \
	{                                                                                          \
		PROBE_WANT_HIVE, "{windows}/System32/config/SOFTWARE", 0, true                     \
	}
#define WANT_SYSTEM                                                                                \
	{                                                                                          \
		PROBE_WANT_HIVE, "{windows}/System32/config/SYSTEM", 0, true                       \
	}
#define WANT_USER                                                                                  \
	{                                                                                          \
		PROBE_WANT_HIVE, "{user}/NTUSER.DAT", 0, true                                      \
	}

struct registry {
	struct hive *hive; /* NULL when it could not be opened */
	const char *name;  /* first part of every source: "SOFTWARE", "SYSTEM", "HKCU" */
	enum flag replayed;
	const struct probe *probe;
	struct facts *facts;
	struct arena *arena; /* of the facts */
};

/* Opens blob number i of the probe as the hive `name`. False: every kind of the probe has been
 * noted as FAILED (PARTIAL, once another place added to it) with the reason. A hive that is not
 * what its name says (no Microsoft key in SOFTWARE, ...) is not opened. */
NODISCARD bool registry_open(struct registry *r, const struct probe *probe,
			     const struct probe_input *in, size_t i, const char *name,
			     struct facts *out);
/* Closes; a hive that turned out damaged makes the probe's kinds PARTIAL. */
void registry_close(struct registry *r);

/* Key by its path below the hive's root, 0 when it is not there. */
hive_key registry_find(struct registry *r, const char *path);
/* The same for a key that Windows always has: when missing, the probe's kinds are noted FAILED
 * with the path as the reason. */
hive_key registry_must(struct registry *r, const char *path);

/* A fact of this kind with its source, time of writing and replay mark. key may be 0: an
 * optional place that is not there is a source too. NULL beyond the ceiling. */
struct fact *registry_fact(struct registry *r, enum fact_kind kind, const char *path, hive_key key);
#define REGISTRY_FACT(r, name, UPPER, path, key)                                                   \
	((struct fact_##name *)registry_fact((r), FACT_KIND_##UPPER, (path), (key)))

/* Marks a fact that also holds values of this hive. */
void registry_also(const struct registry *r, struct fact *f);

/* Values of a key (0: absent). flag: a number other than 0. Text that is empty is absent. */
enum flag registry_flag(struct registry *r, hive_key key, const char *value);
int64_t registry_number(struct registry *r, hive_key key, const char *value);
const char *registry_text(struct registry *r, hive_key key, const char *value);
int64_t registry_time(struct registry *r, hive_key key, const char *value);
/* Two DWORDs NAMEHigh and NAMELow that make a FILETIME. */
int64_t registry_time_halves(struct registry *r, hive_key key, const char *high, const char *low);

/* Seconds east of UTC that the PC was set to (SYSTEM hive), or NUMBER_ABSENT. */
int64_t registry_zone(struct registry *r);

/* Notes for every kind of the probe that a place could not be looked at: FAILED, or PARTIAL for
 * a kind that already has facts from another place. */
void probe_unseen(const struct probe *probe, struct facts *out, const struct phrase *reason);
/* Notes a piece that is missing although Windows always has it; path as in a source. */
void probe_missing(const struct probe *probe, struct facts *out, const char *path);
/* A kind that one place failed to give and another gave is known in part. Called by
 * registry_close(); for facts that are added after it. */
void probe_settle(const struct probe *probe, struct facts *out);
/* Value of a flag over which a policy stands: the policy's unless it is absent. */
enum flag flag_over(enum flag policy, enum flag setting);
